import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Acts } from '../../main/resources/web/model/acts.js';
import { Conversation } from '../../main/resources/web/model/conversation.js';
import { Deletions } from '../../main/resources/web/model/deletions.js';
import { Drafts } from '../../main/resources/web/model/drafts.js';
import { pinsOf } from '../../main/resources/web/model/message-lists.js';
import { Quotes } from '../../main/resources/web/model/quotes.js';
import { Reactions } from '../../main/resources/web/model/reactions.js';
import { timeline } from '../../main/resources/web/model/timeline.js';
import { Writing } from '../../main/resources/web/model/writing.js';
import { storedMemory } from './support/stored.mjs';

const me = { userId: 'ada', username: 'Ada' };
const said = (offset, more) => ({ roomId: 'tea', id: `m${offset}`, userId: 'bo', username: 'Bo', message: `t${offset}`, offset, timestamp: offset, ...more });
const refusal = (code, retryable = false) => Object.assign(new Error(code), { code, retryable });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function conversation(messages, hasMore = false) {
  const tea = new Conversation('tea');
  tea.reset({ messages, position: { epoch: 'e', offset: 9 }, hasMore, lost: null });
  return tea;
}

/** A user in the room tea, over a chat that answers what `answers` say. */
function acting(messages, answers = {}, mayMentionRoom = () => false) {
  const calls = [];
  const timers = [];
  const asked = (name) => (...data) => {
    calls.push([name, ...data]);
    return answers[name] ? answers[name](...data) : Promise.resolve({});
  };
  const chat = { user: me, edit: asked('edit'), delete: asked('delete'), pin: asked('pin'), message: asked('message'), react: asked('react') };
  const tea = conversation(messages);
  const rooms = { current: tea, get: () => tea };
  const failed = [];
  const common = { chat, onChange: () => {}, onFailed: ({ code }) => failed.push(code) };
  const clock = { setTimeout: (act) => timers.push(act) - 1, clearTimeout: (i) => (timers[i] = () => {}) };
  const writing = new Writing(new Drafts(storedMemory()));
  const deletions = new Deletions({ ...common, clock });
  const reactions = new Reactions(common);
  const acts = new Acts({ ...common, rooms, threads: { current: null }, writing, deletions, reactions, roles: { mayMentionRoom } });
  return { acts, reactions, calls, failed, tea, writing, deletions, quotes: new Quotes(common), later: () => timers.splice(0).forEach((act) => act()) };
}

test('of the states of a message the one that was changed last is shown, in whichever order they come', () => {
  const tea = conversation([said(1)]);
  tea.put(said(1, { message: 'newest', changeOffset: 4 }));
  tea.put(said(1, { message: 'older', changeOffset: 3 }));
  assert.equal(tea.get('m1').message, 'newest');
});

test('what changed before it was loaded is loaded as it is', () => {
  const tea = conversation([said(5)], true);
  tea.put(said(2, { message: '', deleted: true, changeOffset: 7 }));
  tea.addOlder([said(1), said(2)], false);
  assert.deepEqual(tea.messages.map(({ deleted }) => Boolean(deleted)), [false, true, false]);
});

test('what an answer quotes is looked up once, and follows what becomes of it', async () => {
  const original = said(1);
  const { calls, quotes, tea } = acting([said(5, { replyTo: 'm1' }), said(6, { replyTo: 'm1' })], { message: async () => original });
  const quote = () => timeline(tea, [], me, { original: (id) => tea.original(id) }).at(-1).quote;
  assert.deepEqual(quote(), { state: 'unknown' });
  quotes.lookUp(tea);
  quotes.lookUp(tea);
  await settled();
  quotes.lookUp(tea);
  assert.deepEqual(calls, [['message', 'tea', 'm1']]);
  assert.deepEqual([quote().state, quote().text], ['there', 't1']);
  tea.hasMore = true;
  tea.put({ ...original, message: 'edited', changeOffset: 7 });
  assert.equal(quote().text, 'edited');
  tea.put({ ...original, message: '', deleted: true, changeOffset: 8 });
  assert.deepEqual([quote().state, quote().text], ['deleted', undefined]);
});

test('what is loaded is not asked for, and what is no more is asked for once', async () => {
  const { calls, quotes, tea } = acting([said(1), said(5, { replyTo: 'm1' }), said(6, { replyTo: 'm0' })], {
    message: () => Promise.reject(refusal('MESSAGE_NOT_FOUND')),
  });
  quotes.lookUp(tea);
  await settled();
  quotes.lookUp(tea);
  assert.deepEqual(calls, [['message', 'tea', 'm0']]);
  assert.equal(timeline(tea, [], me, { original: (id) => tea.original(id) }).at(-1).quote.state, 'gone');
});

test('what could not be asked for the moment is asked for again, and not many at once', async () => {
  const answers = { message: () => Promise.reject(refusal('RATE_LIMITED', true)) };
  const { calls, quotes, tea } = acting(Array.from({ length: 6 }, (_, i) => said(10 + i, { replyTo: `m${i}` })), answers);
  quotes.lookUp(tea);
  assert.equal(calls.length, 4);
  await settled();
  assert.equal(calls.length, 6);
  quotes.lookUp(tea);
  assert.equal(calls.length, 10);
});

test('a deletion can be taken back, and is sent after that', async () => {
  const { acts, calls, deletions, later, tea } = acting([said(1, me)]);
  acts.delete('m1');
  assert.equal(deletions.stageOf(tea.get('m1')), 'revocable');
  acts.undoDelete('m1');
  later();
  assert.deepEqual([deletions.stageOf(tea.get('m1')), calls], [undefined, []]);
  acts.delete('m1');
  acts.delete('m1');
  later();
  acts.undoDelete('m1');
  assert.deepEqual([deletions.stageOf(tea.get('m1')), calls], ['sent', [['delete', 'tea', 'm1']]]);
});

test('whoever goes has what they deleted deleted', () => {
  const { acts, calls, deletions, later } = acting([said(1, me)]);
  acts.delete('m1');
  deletions.sendAll();
  assert.deepEqual(calls, [['delete', 'tea', 'm1']]);
  later();
  assert.equal(calls.length, 1);
});

test('a message whose deletion was refused is there again, and that is said', async () => {
  const { acts, deletions, failed, later, tea } = acting([said(1, me)], { delete: () => Promise.reject(refusal('DISCONNECTED', true)) });
  acts.delete('m1');
  later();
  await settled();
  assert.deepEqual([deletions.stageOf(tea.get('m1')), failed], [undefined, ['DISCONNECTED']]);
});

test('one edits what one has said last, and the draft waits meanwhile', async () => {
  const { acts, calls, writing } = acting([said(1, me), said(2, me), said(3), said(4, { ...me, deleted: true })]);
  writing.keep('tea', 'a draft');
  assert.ok(acts.editLast());
  assert.equal(writing.textIn('tea'), 't2');
  writing.keep('tea', 'better');
  assert.equal(await acts.change('better'), null);
  assert.deepEqual(calls.map(([name, { id }, changes]) => [name, id, changes]), [['edit', 'm2', { message: 'better' }]]);
  assert.equal(writing.textIn('tea'), 'a draft');
});

test('a draft keeps what it answers through an edit and a reload, until it is sent or that is dropped', () => {
  const memory = storedMemory();
  const writing = new Writing(new Drafts(memory));
  writing.reply(said(1));
  writing.keep('tea', 'half a sent');
  writing.edit(said(2, me));
  assert.equal(writing.of('tea').kind, 'edit');
  writing.end('tea');
  assert.deepEqual([writing.of('tea').kind, writing.of('tea').message.id, writing.textIn('tea')], ['reply', 'm1', 'half a sent']);

  const after = new Writing(new Drafts(memory.again()));
  const { kind, message } = after.of('tea');
  assert.deepEqual([kind, message.id, message.username, message.message, after.textIn('tea')], ['reply', 'm1', 'Bo', 't1', 'half a sent']);
  assert.equal(after.of('cake').kind, 'new');
  after.end('tea');
  assert.equal(new Writing(new Drafts(memory.again())).of('tea').kind, 'new');
});

test('who has said nothing has nothing to edit, and the same text is no edit', async () => {
  assert.equal(acting([said(1)]).acts.editLast(), false);
  const { acts, calls, writing } = acting([said(1, me)]);
  acts.editLast();
  await acts.change('t1');
  assert.deepEqual([calls, writing.of('tea').kind], [[], 'new']);
});

test('an edit mentions whom its text names, and leaves those alone whose names nobody knows', async () => {
  const { acts, calls, tea } = acting([said(1, { ...me, mentions: ['bo', 'gone'] }), said(2)]);
  tea.members = [{ userId: 'cy', username: 'Cy' }];
  acts.edit('m1');
  await acts.change('@Cy!');
  acts.edit('m1');
  await acts.change('@Bo!');
  assert.deepEqual(calls.map(([, , changes]) => changes), [{ message: '@Cy!', mentions: ['gone', 'cy'] }, { message: '@Bo!' }]);
});

test('who may mention a room has it offered and said, and an edit takes it back', async () => {
  const { acts, calls, tea } = acting([said(1, { ...me, mentionsRoom: true }), said(2)], {}, () => true);
  assert.deepEqual(acts.mentionable.map(({ username }) => username), ['room']);
  assert.equal(acts.mentionsIn('@room!').mentionsRoom, true);
  acts.edit('m1');
  await acts.change('never mind');
  acts.edit('m1');
  await acts.change('@room!!');
  tea.put(said(1, { ...me, changeOffset: 9 }));
  acts.edit('m1');
  await acts.change('@room again');
  assert.deepEqual(calls.map(([, , changes]) => changes), [
    { message: 'never mind', mentionsRoom: null },
    { message: '@room!!' },
    { message: '@room again', mentionsRoom: true },
  ]);
});

test('who may not mention a room has it not offered, and until that is known the server decides', () => {
  const none = acting([]).acts;
  assert.deepEqual([none.mentionable, none.mentionsIn('@room').mentionsRoom], [[], false]);
  const asked = [];
  const unknown = acting([], {}, (roomId) => void asked.push(roomId)).acts;
  assert.equal(unknown.mentionsIn('nobody').mentionsRoom, false);
  assert.deepEqual(asked, [], 'what mentions nobody asks for no right');
  assert.deepEqual([unknown.mentionable, unknown.mentionsIn('@room').mentionsRoom], [[], true]);
});

test('an edit that met another one keeps its text, and goes on from what is there now', async () => {
  const { acts, tea, writing } = acting([said(1, me)], { edit: () => Promise.reject(refusal('EDIT_CONFLICT')) });
  acts.editLast();
  tea.put(said(1, { ...me, message: 'theirs', changeOffset: 5, editedAt: 70 }));
  const { code } = await acts.change('mine');
  assert.equal(code, 'EDIT_CONFLICT');
  const { kind, message } = writing.of('tea');
  assert.deepEqual([kind, message.editedAt, writing.textIn('tea')], ['edit', 70, 'mine']);
});

test('a pinned message is unpinned, another one pinned, and a refusal is said', async () => {
  const { acts, calls, failed } = acting([said(1), said(2, { pinnedAt: 5 })], { pin: () => Promise.reject(refusal('FORBIDDEN')) });
  acts.pin('m1');
  acts.pin('m2');
  await settled();
  assert.deepEqual(calls.map(([, , id, on]) => [id, on]), [['m1', true], ['m2', false]]);
  assert.deepEqual(failed, ['FORBIDDEN', 'FORBIDDEN']);
});

const REACTED = { reactionCounts: { '👍': 12, '🎉': 1 }, reactions: { '👍': ['bo', 'ada'], '🎉': ['ada'] }, ownReactions: ['👍', '🎉'] };

test('reactions are shown with their counts, the own ones and who the others are', () => {
  const { reactions } = acting([]);
  assert.deepEqual(reactions.of(said(1, REACTED)), [
    { emoji: '👍', count: 12, own: true, users: ['bo'] },
    { emoji: '🎉', count: 1, own: true, users: [] },
  ]);
  assert.deepEqual([reactions.of(said(1)), reactions.of(said(1, { ...REACTED, deleted: true }))], [[], []]);
});

test('a reaction is seen at once, and counted once when the server tells it', async () => {
  let taken;
  const { acts, calls, reactions, tea } = acting([said(1, REACTED)], { react: () => new Promise((resolve) => (taken = resolve)) });
  const counts = () => reactions.of(tea.get('m1')).map(({ emoji, count, own }) => `${emoji}${count}${own ? '!' : ''}`).join(' ');
  acts.react('m1', '🎉');
  assert.equal(counts(), '👍12!');
  acts.react('m1', '❤️');
  assert.equal(counts(), '👍12! ❤️1!');
  tea.put(said(1, { changeOffset: 5, reactionCounts: { '👍': 12, '❤️': 2 }, reactions: {}, ownReactions: ['👍', '❤️'] }));
  assert.equal(counts(), '👍12! ❤️2!');
  taken();
  await settled();
  assert.equal(counts(), '👍12! ❤️2!');
  assert.deepEqual(calls, [['react', 'tea', 'm1', '🎉', false], ['react', 'tea', 'm1', '❤️', true]]);
});

test('a reaction that is refused is taken back, and that is said', async () => {
  const { acts, failed, reactions, tea } = acting([said(1)], { react: () => Promise.reject(refusal('TOO_MANY_REACTIONS')) });
  acts.react('m1', '👍');
  await settled();
  assert.deepEqual([reactions.of(tea.get('m1')), failed], [[], ['TOO_MANY_REACTIONS']]);
});

test('what is pinned is shown as it is now, pinned last first', () => {
  const tea = conversation([said(5, { pinnedAt: 30 }), said(6)], true);
  tea.setAside('m2', said(2, { changeOffset: 9 }));
  const told = [said(1, { pinnedAt: 20, changeOffset: 7 }), said(2, { pinnedAt: 10, changeOffset: 8 })];
  assert.deepEqual(pinsOf(told, tea).map(({ id }) => id), ['m5', 'm1']);
});
