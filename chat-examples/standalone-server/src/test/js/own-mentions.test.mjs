import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MissedMentions } from '../../main/resources/web/model/missed-mentions.js';
import { OwnMentions } from '../../main/resources/web/model/own-mentions.js';
import { storedMemory } from './support/stored.mjs';

const said = (offset, more) => ({ roomId: 'tea', id: `m${offset}`, userId: 'bo', username: 'Bo', message: `t${offset}`, offset, timestamp: offset, mentions: ['ada'], ...more });
const refusal = (code, retryable = false) => Object.assign(new Error(code), { code, retryable });

/** What Ada is told, in the room tea, of which she has read as far as `seen`. */
function mentions({ memory = storedMemory(), seen = () => 0, loaded = {}, answers = {}, marks = {}, pages = {} } = {}) {
  const listeners = new Map();
  const asked = [];
  const chat = {
    user: { userId: 'ada' },
    on: (type, listener) => listeners.set(type, listener),
    message: async (roomId, id) => {
      asked.push(id);
      if (answers[id] instanceof Error) throw answers[id];
      return answers[id];
    },
  };
  const tea = { joined: true, epoch: 'e', original: (id) => loaded[id] };
  const rooms = { get: (roomId) => (roomId === 'tea' ? tea : undefined) };
  const following = { ids: Object.keys(marks), markOf: (roomId) => marks[roomId] };
  const read = async (roomId, { after, epoch, limit }) => {
    asked.push(`${roomId} ${epoch} ${after} ${limit}`);
    if (!pages[roomId]) throw refusal('FORBIDDEN');
    return pages[roomId].shift();
  };
  const missed = new MissedMentions({ following, rooms, history: { read } });
  const isForMe = (message) => !message.deleted && Boolean(message.mentions?.includes('ada'));
  const changed = [];
  const made = new OwnMentions({ chat, rooms, marks: { seen }, memory, userId: 'ada', isForMe, missed, onChange: (part) => changed.push(part) });
  const texts = async () => made.now(await made.read()).map(({ message }) => message);
  return { mentions: made, texts, asked, changed, memory, hear: (type, event) => listeners.get(type)(event) };
}

const mention = (offset, more) => ({ roomId: 'cake', id: `m${offset}`, offset, userId: 'bo', ...more });

test('mentions are listed wherever they are, the newest first, and none of what one says oneself', async () => {
  const loaded = { m1: said(1), m2: said(2, { userId: 'ada', mentions: ['ada'] }), m3: said(3, { mentions: undefined }) };
  const { hear, mentions: made, texts, asked } = mentions({ loaded, answers: { m7: said(7, { roomId: 'cake' }) } });
  hear('reset', { roomId: 'tea', messages: Object.values(loaded) });
  hear('mention', mention(7));
  hear('mention', mention(7));
  hear('message', loaded.m1);
  assert.equal(made.unseen, 2);
  assert.deepEqual([await texts(), asked], [['t7', 't1'], ['m7']]);
});

test('what was read, gone to, or marked on another device has been seen', async () => {
  let read = 0;
  const { hear, mentions: made } = mentions({ seen: () => read });
  for (const offset of [1, 2]) hear('message', said(offset));
  for (const offset of [11, 12, 13]) hear('mention', mention(offset));
  assert.equal(made.unseen, 5);
  read = 1;
  assert.equal(made.unseen, 4);
  made.went({ roomId: 'cake', id: 'm13' });
  assert.equal(made.unseen, 3);
  hear('mark_updated', { mark: { roomId: 'cake', offset: 11 }, posts: 3 });
  hear('mark_updated', { roomId: 'cake', removed: true });
  assert.equal(made.unseen, 2);
});

test('who is mentioned no more, by an edit or a deletion, has it listed no more', async () => {
  const { hear, mentions: made, texts } = mentions({ loaded: { m1: said(1) }, answers: { m11: refusal('MESSAGE_NOT_FOUND'), m12: said(12, { deleted: true }) } });
  hear('message', said(1));
  hear('message', said(2));
  hear('message_updated', said(2, { mentions: undefined, changeOffset: 5 }));
  for (const offset of [11, 12, 13]) hear('mention', mention(offset));
  hear('mention', mention(13, { removed: true }));
  assert.deepEqual(await texts(), ['t1']);
  assert.equal(made.unseen, 1);
});

test('an edit that mentions one at last is listed, and one that was there says what it says now', async () => {
  const loaded = { m1: said(1) };
  const { hear, mentions: made, texts } = mentions({ loaded });
  hear('message', said(1, { mentions: undefined }));
  assert.equal(made.unseen, 0);
  hear('message_updated', said(1, { changeOffset: 3 }));
  const before = await made.read();
  loaded.m1 = said(1, { message: 'edited', changeOffset: 4 });
  assert.deepEqual(made.now(before).map(({ message }) => message), ['edited']);
  assert.deepEqual(await texts(), ['edited']);
});

test('a reload and another tab know them, but not what they say', async () => {
  const { hear, memory, mentions: made } = mentions();
  hear('message', said(1));
  hear('mention', mention(11));
  made.went({ roomId: 'cake', id: 'm11' });
  assert.ok(!JSON.stringify(memory.recall('mentions.ada')).includes('t1'));
  const other = mentions({ memory: memory.again() });
  assert.equal(other.mentions.unseen, 1);
  other.mentions.went({ roomId: 'tea', id: 'm1' });
  made.readElsewhere();
  assert.equal(made.unseen, 0);
});

test('what cannot be read for the moment stays, and without a connection that is said', async () => {
  const answers = { m11: refusal('RATE_LIMITED', true) };
  const { hear, texts } = mentions({ answers });
  hear('mention', mention(11));
  assert.deepEqual(await texts(), []);
  answers.m11 = refusal('DISCONNECTED', true);
  await assert.rejects(texts, { code: 'DISCONNECTED' });
  answers.m11 = said(11, { roomId: 'cake' });
  assert.deepEqual(await texts(), ['t11']);
});

test('messages of two rooms with one id are two', async () => {
  const { hear, mentions: made, texts } = mentions({ loaded: { m1: said(1) }, answers: { m1: said(1, { roomId: 'cake', message: 'cake' }) } });
  hear('message', said(1));
  hear('mention', mention(1));
  assert.equal(made.unseen, 2);
  assert.deepEqual(await texts(), ['t1', 'cake']);
  made.went({ roomId: 'cake', id: 'm1' });
  assert.equal(made.unseen, 1);
});

const markAt = (offset, count) => ({ epoch: 'e', offset, version: 1, mentions: count });
const inCake = (offset, more) => said(offset, { roomId: 'cake', ...more });

test('what came while nobody was here is counted, and found in what is unread when it is to be seen', async () => {
  const marks = { cake: markAt(4, 2), tea: { ...markAt(0, 0) } };
  const pages = { cake: [{ messages: [inCake(5), inCake(6, { mentions: undefined })], hasMore: true }, { messages: [inCake(7)], hasMore: true }] };
  const { mentions: made, texts, asked } = mentions({ marks, pages, answers: { m5: inCake(5), m7: inCake(7) } });
  assert.equal(made.unseen, 2);
  assert.deepEqual(await texts(), ['t7', 't5']);
  assert.deepEqual(asked.slice(0, 2), ['cake e 4 200', 'cake e 6 200'], 'and no further, as all are found');
  assert.equal(made.unseen, 2);
  marks.cake = { ...markAt(7, 0), version: 2 };
  made.went({ roomId: 'cake', id: 'm5' });
  assert.equal(made.unseen, 1);
});

test('what is told is not looked for, and what cannot be found is counted no more', async () => {
  const marks = { cake: markAt(4, 1), milk: markAt(0, 3), plum: markAt(0, 1) };
  const { hear, mentions: made, texts, asked } = mentions({ marks, pages: { milk: [{ messages: [], hasMore: false }] }, answers: { m5: inCake(5) } });
  hear('mention', mention(5));
  assert.equal(made.unseen, 5);
  assert.deepEqual(await texts(), ['t5']);
  assert.deepEqual(asked, ['milk e 0 200', 'plum e 0 200', 'm5']);
  assert.equal(made.unseen, 2, 'of plum it is not known yet');
});

test('of a room in which too much is unread no more than a way is gone', async () => {
  const far = Array.from({ length: 9 }, (_, i) => ({ messages: [inCake(i + 1, { mentions: undefined })], hasMore: true }));
  const { texts, asked } = mentions({ marks: { cake: markAt(0, 1) }, pages: { cake: far } });
  await texts();
  assert.equal(asked.length, 5);
});
