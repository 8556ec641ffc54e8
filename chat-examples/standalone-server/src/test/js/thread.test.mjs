import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from '../../main/resources/web/model/conversation.js';
import { threadLines } from '../../main/resources/web/model/thread-lines.js';
import { Threads } from '../../main/resources/web/model/threads.js';

const said = (offset, more) => ({ roomId: 'tea', id: `m${offset}`, userId: 'bo', username: 'Bo', message: `t${offset}`, offset, timestamp: offset, ...more });
const answer = (offset, more) => said(offset, { replyTo: 'm1', ...more });
const refusal = (code) => Object.assign(new Error(code), { code });
const settled = () => new Promise((resolve) => setImmediate(resolve));
const ids = (messages) => messages.map(({ id }) => id).join(' ');

/** The thread of m1 in the room tea, of which the server has all and the page only what is loaded. */
function open({ loaded = [], stored = [], chat: more = {} } = {}) {
  const asked = [];
  const tea = new Conversation('tea');
  tea.reset({ messages: loaded, position: { epoch: 'e', offset: 9 }, hasMore: true, lost: null });
  let onReset;
  const chat = {
    on: (type, listener) => (onReset = listener),
    message: async (room, id) => stored.find((each) => each.id === id) ?? Promise.reject(refusal('MESSAGE_NOT_FOUND')),
    replies: async (room, id, { limit, after }) => {
      asked.push(after);
      const all = stored.filter((each) => each.replyTo === id && each.offset > after);
      return { messages: all.slice(0, limit), hasMore: all.length > limit };
    },
    ...more,
  };
  const changes = [];
  const rooms = { current: tea };
  const threads = new Threads({ chat, rooms, onChange: (part) => changes.push(part) });
  threads.open('m1');
  return { threads, thread: threads.current, tea, rooms, chat, asked, changes, reset: (event) => onReset(event) };
}

test('a thread is what answers one message, loaded in the room or not, oldest first', async () => {
  const { thread, tea } = open({ loaded: [answer(7), said(8)], stored: [said(1), answer(3), answer(7), said(8)] });
  assert.deepEqual([thread.state, thread.root], ['loading', undefined]);
  await settled();
  assert.deepEqual([thread.state, thread.root.id, ids(thread.answers)], ['ready', 'm1', 'm3 m7']);
  tea.put(answer(9));
  tea.put(said(10));
  assert.equal(ids(thread.answers), 'm3 m7 m9');
});

test('what becomes of an answer is seen, whether the room has it or not', async () => {
  const { thread, tea } = open({ loaded: [answer(7)], stored: [said(1), answer(3), answer(4), answer(7)] });
  await settled();
  tea.put(answer(3, { message: 'edited', changeOffset: 8 }));
  tea.put(answer(4, { message: '', deleted: true, changeOffset: 9 }));
  tea.put(answer(7, { message: '', deleted: true, changeOffset: 10 }));
  assert.deepEqual(thread.answers.map(({ message }) => message), ['edited']);
});

test('what the room has forgotten a thread keeps', async () => {
  const { thread, tea } = open({ stored: [said(1)], loaded: [] });
  await settled();
  tea.put(answer(2));
  assert.equal(ids(thread.answers), 'm2');
  for (let offset = 3; offset < 900; offset += 1) tea.put(said(offset));
  tea.trim();
  assert.equal(tea.get('m2'), undefined);
  assert.equal(ids(thread.answers), 'm2');
});

test('a long thread is read in pages, some at once and the rest when asked for, and never has a gap', async () => {
  const stored = [said(1), ...Array.from({ length: 620 }, (_, i) => answer(i + 2))];
  const { thread, tea, asked } = open({ stored, loaded: [said(700)] });
  await settled();
  assert.deepEqual(asked, [0, 101, 201, 301, 401]);
  tea.put(answer(701));
  assert.deepEqual([thread.hasMore, thread.answers.length, thread.answers.at(-1).id], [true, 500, 'm501']);
  await thread.loadMore();
  assert.deepEqual([thread.hasMore, thread.answers.length, thread.answers.at(-1).id], [false, 621, 'm701']);
});

test('a thread of what is no more says so', async () => {
  const { thread } = open({ stored: [] });
  await settled();
  assert.deepEqual([thread.state, thread.root, thread.answers], ['ready', null, []]);
});

test('what failed for want of a connection is read again once there is one, and what was refused is not', async () => {
  const { threads, thread, chat, asked } = open({ stored: [said(1)], chat: { message: () => Promise.reject(refusal('DISCONNECTED')) } });
  await settled();
  assert.equal(thread.state, 'failed');
  threads.keepUp(false);
  chat.message = async () => said(1);
  threads.keepUp(true);
  await settled();
  assert.deepEqual([thread.state, asked.length], ['ready', 1]);
  chat.replies = () => Promise.reject(refusal('FORBIDDEN'));
  await thread.load();
  threads.keepUp(true);
  assert.deepEqual([thread.state, thread.problem.code], ['failed', 'FORBIDDEN']);
});

test('after a gap in what was heard a thread is read again, and in another log there is none', async () => {
  const { threads, asked, reset } = open({ stored: [said(1)] });
  await settled();
  reset({ roomId: 'cake', lost: 'too-much' });
  reset({ roomId: 'tea', lost: 'too-much' });
  await settled();
  assert.equal(asked.length, 2);
  reset({ roomId: 'tea', lost: 'epoch' });
  assert.equal(threads.current, null);
});

test('what was edited or deleted while nobody listened is so in a thread that is read again', async () => {
  const stored = [said(1), answer(3), answer(4)];
  const { thread, tea, reset } = open({ stored, loaded: [] });
  await settled();
  assert.equal(ids(thread.answers), 'm3 m4');
  stored.splice(0, 2, said(1, { message: 'edited', changeOffset: 8 }));
  tea.reset({ messages: [said(900)], position: { epoch: 'e', offset: 900 }, hasMore: true, lost: 'too-much' });
  reset({ roomId: 'tea', lost: 'too-much' });
  await settled();
  assert.deepEqual([thread.root.message, ids(thread.answers)], ['edited', 'm4']);
  stored.splice(0);
  await thread.load();
  assert.deepEqual([thread.root, thread.answers], [null, []]);
});

test('an answer that comes too late for its thread changes nothing', async () => {
  const { threads, thread, changes } = open({ stored: [said(1), answer(2)] });
  threads.open('m7');
  changes.length = 0;
  await thread.load();
  assert.deepEqual(changes.filter((part) => part !== 'thread'), []);
  assert.equal(threads.current.id, 'm7');
});

test('a thread is closed where its room is not current any more', () => {
  const { threads, rooms, changes } = open({ stored: [said(1)] });
  threads.keepUp(true);
  assert.ok(threads.current);
  rooms.current = new Conversation('cake');
  threads.keepUp(true);
  assert.equal(threads.current, null);
  assert.equal(changes.at(-1), 'thread');
});

test('the lines of a thread are what is answered, how many answers there are, and those, without saying what they answer', () => {
  const root = said(1, { thread: { replies: 2 }, replyTo: 'm0' });
  const unsent = [{ clientMessageId: 'c1', message: 'x', replyTo: 'm1', createdAt: 9 }, { clientMessageId: 'c2', message: 'y', createdAt: 9 }];
  const lines = threadLines({ id: 'm1', root, answers: [answer(2), answer(3)] }, unsent, { userId: 'ada', username: 'Ada' }, {});
  assert.deepEqual(lines.map(({ kind, id, clientMessageId, count }) => id ?? clientMessageId ?? count ?? kind), ['day', 'm1', 2, 'm2', 'm3', 'c1']);
  assert.ok(lines.every(({ quote, thread }) => quote === undefined && thread === undefined));
  assert.deepEqual(lines.filter(({ kind }) => kind === 'message').map(({ first, last }) => [first, last]), [[true, true], [true, false], [false, true], [true, true]]);
});

test('a thread without what is answered begins with its answers', () => {
  const lines = threadLines({ id: 'm1', root: null, answers: [answer(2)] }, [], { userId: 'ada' }, {});
  assert.deepEqual(lines.map(({ kind }) => kind), ['answers', 'day', 'message']);
});
