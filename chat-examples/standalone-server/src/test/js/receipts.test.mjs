import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from '../../main/resources/web/model/conversation.js';
import { Receipts } from '../../main/resources/web/model/receipts.js';
import { timeline } from '../../main/resources/web/model/timeline.js';
import { settled } from './support/marking-server.mjs';
import { said } from './support/stay.mjs';

const me = { userId: 'ada', username: 'Ada' };
const mine = (offset, more) => said(offset, { ...me, message: `t${offset}`, ...more });

/** A room with messages in which some have read some, as the server answers. */
function reading(messages, { readers = {}, people = 3, isOffered = true } = {}) {
  const listeners = new Map();
  const asked = [];
  const chat = {
    user: me,
    on: (type, listener) => listeners.set(type, listener),
    readers: async (roomId, id) => {
      asked.push(id);
      return { users: readers[id] ?? [], hasMore: false };
    },
  };
  const tea = new Conversation('tea');
  tea.reset({ messages, position: { epoch: 'e1', offset: 9 }, hasMore: false, lost: null });
  tea.members = Array.from({ length: people }, (_, i) => ({ userId: `u${i}`, username: `U${i}` }));
  const changed = [];
  const rooms = { current: tea, get: (roomId) => (roomId === 'tea' ? tea : undefined) };
  const receipts = new Receipts({ chat, rooms, following: { isOffered }, onChange: (part) => changed.push(part) });
  const read = (users) => listeners.get('read')({ roomId: 'tea', epoch: 'e1', readers: Object.entries(users).map(([userId, offset]) => ({ userId, offset })) });
  return { tea, receipts, asked, changed, read, hear: (type, event) => listeners.get(type)(event), seen: () => Object.fromEntries(receipts.of(tea)) };
}

test('what one has said last says who has read it, as it is told', () => {
  const { read, seen, changed } = reading([mine(1), mine(2)]);
  assert.deepEqual(seen(), {});
  read({ bo: 1, ada: 2 });
  assert.deepEqual(seen(), { m1: ['bo'] });
  read({ bo: 2, cy: 2 });
  assert.deepEqual(seen(), { m2: ['bo', 'cy'] });
  assert.deepEqual(changed, ['log', 'log']);
});

test('of what came before it is said only if more have read that', () => {
  const { read, seen } = reading([mine(1), mine(2), mine(3)]);
  read({ bo: 3, cy: 2, di: 1 });
  assert.deepEqual(seen(), { m3: ['bo'], m2: ['bo', 'cy'] });
});

test('who says something has read what is before it', () => {
  const { seen } = reading([mine(1), said(2), mine(3)]);
  assert.deepEqual(seen(), { m1: ['bo'] });
});

test('the server is asked once who had read what was said last before one came, and again after a connection was lost', async () => {
  const { tea, receipts, asked, seen, hear } = reading([mine(1), mine(2), mine(3)], { readers: { m2: ['bo', 'cy'], m3: ['bo'] } });
  receipts.lookUp(tea);
  receipts.lookUp(tea);
  await settled();
  assert.deepEqual(asked, ['m2', 'm3']);
  assert.deepEqual(seen(), { m3: ['bo'], m2: ['bo', 'cy'] });
  hear('state', { state: 'online' });
  receipts.lookUp(tea);
  assert.equal(asked.length, 4);
});

test('in a room of more than 100, and for who is not logged in, nobody asks and nothing is said', () => {
  for (const options of [{ people: 101 }, { isOffered: false }]) {
    const { tea, receipts, asked, read, seen } = reading([mine(1)], options);
    receipts.lookUp(tea);
    read({ bo: 1 });
    assert.deepEqual([asked, seen()], [[], {}]);
  }
});

test('what was read in another epoch, or in a room that was reset, says nothing', () => {
  const { seen, read, hear } = reading([mine(1)]);
  hear('read', { roomId: 'tea', epoch: 'e0', readers: [{ userId: 'bo', offset: 5 }] });
  assert.deepEqual(seen(), {});
  read({ bo: 1 });
  hear('reset', { roomId: 'tea' });
  assert.deepEqual(seen(), {});
});

test('a line says how many have read it, and the names that are known', () => {
  const sources = { readersOf: ({ id }) => (id === 'm2' ? ['bo', 'x'] : undefined), nameOf: (userId) => ({ bo: 'Bo' })[userId] };
  const lines = timeline({ messages: [mine(1), mine(2)], notices: [], newAfter: null }, [], me, sources);
  assert.deepEqual(lines.filter(({ kind }) => kind === 'message').map(({ readBy }) => readBy), [undefined, { count: 2, names: ['Bo'] }]);
});
