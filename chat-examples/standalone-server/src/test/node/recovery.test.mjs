import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, connected, heard, join, member, newRoom, next, recoverable, sendElsewhere } from './support/clients.mjs';

const texts = (socket) => socket.heard.filter(({ event }) => event === 'message').map(({ data }) => data.message);
const said = (text) => ({ message }) => message === text;

/** Loses the connection without a word, as a network does, and says something meanwhile. */
async function loseConnection(socket, meanwhile = async () => {}) {
  const lost = next(socket, 'disconnect');
  sendElsewhere(socket);
  socket.io.engine.close();
  await lost;
  await meanwhile();
  await connected(socket);
}

for (const transports of [['polling', 'websocket'], ['websocket'], ['polling']]) {
  test(`${transports}: rooms and missed messages are back, again and again`, async () => {
    const roomId = newRoom();
    const ada = await member('ada', roomId);
    const bo = await recoverable('bo', { transports });
    assert.equal(bo.recovered ?? false, false);
    await join(bo, roomId);
    const { id } = bo;
    const expected = [];
    for (let round = 0; round < 3; round++) {
      const before = `before ${round}`;
      await ada.emitWithAck('send_message', { roomId, message: before });
      await heard(bo, 'message', said(before));
      const missed = [`missed ${round}`, `missed too ${round}`];
      await loseConnection(bo, async () => {
        for (const message of missed) {
          await ada.emitWithAck('send_message', { roomId, message });
        }
      });
      assert.equal(bo.recovered, true);
      assert.equal(bo.id, id);
      await ada.emitWithAck('send_message', { roomId, message: `after ${round}` });
      await heard(bo, 'message', said(`after ${round}`));
      expected.push(before, ...missed, `after ${round}`);
      assert.deepEqual(texts(bo), expected);
    }
    bo.emit('send_message', { roomId, message: 'still a member' });
    await heard(ada, 'message', said('still a member'));
  });
}

test('several rooms have one number, and each what it missed', async () => {
  const rooms = [newRoom(), newRoom(), newRoom()];
  const bo = await recoverable('bo');
  const ada = await member('ada', rooms[0]);
  for (const roomId of rooms) {
    await join(bo, roomId);
    await ada.emitWithAck('join_room', { roomId });
  }
  for (let i = 0; i < 30; i++) {
    ada.emit('send_message', { roomId: rooms[i % 3], message: `${i}` });
  }
  await heard(bo, 'message', said('29'));
  await loseConnection(bo, async () => {
    for (let i = 30; i < 60; i++) {
      await ada.emitWithAck('send_message', { roomId: rooms[i % 3], message: `${i}` });
    }
  });
  assert.equal(bo.recovered, true);
  for (let i = 30; i < 60; i++) {
    await heard(bo, 'message', said(`${i}`));
  }
  assert.deepEqual(texts(bo).map(Number).sort((a, b) => a - b), Array.from({ length: 60 }, (_, i) => i));
});

test('before the first event too', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId);
  const bo = await recoverable('bo');
  await bo.emitWithAck('join_room', { roomId });
  assert.deepEqual(bo.heard, []);
  await loseConnection(bo, () => ada.emitWithAck('send_message', { roomId, message: 'the first' }));
  assert.equal(bo.recovered, true);
  await heard(bo, 'message', said('the first'));

  const idle = await recoverable('cy');
  await loseConnection(idle);
  assert.equal(idle.recovered, true);
});

test('who authenticated by the event is recovered too, and is still who it was', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId);
  const bo = client({ query: { recovery: 1 } });
  await connected(bo);
  bo.emit('authenticate', { userId: 'bo', username: 'Bo' });
  await join(bo, roomId);
  await loseConnection(bo, () => ada.emitWithAck('send_message', { roomId, message: 'missed' }));
  assert.equal(bo.recovered, true);
  await heard(bo, 'message', said('missed'));
  const same = await bo.emitWithAck('authenticate', { userId: 'eve', username: 'Eve' });
  assert.equal(same.error.code, 'ALREADY_AUTHENTICATED');
});

test('authentication is checked again: nobody recovers the session of another', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId);
  const bo = await recoverable('bo');
  await join(bo, roomId);
  const { id } = bo;
  bo.auth = { userId: 'eve', username: 'eve' };
  await loseConnection(bo, () => ada.emitWithAck('send_message', { roomId, message: 'not for eve' }));
  assert.equal(bo.recovered, false);
  assert.notEqual(bo.id, id);
  const { error } = await bo.emitWithAck('get_history', { roomId });
  assert.equal(error.code, 'NOT_IN_ROOM');
});

test('who left has nothing to recover', async () => {
  const roomId = newRoom();
  const bo = await recoverable('bo');
  await join(bo, roomId);
  bo.emit('leave_room', { roomId });
  await bo.emitWithAck('ping');
  await loseConnection(bo);
  assert.equal(bo.recovered, true);
  assert.equal((await bo.emitWithAck('get_history', { roomId })).error.code, 'NOT_IN_ROOM');

  bo.disconnect();
  bo.connect();
  await connected(bo);
  assert.equal(bo.recovered, false, 'a goodbye ends the session');
});

test('too much missed is a new session, and its history fresh', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId);
  const bo = await recoverable('bo');
  await join(bo, roomId);
  await ada.emitWithAck('send_message', { roomId, message: 'known' });
  await heard(bo, 'message', said('known'));
  await loseConnection(bo, async () => {
    await Promise.all(Array.from({ length: 150 }, (_, i) => ada.emitWithAck('send_message', { roomId, message: `${i}` })));
  });
  assert.equal(bo.recovered, false);
  bo.heard.length = 0;
  await join(bo, roomId);
  assert.equal((await heard(bo, 'message_history')).length, 100);
});

test('without asking for it nothing has a number', async () => {
  const roomId = newRoom();
  const socket = await member('ada', roomId);
  const args = [];
  socket.on('message', (...all) => args.push(all.length));
  socket.emit('send_message', { roomId, message: 'Hello' });
  await heard(socket, 'message');
  assert.deepEqual(args, [1]);
});
