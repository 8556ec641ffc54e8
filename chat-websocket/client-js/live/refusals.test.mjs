import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, newRoom } from './support/client.mjs';

test('a room that there cannot be is refused, and forgotten', async (t) => {
  const ada = await Client.start(t, 'Ada');
  await assert.rejects(ada.chat.join('no\u0000room'), { code: 'INVALID_ROOM_ID', retryable: false });
  assert.equal(ada.all('refused')[0].error.code, 'INVALID_ROOM_ID');
  assert.deepEqual(ada.chat.rooms, []);
});

test('a message that is refused fails with its reason, and the next one goes', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  ada.chat.send(room, ' ');
  ada.chat.send(room, 'Hello');
  await ada.hearsTexts('Hello');
  assert.deepEqual(ada.chat.unsent(room).map(({ message, state, error }) => [message, state, error.code]), [[' ', 'failed', 'INVALID_MESSAGE']]);
  assert.equal(ada.chat.state.state, 'online');
});

test('a place in a log that is no more is told', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  ada.chat.send(room, 'Hello');
  await ada.hearsTexts('Hello');
  await assert.rejects(ada.chat.history(room, { before: 1, epoch: 'another' }), { code: 'POSITION_LOST' });
});

test('a room that has a record, or is in use, is not created; a change of an older state is none', async (t) => {
  const ada = await Client.online(t, 'Ada');
  const kept = await ada.chat.createRoom();
  await assert.rejects(ada.chat.createRoom({ roomId: kept.roomId }), { code: 'ROOM_EXISTS' });
  await ada.chat.updateRoom(kept, { name: 'Tea' });
  await assert.rejects(ada.chat.updateRoom(kept, { name: 'Coffee' }), { code: 'EDIT_CONFLICT' });
  await assert.rejects(ada.chat.removeMember(kept.roomId, 'ada'), { code: 'LAST_OWNER' });
  await assert.rejects(ada.chat.createRoom({ roomId: 'direct~mine' }), { code: 'INVALID_ROOM_ID' });
  const room = newRoom();
  await Client.in(t, room, 'Bo');
  await assert.rejects(ada.chat.createRoom({ roomId: room }), { code: 'ROOM_EXISTS' });
  await assert.rejects(ada.chat.room(room), { code: 'ROOM_NOT_FOUND' });
});

test('who cannot be anyone is sent away, and does not come back', async (t) => {
  const nobody = await Client.start(t, '');
  const { error } = await nobody.hears('state', ({ state }) => state === 'offline');
  assert.equal(error.code, 'INVALID_USER');
});
