import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, connected, newRoom, next } from './support/clients.mjs';

test('credentials may come with the connect', async () => {
  const socket = client({ auth: { userId: 'ada', username: 'Ada' } });
  await connected(socket);
  const { members } = await socket.emitWithAck('join_room', { roomId: newRoom() });
  assert.deepEqual(members, [{ userId: 'ada', username: 'Ada' }]);
});

test('credentials that are refused are a connect_error with its code, and better ones may follow', async () => {
  const socket = client({ auth: { userId: 'ada' } });
  const error = await next(socket, 'connect_error');
  assert.equal(error.data.code, 'INVALID_USER');
  assert.equal(error.message, error.data.message);
  socket.auth = { userId: 'ada', username: 'Ada' };
  socket.connect();
  await connected(socket);
});

test('a second identity is refused, the same once more is not', async () => {
  const socket = client({ auth: { userId: 'ada', username: 'Ada' } });
  await connected(socket);
  const same = await socket.emitWithAck('authenticate', { userId: 'ada', username: 'Ada' });
  assert.deepEqual(same, { userId: 'ada', username: 'Ada' });
  const other = await socket.emitWithAck('authenticate', { userId: 'eve', username: 'Eve' });
  assert.equal(other.error.code, 'ALREADY_AUTHENTICATED');
});

test('an unknown namespace is a connect_error', async () => {
  const error = await next(client({}, '/nowhere'), 'connect_error');
  assert.equal(error.message, 'Invalid namespace');
});

test('the ids of socket and engine differ, and neither client has the ids of another', async () => {
  const one = client();
  const two = client();
  await Promise.all([connected(one), connected(two)]);
  assert.equal(new Set([one.id, two.id, one.io.engine.id, two.io.engine.id]).size, 4);
});
