import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnReactions } from '../src/parlance/own-reactions.js';
import { answer, inTea, message, online, watching } from './support/fake-server.mjs';

const TEN = Array.from({ length: 10 }, (_, i) => `u${i}`);
const reacted = (reactions, more = {}) => {
  const counts = Object.fromEntries(Object.entries(reactions).map(([emoji, users]) => [emoji, users.length]));
  return message(1, { reactionCounts: counts, reactions, ...more });
};
/** Of so many that this user, if among them, is not listed. */
const crowd = (count, more = {}) => message(1, { reactionCounts: { '👍': count }, reactions: { '👍': TEN }, ...more });

test('a message that lists all who reacted says by itself whether the user did', () => {
  const own = new OwnReactions(() => 'ada');
  assert.deepEqual(own.complete(reacted({ '👍': ['bo', 'ada'], '🎉': ['bo'] })).ownReactions, ['👍']);
  assert.deepEqual(own.complete(reacted({ '👍': ['bo'], '🎉': ['bo'] })).ownReactions, []);
  assert.equal(own.complete(message(1)).ownReactions, undefined);
});

test('the own reaction survives the events of others, and more reactors than are listed', () => {
  const own = new OwnReactions(() => 'ada');
  own.complete(crowd(12, { ownReactions: ['👍'] }));
  assert.deepEqual(own.complete(crowd(13)).ownReactions, ['👍']);
  assert.deepEqual(own.complete(crowd(12, { reaction: { userId: 'zoe', emoji: '👍', on: false } })).ownReactions, ['👍']);
  assert.deepEqual(own.complete(crowd(11, { reaction: { userId: 'ada', emoji: '👍', on: false } })).ownReactions, []);
});

test('what the user does counts, although no event lists it', () => {
  const own = new OwnReactions(() => 'ada');
  own.acted('tea', 'e1-1', '👍', true);
  assert.deepEqual(own.complete(crowd(12)).ownReactions, ['👍']);
  own.acted('tea', 'e1-1', '👍', false);
  assert.deepEqual(own.complete(crowd(11)).ownReactions, []);
});

test('an answer is right in whole, and what nobody counts any more is nobody\'s', () => {
  const own = new OwnReactions(() => 'ada');
  own.acted('tea', 'e1-1', '👍', true);
  assert.deepEqual(own.complete(crowd(12, { ownReactions: [] })).ownReactions, []);
  own.acted('tea', 'e1-1', '👍', true);
  assert.deepEqual(own.complete(reacted({ '🎉': ['bo'] })).ownReactions, []);
  own.acted('tea', 'e1-1', '🎉', true);
  own.complete(message(1, { deleted: true }));
  assert.deepEqual(own.complete(crowd(12)).ownReactions, []);
});

test('messages of events and answers have it', async () => {
  const { chat, socket, of } = await online();
  chat.join('tea');
  await socket.answer('join_room', answer(1, { messages: [crowd(12, { ownReactions: ['👍'] })] }));
  assert.deepEqual(of('reset')[0].messages[0].ownReactions, ['👍']);
  await socket.event('message_updated', crowd(13, { changeOffset: 2 }));
  assert.deepEqual(of('message_updated')[0].ownReactions, ['👍']);
  const read = chat.message('tea', 'e1-1');
  await socket.answer('get_message', crowd(13, { changeOffset: 2, ownReactions: [] }));
  assert.deepEqual((await read).ownReactions, []);
  const history = chat.history('tea');
  await socket.answer('get_history', { messages: [crowd(14)], hasMore: false, position: {} });
  assert.deepEqual((await history).messages[0].ownReactions, []);
});

test('a reaction on another device is the user\'s own, however many have reacted', async () => {
  const { chat, socket, of } = await inTea(1);
  await watching(chat, socket);
  const own = { roomId: 'tea', id: 'e1-1', emoji: '👍', on: true };
  await socket.event('own_reaction', own);
  await socket.event('message_updated', crowd(12, { changeOffset: 2 }));
  await socket.event('own_reaction', { ...own, on: false });
  await socket.event('message_updated', crowd(11, { changeOffset: 3 }));
  assert.deepEqual(of('own_reaction'), [own, { ...own, on: false }]);
  assert.deepEqual(of('message_updated').map(({ ownReactions }) => ownReactions), [['👍'], []]);
});

test('a reaction that the server has taken is the user\'s own', async () => {
  const { chat, socket, of } = await inTea(1);
  const done = chat.react('tea', 'e1-1', '👍', true);
  await socket.answer('react', { roomId: 'tea', id: 'e1-1', changeOffset: 2 });
  await done;
  await socket.event('message_updated', crowd(12, { changeOffset: 2 }));
  assert.deepEqual(of('message_updated')[0].ownReactions, ['👍']);
});
