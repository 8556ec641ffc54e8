import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection } from '../../main/resources/web/model/connection.js';
import { said, stay } from './support/stay.mjs';
import { storedMemory } from './support/stored.mjs';

test('what comes into a room that one does not look at is unread', () => {
  const { hear, load, unread, rooms, told } = stay();
  load('cake');
  hear('message', said(1, { roomId: 'cake' }));
  hear('message', said(2, { roomId: 'cake' }));
  assert.equal(rooms.get('cake').unread, 2);
  assert.equal(rooms.get('cake').newAfter, 0);
  assert.equal(unread.total, 2);
  assert.ok(unread.elsewhere);
  assert.deepEqual(told, []);
});

test('unread messages that mention one are counted apart, until they are read', () => {
  const { commands, hear, load, rooms } = stay();
  load('cake');
  hear('message', said(1, { roomId: 'cake' }));
  hear('message', said(2, { roomId: 'cake', mentions: ['ada'] }));
  assert.equal(rooms.get('cake').mentions, 1);
  commands.open('cake');
  commands.read();
  assert.equal(rooms.get('cake').mentions, 0);
});

test('what comes before one\'s eyes is read, and told to those who listen', () => {
  const { hear, load, unread, told } = stay();
  load('tea');
  hear('message', said(1));
  assert.equal(unread.total, 0);
  assert.deepEqual(told, ['news m1']);
});

test('what comes while one looks elsewhere, or further up, is unread', () => {
  for (const reader of [{ present: false }, { atEnd: false }]) {
    const { hear, load, unread } = stay(reader);
    load('tea');
    hear('message', said(1));
    assert.equal(unread.total, 1);
  }
});

test('one\'s own messages are never unread', () => {
  const { hear, load, unread } = stay({ present: false });
  load('tea', said(1, { userId: 'ada' }));
  hear('message', said(2, { userId: 'ada' }));
  assert.equal(unread.total, 0);
});

test('after a reload what came meanwhile is unread, and has a line above it', () => {
  const memory = storedMemory();
  const before = stay({ memory });
  before.load('tea', said(1));
  before.commands.read();
  const after = stay({ memory });
  after.load('tea', said(1), said(2), said(3));
  assert.equal(after.rooms.current.unread, 2);
  assert.equal(after.rooms.current.newAfter, 1);
  after.changed.length = 0;
  after.commands.read();
  assert.equal(after.unread.total, 0);
  assert.deepEqual(after.changed, ['rooms']);
});

test('the line stands at the first message that is not read, and ends when all is', () => {
  let atEnd = false;
  const { commands, hear, load, rooms, changed } = stay({ isAtEnd: () => atEnd });
  load('tea', said(1));
  hear('message', said(2));
  hear('message', said(3));
  assert.equal(rooms.current.newAfter, 1);
  commands.settle();
  assert.equal(rooms.current.newAfter, 1, 'what is not read stays new');
  commands.read();
  hear('message', said(4));
  assert.equal(rooms.current.newAfter, 3, 'what was read is behind it');
  atEnd = true;
  commands.read();
  changed.length = 0;
  commands.settle();
  assert.equal(rooms.current.newAfter, null);
  assert.deepEqual(changed, ['log']);
});

test('what is read in one tab is read in all', () => {
  const memory = storedMemory();
  const [here, there] = [stay({ memory, present: false }), stay({ memory: memory.again() })];
  for (const tab of [here, there]) {
    tab.load('tea', said(1));
    tab.hear('message', said(2));
    tab.hear('message', said(3, { mentions: ['ada'] }));
  }
  assert.deepEqual([here.rooms.current.unread, here.rooms.current.mentions], [2, 1]);
  there.commands.read();
  here.unread.readElsewhere();
  assert.deepEqual([here.rooms.current.unread, here.rooms.current.mentions], [0, 0]);
});

test('what is new may begin before all that is loaded', () => {
  const memory = storedMemory();
  const before = stay({ memory });
  before.load('tea', said(1));
  before.commands.read();
  const after = stay({ memory });
  after.hear('reset', { roomId: 'tea', messages: [said(5), said(6)], position: { epoch: 'e1', offset: 6 }, hasMore: true, lost: null });
  assert.equal(after.rooms.current.newAfter, 1);
});

test('going to another room ends the typing and what was new in the one before', () => {
  const { calls, commands, rooms } = stay();
  rooms.current.newAfter = 3;
  commands.open('cake');
  assert.ok(calls.includes('typing tea false'));
  assert.equal(rooms.get('tea').newAfter, null);
});

test('neighbours are a ring', () => {
  const { commands, rooms } = stay();
  commands.openNeighbour(-1);
  assert.equal(rooms.current.roomId, 'cake');
  commands.openNeighbour(1);
  assert.equal(rooms.current.roomId, 'tea');
});

test('who leaves a room is in the next one, and after the last one nowhere', () => {
  const { calls, commands, rooms, places, changed } = stay();
  commands.leave('tea');
  assert.deepEqual(rooms.ids, ['cake']);
  assert.equal(rooms.current.roomId, 'cake');
  assert.equal(places.last.current, 'cake');
  commands.leave('cake');
  assert.equal(rooms.current, null);
  assert.equal(places.last, null);
  assert.equal(changed.at(-1), 'room');
  assert.deepEqual(calls.filter((call) => call.startsWith('leave')), ['leave tea', 'leave cake']);
});

test('who is taken out is told so after the room is gone', () => {
  const { hear, rooms, told } = stay();
  hear('removed_from_room', { roomId: 'cake' });
  hear('refused', { roomId: 'tea', error: new Error('no') });
  assert.deepEqual(rooms.ids, []);
  assert.deepEqual(told, ['removed cake', 'refused tea']);
});

test('a message that finds no room among the unsent is not taken', () => {
  const { chat, commands } = stay();
  assert.ok(commands.send('one'));
  chat.send = () => {
    throw Object.assign(new Error('full'), { code: 'OUTBOX_FULL' });
  };
  assert.equal(commands.send('two'), false);
});

test('older messages come in front, once; after a fault one may try again', async () => {
  const { chat, commands, load, rooms } = stay();
  load('tea', said(5));
  chat.history = async () => ({ messages: [said(3), said(4), said(5)], hasMore: true });
  await commands.loadOlder();
  assert.deepEqual(rooms.current.messages.map(({ offset }) => offset), [3, 4, 5]);
  assert.ok(rooms.current.hasMore);
  chat.history = () => Promise.reject(Object.assign(new Error('no'), { code: 'INTERNAL_ERROR' }));
  await commands.loadOlder();
  assert.equal(rooms.current.older, 'failed');
});

test('the way back to a message loads until it is there, also while a page is on its way', async () => {
  const { chat, commands, hear, rooms } = stay();
  const all = Array.from({ length: 900 }, (_, i) => said(i + 1));
  hear('reset', { roomId: 'tea', messages: all.slice(-2), position: { epoch: 'e1', offset: 900 }, hasMore: true, lost: null });
  chat.message = async (room, id) => all.find((each) => each.id === id);
  chat.history = async (room, { before, limit }) => ({ messages: all.slice(Math.max(0, before - 1 - limit), before - 1), hasMore: before - 1 > limit });
  commands.loadOlder();
  assert.equal(await commands.loadBackTo('m300'), null);
  assert.ok(rooms.current.get('m300'));
  assert.ok(!rooms.current.get('m1'));
});

test('there is no way back to what is no more, nor to what is too far, and it is said which', async () => {
  const { chat, commands, hear } = stay();
  let asked = 0;
  hear('reset', { roomId: 'tea', messages: [said(99_999)], position: { epoch: 'e1', offset: 99_999 }, hasMore: true, lost: null });
  chat.history = async (room, { before }) => {
    asked += 1;
    return { messages: [said(before - 1)], hasMore: true };
  };
  chat.message = () => Promise.reject(Object.assign(new Error('no'), { code: 'MESSAGE_NOT_FOUND' }));
  assert.equal((await commands.loadBackTo('m1')).code, 'MESSAGE_NOT_FOUND');
  assert.equal(asked, 0);
  chat.message = async () => said(1);
  assert.equal((await commands.loadBackTo('m1')).code, 'TOO_FAR_BACK');
  assert.ok(asked <= 20);
  chat.history = () => Promise.reject(Object.assign(new Error('no'), { code: 'DISCONNECTED' }));
  assert.equal((await commands.loadBackTo('m1')).code, 'DISCONNECTED');
});

test('without a connection nobody types', () => {
  const { chat, hear, load, rooms } = stay();
  load('tea');
  hear('user_typing', { roomId: 'tea', userId: 'bo', username: 'Bo', isTyping: true });
  assert.deepEqual(rooms.current.typists(), ['Bo']);
  chat.state = { state: 'reconnecting' };
  hear('state');
  assert.deepEqual(rooms.current.typists(), []);
});

test('a loss is told after a moment, with the seconds until it tries again', () => {
  const connection = new Connection({ state: { state: 'reconnecting', retryAt: 5_000 } });
  assert.equal(connection.trouble(1_000).told, false);
  const { told, text, helpless } = connection.trouble(1_800);
  assert.ok(told && !helpless);
  assert.deepEqual(text, ['connectionLostTryingAgain', { count: 4 }]);
});

test('without a network it says so at once, whatever the connection believes', () => {
  const connection = new Connection({ state: { state: 'online', network: false } });
  assert.equal(connection.name, 'offline');
  assert.deepEqual([connection.trouble(0).told, connection.trouble(0).text[0]], [true, 'noNetworkButKept']);
});

test('a connection that is there is no trouble, and one that is lost again is given its moment', () => {
  const chat = { state: { state: 'reconnecting' } };
  const connection = new Connection(chat);
  connection.trouble(0);
  chat.state = { state: 'online' };
  assert.equal(connection.trouble(500), null);
  chat.state = { state: 'reconnecting' };
  assert.equal(connection.trouble(900).told, false);
});

test('who is not let in learns what to do about it', () => {
  const refused = (code, token) => new Connection({ state: { state: 'offline', error: { code, message: 'm' } } }, token).refusal?.[0];
  assert.equal(refused('AUTHENTICATION_FAILED', undefined), 'logIn');
  assert.equal(refused('AUTHENTICATION_FAILED', 't'), 'loginOver');
  assert.equal(refused('INVALID_USER'), 'notLetIn');
  assert.equal(refused('SERVER_STOPPING'), undefined);
});
