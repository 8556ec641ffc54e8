import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, newRoom } from './support/client.mjs';

const isLost = ({ state }) => state === 'reconnecting';

/** Two in a room, of whom Bo has heard a message, and then nothing more. */
async function boIsCutOff(t) {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  ada.chat.send(room, 'before');
  await bo.hearsTexts('before');
  bo.network.cut({ open: false });
  await bo.hears('state', isLost);
  return { room, ada, bo };
}

test('what was missed while the line was cut is heard once, in order', async (t) => {
  const { room, ada, bo } = await boIsCutOff(t);
  for (const text of ['one', 'two', 'three']) ada.chat.send(room, text);
  await ada.hearsTexts('three');
  bo.network.mend();
  await bo.hearsTexts('three');
  ada.chat.send(room, 'after');
  await bo.hearsTexts('after');
  assert.deepEqual(bo.texts, ['before', 'one', 'two', 'three', 'after']);
  assert.equal(bo.all('reset').length, 1);
});

test('what was sent while the line was cut arrives once, in order', async (t) => {
  const { room, ada, bo } = await boIsCutOff(t);
  for (const text of ['one', 'two', 'three']) bo.chat.send(room, text);
  assert.deepEqual(bo.chat.unsent(room).map(({ state }) => state), ['waiting', 'waiting', 'waiting']);
  bo.network.mend();
  await ada.hearsTexts('three');
  assert.deepEqual(ada.texts, ['before', 'one', 'two', 'three']);
  await bo.until(() => bo.chat.unsent(room).length === 0, 'that all is sent');
  await bo.hearsTexts('three');
  assert.deepEqual(bo.texts, ada.texts);
});

test('a message whose receipt was lost with the line is stored once', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  bo.network.deafen();
  bo.chat.send(room, 'once');
  await ada.hearsTexts('once');
  assert.deepEqual(bo.texts, []);
  bo.network.cut();
  bo.network.mend();
  await bo.hears('outbox', ({ change }) => change === 'sent');
  bo.chat.send(room, 'twice');
  await ada.hearsTexts('twice');
  await bo.hearsTexts('twice');
  assert.deepEqual(ada.texts, ['once', 'twice']);
  assert.deepEqual(bo.texts, ['once', 'twice']);
});

test('who is back at once has neither left nor joined', async (t) => {
  const { room, ada, bo } = await boIsCutOff(t);
  bo.network.mend();
  bo.chat.send(room, 'back');
  await ada.hearsTexts('back');
  assert.deepEqual([ada.all('user_joined').length, ada.all('user_left').length], [1, 0]);
});

test('whoever closes does not come back, until they connect', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  ada.chat.close();
  assert.equal(ada.chat.state.state, 'offline');
  ada.chat.send(room, 'later');
  ada.chat.connect();
  await ada.hearsTexts('later');
  assert.ok(ada.all('state').every(({ retryIn }) => retryIn === undefined));
});
