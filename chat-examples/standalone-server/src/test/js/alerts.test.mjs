import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Alerts } from '../../main/resources/web/model/alerts.js';
import { storedMemory } from './support/stored.mjs';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const said = (id, more) => ({ roomId: 'tea', id, userId: 'bo', username: 'Bo', message: id, offset: 1, ...more });
const FOR_ADA = { mentions: ['ada'] };

/** The alerts of Ada in one tab; `told` is what was told of there. */
function alerts({ memory = storedMemory(), lookedAt = () => false, claimed = new Set(), messages = {} } = {}) {
  const listeners = new Map();
  const told = [];
  const tabs = {
    areLookedAt: async () => lookedAt(),
    claim: async (what) => !claimed.has(what) && Boolean(claimed.add(what)),
  };
  const chat = {
    user: { userId: 'ada' },
    on: (type, listener) => listeners.set(type, listener),
    message: async (roomId, id) => messages[id] ?? Promise.reject(new Error('no more')),
  };
  const rooms = { get: (roomId) => (roomId === 'tea' ? { original: (id) => messages[id] } : undefined) };
  const isForMe = ({ mentions, mentionsRoom }) => Boolean(mentionsRoom || mentions?.includes('ada'));
  const made = new Alerts({ chat, rooms, memory, tabs, isForMe, onAlert: ({ id }, { isDirect, withSound }) => told.push([id, isDirect && 'direct', withSound && 'sound'].filter(Boolean).join(' ')) });
  const hear = async (type, event) => {
    listeners.get(type)(event);
    await settled();
  };
  return { alerts: made, told, hear };
}

test('one is told of mentions and of direct messages, unless one chooses all or none', async () => {
  const { alerts: made, told, hear } = alerts();
  const all = async (n) => {
    await hear('message', said(`plain${n}`));
    await hear('message', said(`mine${n}`, FOR_ADA));
    await hear('message', said(`all${n}`, { mentionsRoom: true }));
    await hear('message', said(`direct${n}`, { roomId: 'direct~x' }));
    return told.splice(0);
  };
  assert.deepEqual(await all(1), ['mine1', 'all1', 'direct1 direct']);
  made.choose({ which: 'all' });
  assert.deepEqual(await all(2), ['plain2', 'mine2', 'all2', 'direct2 direct']);
  made.choose({ which: 'none' });
  assert.deepEqual(await all(3), []);
});

test('one is told nothing of what one says, of what is deleted, or while one looks', async () => {
  let looks = false;
  const { told, hear } = alerts({ lookedAt: () => looks });
  await hear('message', said('own', { ...FOR_ADA, userId: 'ada' }));
  await hear('message', said('gone', { ...FOR_ADA, deleted: true }));
  looks = true;
  await hear('message', said('seen', FOR_ADA));
  looks = false;
  await hear('message', said('unseen', FOR_ADA));
  assert.deepEqual(told, ['unseen']);
});

test('a mention in a room that is not open is told, and one that is told twice is so once', async () => {
  // As where tabs know nothing of each other.
  const claimed = { has: () => false, add: () => true };
  const { told, hear } = alerts({ claimed, messages: { m1: said('m1', { ...FOR_ADA, roomId: 'cake' }), m2: said('m2', FOR_ADA) } });
  await hear('mention', { roomId: 'cake', id: 'm1', offset: 1, userId: 'bo' });
  await hear('mention', { roomId: 'cake', id: 'm1', offset: 1, userId: 'bo' });
  await hear('message', said('m2', FOR_ADA));
  await hear('mention', { roomId: 'tea', id: 'm2', offset: 1, userId: 'bo' });
  await hear('mention', { roomId: 'cake', id: 'm3', offset: 1, userId: 'bo' });
  await hear('mention', { roomId: 'cake', id: 'm1', offset: 1, userId: 'bo', removed: true });
  assert.deepEqual(told, ['m1', 'm2']);
});

test('messages of two rooms with one id are two', async () => {
  const { told, hear } = alerts();
  await hear('message', said('m1', FOR_ADA));
  await hear('message', said('m1', { ...FOR_ADA, roomId: 'cake' }));
  assert.deepEqual(told, ['m1', 'm1']);
});

test('of several tabs one tells', async () => {
  const claimed = new Set();
  const tabs = [alerts({ claimed }), alerts({ claimed })];
  for (const { hear } of tabs) await hear('message', said('m1', FOR_ADA));
  assert.deepEqual(tabs.flatMap(({ told }) => told), ['m1']);
});

test('what is chosen in one tab counts in all, and the sound is off until somebody wants it', async () => {
  const memory = storedMemory();
  const [one, other] = [alerts({ memory }), alerts({ memory: memory.inNewTab() })];
  assert.deepEqual(other.alerts.choice, { which: 'mentions', sound: false });
  one.alerts.choose({ sound: true });
  one.alerts.choose({ which: 'all' });
  await other.hear('message', said('m1'));
  assert.deepEqual([other.told, other.alerts.choice], [['m1 sound'], { which: 'all', sound: true }]);
  memory.keep('alerts', { which: 'nonsense', sound: 'yes' });
  assert.deepEqual(one.alerts.choice, { which: 'mentions', sound: false });
});
