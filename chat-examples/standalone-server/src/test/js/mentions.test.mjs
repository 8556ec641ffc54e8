import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERYBODY, mentionAt, mentionsIn, whoIsMeant, whomItMentions } from '../../main/resources/web/model/mentions.js';
import { richText } from '../../main/resources/web/model/rich-text.js';
import { timeline } from '../../main/resources/web/model/timeline.js';

const people = [['ann', 'Ann'], ['anna', 'Anna'], ['ada', 'Ada Lovelace'], ['sara', 'שרה כהן']].map(([userId, username]) => ({ userId, username }));
const compare = (a, b) => a.localeCompare(b);
const shown = (text, mentioned = people) => richText(text, mentioned).map((piece) => (piece.person ? `<${piece.text}>` : (piece.text ?? piece))).join('');

test('a name is being typed behind an @ that begins a word', () => {
  assert.deepEqual(mentionAt('Milk, @an', 9), { from: 6, query: 'an' });
  assert.deepEqual(mentionAt('@', 1), { from: 0, query: '' });
  assert.deepEqual(mentionAt('(@ada love and so on', 10), { from: 1, query: 'ada love' });
  for (const [text, caret] of [['ann@example.org', 15], ['@an', 0], ['@ann\nnext', 9], ['', 0]]) assert.equal(mentionAt(text, caret), null, text);
});

test('names that begin like what is typed come first, then those of which another word does', () => {
  const names = (query) => whoIsMeant(query, [...people, { userId: 'l', username: 'Love' }], compare).map(({ username }) => username);
  assert.deepEqual(names('an'), ['Ann', 'Anna']);
  assert.deepEqual(names('LOVE'), ['Love', 'Ada Lovelace']);
  assert.deepEqual(names('כהן'), ['שרה כהן']);
  assert.deepEqual(names('nobody'), []);
  assert.equal(names('').length, 5);
  assert.equal(whoIsMeant('', Array.from({ length: 50 }, (_, i) => ({ userId: `${i}`, username: `P ${i}` })), compare).length, 6);
});

test('an @ within a name begins no other mention', () => {
  const two = [{ userId: 'x', username: 'x @y' }, { userId: 'y', username: 'y' }];
  assert.equal(shown('hi @x @y!', two), 'hi <@x @y>!');
  assert.deepEqual(whomItMentions('hi @x @y! @y', two).mentions, ['x', 'y']);
  assert.deepEqual(whomItMentions('hi @x @y!', two).mentions, ['x']);
});

test('whole names are mentions, whatever their case, and parts of words are none', () => {
  const whom = (text) => mentionsIn(text, people).map(({ userId }) => userId);
  assert.deepEqual(whom('@anna and @Ann, @ADA LOVELACE!'), ['anna', 'ann', 'ada']);
  assert.deepEqual(whom('@Annabel a@Ann Ann @ Ann @Ada'), []);
  assert.deepEqual(whom('(@שרה כהן)'), ['sara']);
  const two = [{ userId: 'short', username: 'Ada' }, ...people];
  assert.deepEqual(mentionsIn('@Ada Lovelace, @Ada!', two).map(({ userId }) => userId), ['ada', 'short']);
});

test('nobody is mentioned twice, of two with one name the chosen one is, and there is a most', () => {
  assert.deepEqual(whomItMentions('@Ann @Ann', people).mentions, ['ann']);
  assert.deepEqual(whomItMentions('@Ann', [{ userId: 'other', username: 'Ann' }, ...people]).mentions, ['other']);
  const many = Array.from({ length: 30 }, (_, i) => ({ userId: `u${i}`, username: `P${i}.` }));
  assert.equal(whomItMentions(many.map(({ username }) => `@${username}`).join(' '), many).mentions.length, 25);
});

test('only who is mentioned stands out, and not inside of a link', () => {
  assert.equal(shown('Hi @Ann and @Anna', [people[0]]), 'Hi <@Ann> and @Anna');
  assert.equal(shown('https://example.org/@Ann @Ann', [people[0]]), 'https://example.org/@Ann <@Ann>');
  assert.equal(shown('@Ann', [{ userId: 'ann', username: undefined }]), '@Ann');
});

test('a message says whether it is for the user', () => {
  const me = { userId: 'ada', username: 'Ada' };
  const line = (more) =>
    timeline({ messages: [{ id: 'm', userId: 'bo', offset: 1, timestamp: 0, ...more }], notices: [], newAfter: null }, [], me, { nameOf: () => 'X' }).at(-1);
  assert.equal(line({ mentions: ['ada'] }).forMe, true);
  assert.equal(line({ mentions: ['cy'] }).forMe, false);
  assert.equal(line({ mentionsRoom: true }).forMe, true);
  assert.equal(line({}).forMe, undefined);
});

test('everybody is offered last, however many others there are', () => {
  const many = Array.from({ length: 50 }, (_, i) => ({ userId: `${i}`, username: `R ${i}` }));
  const names = (query, among) => whoIsMeant(query, among, compare).map(({ username }) => username);
  assert.deepEqual(names('', [EVERYBODY, ...many]).at(-1), 'room');
  assert.equal(names('r', [...many, EVERYBODY]).length, 6);
  assert.deepEqual(names('ro', [...people, EVERYBODY]), ['room']);
  assert.deepEqual(names('ro', people), []);
});

test('@room mentions the room and no user, unless one of that name is here', () => {
  const said = (text, ...more) => whomItMentions(text, [...people, ...more, EVERYBODY]);
  assert.deepEqual(said('@Ann, @room!'), { mentions: ['ann'], mentionsRoom: true });
  assert.deepEqual(said('@rooms room a@room'), { mentions: [], mentionsRoom: false });
  assert.deepEqual(said('@Room', { userId: 'r', username: 'Room' }), { mentions: ['r'], mentionsRoom: false });
});

test('where the room is mentioned, that stands out as a name does, for its author as one that is not meant', () => {
  const me = { userId: 'ada', username: 'Ada' };
  const mentioned = (userId) =>
    timeline({ messages: [{ id: 'm', userId, offset: 1, timestamp: 0, mentionsRoom: true }], notices: [], newAfter: null }, [], me).at(-1);
  const isMe = (line) => richText('Tea, @room?', line.mentioned).filter((piece) => piece.person).map(({ text, person }) => [text, person.isMe]);
  assert.deepEqual([isMe(mentioned('bo')), mentioned('bo').forMe], [[['@room', true]], true]);
  assert.deepEqual([isMe(mentioned('ada')), mentioned('ada').forMe], [[['@room', false]], false]);
  const unsent = timeline({ messages: [], notices: [], newAfter: null }, [{ clientMessageId: 'c', message: '@room', mentionsRoom: true, createdAt: 0 }], me).at(-1);
  assert.equal(unsent.forMe, false);
});
