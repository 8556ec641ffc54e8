import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hueOf, initialsOf } from '../../main/resources/web/model/author.js';
import { addressOf, cleanRoom, targetIn, tokenInAddress } from '../../main/resources/web/model/address.js';
import { isEmojiAlone, richText } from '../../main/resources/web/model/rich-text.js';
import { timeline } from '../../main/resources/web/model/timeline.js';

const NOON = new Date(2026, 4, 4, 12).getTime();
const MINUTE = 60_000;
const me = { userId: 'ada', username: 'Ada' };
const said = (offset, minute, more) => ({ userId: 'bo', username: 'Bo', offset, timestamp: NOON + minute * MINUTE, ...more });
const lines = ({ messages = [], notices = [], newAfter = null }, unsent = []) => timeline({ messages, notices, newAfter }, unsent, me);
const shape = (list) => list.map(({ kind, what, offset, clientMessageId }) => (kind === 'message' ? (offset ?? clientMessageId) : (what ?? kind)));

test('messages of one author within 5 minutes stand together', () => {
  const list = lines({ messages: [said(1, 0), said(2, 4), said(3, 10), said(4, 11, { userId: 'cy' })] });
  const groups = list.filter(({ kind }) => kind === 'message').map(({ first, last }) => [first, last]);
  assert.deepEqual(groups, [[true, false], [false, true], [true, true], [true, true]]);
});

test('each day begins with its name', () => {
  assert.deepEqual(shape(lines({ messages: [said(1, 0), said(2, 24 * 60)] })), ['day', 1, 'day', 2]);
});

test('what is new begins with a line of its own', () => {
  assert.deepEqual(shape(lines({ messages: [said(1, 0), said(2, 1)], newAfter: 1 })), ['day', 1, 'new', 2]);
});

test('arrivals stand where they happened', () => {
  const notices = [{ key: 'n1', kind: 'joined', after: 1 }];
  assert.deepEqual(shape(lines({ messages: [said(1, 0), said(2, 1)], notices })), ['day', 1, 'joined', 2]);
});

test('of many arrivals in a row the last four are told one by one', () => {
  const notices = Array.from({ length: 9 }, (_, i) => ({ key: `n${i}`, kind: 'joined', after: 1 }));
  const list = lines({ messages: [said(1, 0)], notices });
  assert.deepEqual(shape(list), ['day', 1, 'folded', 'joined', 'joined', 'joined', 'joined']);
  assert.equal(list[2].count, 5);
});

test('an unsent message stands last, and is not shown twice once it has arrived', () => {
  const item = { clientMessageId: 'c1', message: 'm', createdAt: NOON, state: 'sending' };
  const before = lines({ messages: [said(1, 0)] }, [item]);
  assert.deepEqual(shape(before), ['day', 1, 'c1']);
  const after = lines({ messages: [said(1, 0), said(2, 0, { ...me, clientMessageId: 'c1' })] }, [item]);
  assert.deepEqual(shape(after), ['day', 1, 2]);
  assert.equal(after[2].key, before[2].key);
});

test('emoji alone are told from text', () => {
  for (const text of ['👍', '🍵 🎉', '👩‍👩‍👧‍👦', '🇫🇮', '👍🏽']) assert.ok(isEmojiAlone(text), text);
  for (const text of ['', ' ', '1', '#', 'a👍', '👍👍👍👍👍👍']) assert.ok(!isEmojiAlone(text), text);
});

test('initials are one or two letters', () => {
  assert.deepEqual(['Ada Lovelace', 'bo', 'שרה כהן', '🦊 fox'].map(initialsOf), ['AL', 'B', 'ש', '🦊']);
});

test('a user has one hue, and neighbouring ids have different ones', () => {
  assert.equal(hueOf('ada'), hueOf('ada'));
  assert.ok(new Set(['u1', 'u2', 'u3', 'u4'].map(hueOf)).size === 4);
});

test('a room comes from the address, with or without its hash sign', () => {
  const room = (hash, search = '') => targetIn({ hash, search }).room;
  assert.equal(room('#room/tea%20time'), 'tea time');
  assert.equal(room('#room=tea%20time'), 'tea time');
  assert.equal(room('', '?room=tea'), 'tea');
  for (const nowhere of ['', '#room/', '#room/%', '#room/%20', '#tea', '#room/a/b/c']) assert.equal(room(nowhere), '', nowhere);
  assert.equal(cleanRoom(' #tea '), 'tea');
});

test('an address leads to the room that it was made for, and to the message', () => {
  const here = { origin: 'https://example.org', pathname: '/chat/' };
  const address = new URL(addressOf({ room: 'tea & #cake/ü' }, here));
  assert.equal(address.pathname, '/chat/');
  assert.deepEqual(targetIn(address), { room: 'tea & #cake/ü', message: undefined, thread: false });
  assert.equal(addressOf({ room: 'tea', message: 'q3-1' }, here), 'https://example.org/chat/#room/tea/q3-1');
  for (const thread of [false, true]) {
    const target = { room: 'a/b', message: 'm/1', thread };
    assert.deepEqual(targetIn(new URL(addressOf(target, here))), target);
  }
  assert.equal(tokenInAddress(new URL(addressOf({ room: 'a&token=t' }, here))), null);
});

test('a token is taken out of the address, and nothing else is', () => {
  const found = tokenInAddress({ pathname: '/', search: '?a=1', hash: '#token=t1&room=tea' });
  assert.deepEqual(found, { token: 't1', rest: '/?a=1#room=tea' });
  assert.deepEqual(tokenInAddress({ pathname: '/', search: '', hash: '#token=' }), { token: '', rest: '/' });
  assert.equal(tokenInAddress({ pathname: '/', search: '', hash: '#room=tea' }), null);
});

test('addresses of the web become links without the punctuation behind them, and nothing else does', () => {
  const shown = (text) => richText(text).map((piece) => (typeof piece === 'string' ? piece : `<${piece.text}>`)).join('');
  assert.equal(shown('see https://a.example/b(c), or http://x.example.'), 'see <https://a.example/b(c)>, or <http://x.example>.');
  assert.equal(shown('javascript:alert(1) ftp://a.example <b>'), 'javascript:alert(1) ftp://a.example <b>');
});
