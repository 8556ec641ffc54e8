import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, newRoom } from './support/client.mjs';

test('who is in a room hears each message once, in the one order of the room, and its author does too', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  for (let i = 1; i <= 5; i++) {
    ada.chat.send(room, `a${i}`);
    bo.chat.send(room, `b${i}`);
  }
  const all = [1, 2, 3, 4, 5].flatMap((i) => [`a${i}`, `b${i}`]);
  await ada.hearsTexts(...all);
  await bo.hearsTexts(...all);
  assert.deepEqual(ada.texts, bo.texts);
  assert.deepEqual(ada.all('message').map(({ offset }) => offset), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(ada.texts.filter((text) => text.startsWith('a')), ['a1', 'a2', 'a3', 'a4', 'a5']);
});

test('who sends learns that it is stored, and where', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const { clientMessageId } = ada.chat.send(room, 'Hello');
  const { receipt } = await ada.hears('outbox', ({ change }) => change === 'sent');
  const { id, epoch, offset, timestamp } = await ada.hears('message', (message) => message.clientMessageId === clientMessageId);
  assert.deepEqual([receipt.id, receipt.epoch, receipt.offset, receipt.timestamp], [id, epoch, offset, timestamp]);
  assert.deepEqual(ada.chat.unsent(room), []);
});

test('a text arrives to the letter, and what the author put beside it', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const text = 'caf\u00e9 "☕"\n\t👩‍👩‍👧‍👦 שלום \\ <b> \u2028 ~';
  ada.chat.send(room, text, { metadata: { mood: 'good 🙂' } });
  const message = await ada.hears('message');
  assert.equal(message.message, text);
  assert.deepEqual(message.metadata, { mood: 'good 🙂' });
  assert.deepEqual([message.roomId, message.userId, message.username], [room, 'ada', 'Ada']);
});

test('a newcomer gets what was said last and who is there', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  for (const text of ['one', 'two', 'three']) ada.chat.send(room, text);
  await ada.hearsTexts('three');
  const bo = await Client.in(t, room, 'Bo', { joinLimit: 2 });
  const reset = await bo.hears('reset');
  assert.deepEqual(reset.messages.map(({ message }) => message), ['two', 'three']);
  assert.deepEqual([reset.hasMore, reset.lost, reset.position.offset], [true, null, 3]);
  assert.deepEqual(reset.members.map(({ username }) => username).sort(), ['Ada', 'Bo']);
});

test('older messages come page by page', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  for (const text of ['one', 'two', 'three']) ada.chat.send(room, text);
  await ada.hearsTexts('three');
  const newest = await ada.chat.history(room, { limit: 2 });
  assert.deepEqual([newest.messages.map(({ message }) => message), newest.hasMore], [['two', 'three'], true]);
  const [{ offset, epoch }] = newest.messages;
  const oldest = await ada.chat.history(room, { before: offset, epoch, limit: 2 });
  assert.deepEqual([oldest.messages.map(({ message }) => message), oldest.hasMore], [['one'], false]);
});

test('what was said is edited, answered, pinned and taken back, and who is there hears it', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  ada.chat.send(room, 'Milk, Bo?', { mentions: ['bo'] });
  const said = await bo.hears('message');
  assert.deepEqual(said.mentions, ['bo']);
  await assert.rejects(bo.chat.edit(said, { message: 'Sugar?' }), { code: 'FORBIDDEN' });
  const { editedAt } = await ada.chat.edit(said, { message: 'Milk?', mentions: null });
  const edited = await bo.hears('message_updated', (message) => message.editedAt === editedAt);
  assert.deepEqual([edited.message, edited.mentions], ['Milk?', undefined]);
  await assert.rejects(ada.chat.edit(said, { message: 'Sugar?' }), { code: 'EDIT_CONFLICT', retryable: false });
  bo.chat.send(room, 'Yes', { replyTo: said.id });
  const answer = await ada.hears('message', ({ message }) => message === 'Yes');
  assert.equal((await ada.chat.message(room, answer.replyTo)).message, edited.message);
  await bo.chat.react(room, said.id, '👍');
  const reacted = await ada.hears('message_updated', ({ reactionCounts }) => reactionCounts?.['👍'] === 1);
  assert.deepEqual([reacted.reactions, reacted.ownReactions], [{ '👍': ['bo'] }, []]);
  assert.deepEqual((await bo.chat.message(room, said.id)).ownReactions, ['👍']);
  await bo.chat.pin(room, answer.id, true);
  await ada.hears('message_updated', ({ id, pinnedAt }) => id === answer.id && pinnedAt > 0);
  await ada.chat.delete(room, said.id);
  assert.equal((await bo.hears('message_updated', ({ deleted }) => deleted)).message, '');
});

test('a room has a record and members, and who is in it hears what becomes of them', async (t) => {
  const ada = await Client.online(t, 'Ada');
  const kept = await ada.chat.createRoom({ kind: 'open', name: 'Tea', slowModeMillis: 2_000 });
  const bo = await Client.in(t, kept.roomId, 'Bo');
  const { version, topic, name } = await ada.chat.updateRoom(kept, { topic: 'black' });
  assert.deepEqual([version, topic, name], [2, 'black', 'Tea']);
  assert.equal((await bo.hears('room_updated')).topic, 'black');
  await ada.chat.addMember(kept.roomId, 'bo', 'moderator');
  assert.equal((await bo.hears('member_updated')).role, 'moderator');
  const { members, hasMore } = await bo.chat.roomMembers(kept.roomId);
  assert.deepEqual([members.map(({ userId, role }) => [userId, role]).sort(), hasMore], [[['ada', 'owner'], ['bo', 'moderator']], false]);
  await ada.chat.removeMember(kept.roomId, 'bo');
  assert.equal((await bo.hears('member_updated', ({ removed }) => removed)).userId, 'bo');
});

test('who reads is seen to have read by those in the room', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  ada.chat.send(room, 'Tea?');
  await bo.chat.markRead(room, await bo.hears('message'));
  const { readers } = await ada.hears('read');
  assert.deepEqual(readers, [{ userId: 'bo', offset: 1 }]);
});

test('two who open the room of both at once are in one room, and nobody else', async (t) => {
  const [ada, bo, cy] = [await Client.online(t, 'Ada'), await Client.online(t, 'Bo'), await Client.online(t, 'Cy')];
  const [one, other] = await Promise.all([ada.chat.openDirect('bo'), bo.chat.openDirect('ada')]);
  assert.equal(one, other);
  await ada.chat.join(one);
  await bo.chat.join(one);
  ada.chat.send(one, 'Hello');
  await bo.hearsTexts('Hello');
  await assert.rejects(cy.chat.join(one), { code: 'FORBIDDEN' });
});

test('who comes and who goes is told to the others', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  await ada.hears('user_joined', ({ userId }) => userId === 'bo');
  assert.deepEqual(ada.chat.members(room).map(({ userId }) => userId).sort(), ['ada', 'bo']);
  bo.chat.leave(room);
  await ada.hears('user_left', ({ userId }) => userId === 'bo');
  assert.deepEqual(ada.chat.members(room).map(({ userId }) => userId), ['ada']);
  assert.deepEqual(bo.chat.rooms, []);
});

test('of a crowd that comes and goes at once everybody hears of everybody else, once', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const names = Array.from({ length: 60 }, (_, i) => `guest${i}`);
  const crowd = await Promise.all(names.map((name) => Client.in(t, room, name)));
  const isAll = (members) => members.length === names.length + 1;
  for (const each of [ada, ...crowd]) await each.until(() => isAll(each.chat.members(room)), 'everybody');
  const joined = [...ada.all('user_joined'), ...ada.all('users_changed').flatMap((changed) => changed.joined)];
  assert.deepEqual(joined.map(({ userId }) => userId).sort(), names.toSorted());
  for (const each of crowd) each.chat.leave(room);
  await ada.until(() => ada.chat.members(room).length === 1, 'that she is alone');
  const left = [...ada.all('user_left'), ...ada.all('users_changed').flatMap((changed) => changed.left)];
  assert.deepEqual(left.map(({ userId }) => userId).sort(), names.toSorted());
});

test('who types is told to the others, and has ended when the message is there', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  bo.chat.typing(room, true);
  await ada.hears('user_typing', ({ userId, isTyping }) => userId === 'bo' && isTyping);
  bo.chat.send(room, 'Hello');
  await ada.hears('user_typing', ({ isTyping }) => !isTyping);
  await ada.hearsTexts('Hello');
  assert.deepEqual(bo.all('user_typing'), []);
});

test('what is read on one device is read on the other', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.in(t, room, 'Bo');
  const phone = await Client.online(t, 'Bo');
  phone.chat.watchRooms();
  await phone.hears('watching', ({ on }) => on);
  ada.chat.send(room, 'Hello');
  await bo.hears('message', () => true);
  const mark = await bo.chat.markRead(room, bo.all('message')[0]);
  await phone.hears('mark_updated', ({ posts }) => posts === 1);
  assert.deepEqual(phone.all('mark_updated')[0], { mark, posts: 1 });
});

test('what a user reacts with on one device is the user\'s own on the other', async (t) => {
  const room = newRoom();
  const bo = await Client.in(t, room, 'Bo');
  const phone = await Client.online(t, 'Bo');
  phone.chat.watchRooms();
  await phone.hears('watching', ({ on }) => on);
  bo.chat.send(room, 'Hello');
  const { id } = await bo.hears('message');
  await bo.chat.react(room, id, '👍');
  const told = await phone.hears('own_reaction', ({ roomId }) => roomId === room);
  assert.deepEqual(told, { roomId: room, id, emoji: '👍', on: true });
});

test('who is called otherwise on a second device is told to those who see them, and read by everybody', async (t) => {
  const room = newRoom();
  const userId = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  await Client.in(t, room, 'Dee', { userId });
  await Client.online(t, 'Deirdre', { userId });
  assert.deepEqual(await ada.hears('profile_updated', (told) => told.userId === userId), { userId, username: 'Deirdre' });
  const [dee, ...others] = await ada.chat.profiles(['nobody', userId]);
  assert.deepEqual([dee.userId, dee.username, others], [userId, 'Deirdre', []]);
});

test('who watches is told of a mention in a room that was never joined, and that it is gone', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.online(t, 'Bo');
  bo.chat.watchRooms();
  await bo.hears('watching');
  ada.chat.send(room, 'Bo?', { mentions: ['bo'] });
  const { id, ...mention } = await bo.hears('mention', ({ roomId }) => roomId === room);
  assert.deepEqual(mention, { roomId: room, offset: 1, userId: 'ada' });
  await ada.chat.delete(room, id);
  assert.equal((await bo.hears('mention', ({ removed }) => removed)).id, id);
});

test('who follows a room hears of it elsewhere', async (t) => {
  const room = newRoom();
  const ada = await Client.in(t, room, 'Ada');
  const bo = await Client.online(t, 'Bo');
  await bo.chat.follow(room);
  bo.chat.watchRooms();
  await bo.hears('watching', ({ on }) => on);
  ada.chat.send(room, 'Hello');
  await bo.hears('room_activity', ({ rooms }) => rooms.some(({ roomId, posts }) => roomId === room && posts === 1));
  assert.deepEqual(bo.texts, []);
});

test('rooms are apart', async (t) => {
  const [tea, milk] = [newRoom(), newRoom()];
  const ada = await Client.in(t, tea, 'Ada');
  const bo = await Client.in(t, milk, 'Bo');
  await bo.chat.join(tea);
  bo.chat.send(milk, 'for milk');
  await bo.hearsTexts('for milk');
  bo.chat.send(tea, 'for tea');
  await ada.hearsTexts('for tea');
  assert.deepEqual(ada.texts, ['for tea']);
});

test('a server that has nothing to say answers pings', { timeout: 15_000 }, async (t) => {
  let pinged;
  // Each ping but the last was answered, or there would be no other one.
  const thrice = new Promise((resolve) => (pinged = resolve));
  let pings = 0;
  class Overheard extends WebSocket {
    send(text) {
      if (JSON.parse(text).event === 'ping' && ++pings === 3) pinged();
      super.send(text);
    }
  }
  const ada = await Client.start(t, 'Ada', { WebSocket: Overheard, pingEvery: 20 });
  await thrice;
  assert.deepEqual(ada.all('state').map(({ state }) => state).filter((state) => state !== 'connecting'), ['online']);
});
