import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, connected, heard, join, newRoom, next } from './support/clients.mjs';

// The lines of docs/SOCKETIO.md, with a server of the test's where they name one.
const io = (url, options) => client(options);
const url = 'https://chat.example';

test('the five lines of an old client are a chat', async () => {
  const socket = io('http://localhost:5004');
  socket.emit('authenticate', { userId: 'ada', username: 'Ada' });
  socket.emit('join_room', { roomId: 'tea' });
  socket.on('message_history', (messages) => { /* ... */ });
  socket.on('message', ({ username, message }) => { /* ... */ });
  socket.emit('send_message', { roomId: 'tea', message: 'Hello' });

  assert.ok(Array.isArray(await heard(socket, 'message_history')));
  const said = await heard(socket, 'message');
  assert.deepEqual([said.username, said.message], ['Ada', 'Hello']);
});

test('an acknowledgement says where the message is', async () => {
  const socket = io('http://localhost:5004');
  socket.emit('authenticate', { userId: 'bo', username: 'Bo' });
  await join(socket, 'tea');

  const { id, offset, error } = await socket.emitWithAck('send_message', { roomId: 'tea', message: 'Hello' });

  assert.equal(error, undefined);
  const said = await heard(socket, 'message', ({ userId }) => userId === 'bo');
  assert.deepEqual([said.id, said.offset], [id, offset]);
});

test('a client that asks for it is recovered', async () => {
  const [userId, username, token] = ['cy', 'Cy', undefined];
  const socket = io(url, { query: { recovery: 1 }, auth: { userId, username, token } });
  socket.on('connect', () => {
    if (!socket.recovered) { /* join the rooms */ }
  });

  await connected(socket);
  const roomId = newRoom();
  const joined = await socket.emitWithAck('join_room', { roomId });
  assert.deepEqual(joined.members, [{ userId: 'cy', username: 'Cy' }]);
  const lost = next(socket, 'disconnect');
  socket.io.engine.close();
  await lost;
  await connected(socket);
  assert.equal(socket.recovered, true);
});
