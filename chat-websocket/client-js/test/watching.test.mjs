import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, answer, comeBack, inTea, online, start, watching } from './support/fake-server.mjs';

const mark = { roomId: 'tea', epoch: 'e1', offset: 1, number: 1, version: 2, unread: 0, mentions: 0 };

test('who watches hears of marks that were moved elsewhere, and is told since when', async () => {
  const { chat, socket, of } = await online();
  chat.watchRooms();
  assert.deepEqual(socket.sent[0].data, { on: true });
  assert.deepEqual(of('watching'), []);
  await socket.answer('watch_rooms', { on: true });
  await socket.event('mark_updated', { mark, posts: 1 });
  await socket.event('mark_updated', { roomId: 'tea', removed: true });
  assert.deepEqual(of('watching'), [{ on: true }]);
  assert.deepEqual(of('mark_updated'), [{ mark, posts: 1 }, { roomId: 'tea', removed: true }]);
});

test('who watches hears of mentions in rooms that were not joined', async () => {
  const { chat, socket, of } = await online();
  const mention = { roomId: 'milk', id: 'e1-1', offset: 1, userId: 'bo' };
  await socket.event('mention', mention);
  await watching(chat, socket);
  await socket.event('mention', mention);
  await socket.event('mention', { ...mention, removed: true });
  assert.deepEqual(of('mention'), [mention, { ...mention, removed: true }]);
});

test('who watches hears of rooms that are followed, joined or not by this client', async () => {
  const { chat, socket, of } = await online();
  await watching(chat, socket);
  const activity = { rooms: [{ roomId: 'milk', epoch: 'e1', offset: 4, posts: 3, deleted: true }] };
  await socket.event('room_activity', activity);
  assert.deepEqual(of('room_activity'), [activity]);
});

test('what was lost on its way is read again as what came before it was watched', async () => {
  const { chat, socket, of } = await online();
  await socket.event('watch_gap', {});
  assert.deepEqual(of('watching'), []);
  await watching(chat, socket);
  await socket.event('watch_gap', {});
  assert.deepEqual(of('watching'), [{ on: true }, { on: true }]);
  chat.watchRooms(false);
  await socket.event('watch_gap', {});
  assert.equal(of('watching').length, 2);
});

test('it is asked for on each connection anew, before the rooms, and said again when it is so', async () => {
  const run = await inTea();
  await watching(run.chat, run.socket);
  const socket = await comeBack(run);
  await socket.answer('watch_rooms', { on: true });
  await socket.answer('join_room', answer(0, { recovered: true }));
  assert.deepEqual(run.of('watching'), [{ on: true }, { on: true }]);
});

test('what is wanted before there is a connection is asked for as soon as there is one', async () => {
  const run = start();
  run.chat.watchRooms();
  run.chat.connect();
  const socket = await accept(run);
  await socket.answer('watch_rooms', { on: true });
  assert.deepEqual(run.of('watching'), [{ on: true }]);
});

test('who watches no more hears nothing more, and is asked for nothing when coming back', async () => {
  const run = await online();
  await watching(run.chat, run.socket);
  run.chat.watchRooms(false);
  await run.socket.event('mark_updated', { mark, posts: 1 });
  assert.deepEqual(run.socket.sent[0].data, { on: false });
  await run.socket.answer('watch_rooms', { on: false });
  const socket = await comeBack(run);
  assert.deepEqual([run.of('mark_updated'), run.of('watching'), socket.sent], [[], [{ on: true }, { on: false }], []]);
});

test('a server that cannot just now is asked again, later and later', async () => {
  const { chat, socket, clock, of } = await online();
  chat.watchRooms();
  await socket.refuse('watch_rooms', 'OVERLOADED', true, 500);
  await clock.advance(1_499);
  assert.deepEqual(socket.sent, []);
  await clock.advance(1);
  await socket.refuse('watch_rooms', 'OVERLOADED', true);
  await clock.advance(2_000);
  await socket.answer('watch_rooms', { on: true });
  assert.deepEqual(of('watching'), [{ on: true }]);
});

test('a server that knows nothing of it says so, once', async () => {
  const { chat, socket, clock, of } = await online();
  chat.watchRooms();
  await socket.refuse('watch_rooms', 'UNKNOWN_EVENT', false);
  await clock.advance(20_000);
  assert.deepEqual(of('error').map(({ code }) => code), ['UNKNOWN_EVENT']);
  assert.deepEqual(socket.sent, []);
});
