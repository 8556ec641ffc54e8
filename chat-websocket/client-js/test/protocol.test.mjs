import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ParlanceError } from '../src/parlance.js';
import { inTea, message, watching } from './support/fake-server.mjs';

// What docs/PROTOCOL.md says there is, the client knows. That the page says all there is, the server's tests see to.
const page = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8');
const folder = new URL('../src/parlance/', import.meta.url);
const source = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  + readFileSync(new URL('../src/parlance.js', import.meta.url), 'utf8');

/** The words in the first column of a table. */
function named(heading) {
  const [, table] = page.split(`| ${heading} |`);
  const rows = table.split('\n\n')[0].split('\n').slice(2);
  return rows.flatMap((row) => row.split('|')[1].match(/`(\w+)`/g).map((word) => word.slice(1, -1)));
}

const user = { roomId: 'tea', userId: 'bo', username: 'Bo' };
/** An example of each event, and the events that its application gets for it. */
const EVENTS = {
  message: [message(1), ['message']],
  message_updated: [message(1, { changeOffset: 1 }), ['message_updated']],
  user_joined: [user, ['user_joined', 'members']],
  user_left: [user, ['user_left', 'members']],
  users_changed: [{ roomId: 'tea', count: 60, joined: [{ userId: 'bo', username: 'Bo' }], left: [] }, ['users_changed', 'members']],
  user_typing: [{ ...user, isTyping: true }, ['user_typing']],
  signal: [{ roomId: 'tea', name: 'closing', data: {} }, ['signal']],
  room_updated: [{ roomId: 'tea', kind: 'open', readOnly: false, version: 1, createdAt: 5 }, ['room_updated']],
  member_updated: [{ roomId: 'tea', userId: 'bo', role: 'guest' }, ['member_updated']],
  mark_updated: [{ mark: { roomId: 'tea', epoch: 'e1', offset: 1, number: 1, version: 1, unread: 0, mentions: 0 }, posts: 1 }, ['mark_updated']],
  mention: [{ roomId: 'milk', id: 'e1-1', offset: 1, userId: 'bo' }, ['mention']],
  own_reaction: [{ roomId: 'milk', id: 'e1-1', emoji: '👍', on: true }, ['own_reaction']],
  watch_gap: [{}, ['watching']],
  profile_updated: [{ userId: 'bo', username: 'Bob' }, ['profile_updated']],
  read: [{ roomId: 'tea', epoch: 'e1', readers: [{ userId: 'bo', offset: 1 }] }, ['read']],
  room_activity: [{ rooms: [{ roomId: 'milk', epoch: 'e1', offset: 3, posts: 3 }] }, ['room_activity']],
  history_gap: [{ roomId: 'tea' }, []],
  removed_from_room: [{ roomId: 'tea', action: 'kick' }, ['removed_from_room']],
  message_history: [[], []],
  room_users: [[], []],
  error: [{ code: 'INTERNAL_ERROR', message: 'no', retryable: false }, ['error']],
};

test('every event of the protocol is one that the client takes', () => {
  assert.deepEqual(Object.keys(EVENTS).sort(), named('event').sort());
});

for (const [name, [data, expected]] of Object.entries(EVENTS)) {
  test(`${name} is taken`, async () => {
    const { chat, socket, heard } = await inTea();
    await watching(chat, socket);
    heard.length = 0;
    await socket.event(name, data);
    assert.deepEqual(heard.map(([type]) => type), expected);
    assert.deepEqual(socket.sent.map(({ event }) => event), name === 'history_gap' ? ['join_room'] : []);
  });
}

test('an event of a later version is not told, and harms nothing', async () => {
  const { chat, socket, heard } = await inTea();
  const told = [];
  chat.on('room_painted', (detail) => told.push(detail));
  await socket.event('room_painted', { roomId: 'tea', colour: 'blue' });
  assert.deepEqual([told, heard], [[], []]);
});

test('every request of the protocol is one that the client makes', () => {
  for (const request of named('request')) assert.match(source, new RegExp(`(request|notify)\\('${request}'`), request);
});

test('every error code that the client names is one of the protocol or one of its own', () => {
  const own = readFileSync(new URL('error.js', folder), 'utf8').match(/or one of this client:[^*]*\*?[^/]*?@param/s)[0].match(/`([A-Z_]+)`/g);
  const known = [...named('code'), ...own.map((code) => code.slice(1, -1))];
  const used = [...source.matchAll(/'([A-Z]+_?[A-Z_]+)'/g)].map(([, code]) => code);
  assert.ok(used.length > 5);
  for (const code of used) assert.ok(known.includes(code), code);
  for (const code of own) assert.ok(!named('code').includes(code.slice(1, -1)), `${code} is the server's`);
});

test('an error of a later version is told as it is', () => {
  const error = ParlanceError.from({ code: 'TOO_BLUE', message: 'no', retryable: true });
  assert.deepEqual([error.code, error.message, error.retryable], ['TOO_BLUE', 'no', true]);
});
