import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, comeBack, inTea, message, start } from './support/fake-server.mjs';

const changed = (more) => ({ roomId: 'tea', id: 'e1-1', changeOffset: 2, ...more });

test('who edits says which state was seen, and what is null goes', async () => {
  const { chat, socket } = await inTea(1);
  const edited = chat.edit(message(1, { editedAt: 70 }), { message: 'Milk?', mentions: null });
  assert.deepEqual(socket.sent[0].data, { roomId: 'tea', id: 'e1-1', message: 'Milk?', mentions: null, ifEditedAt: 70 });
  await socket.answer('edit_message', changed({ editedAt: 90 }));
  assert.deepEqual(await edited, changed({ editedAt: 90 }));
});

test('a message has files, also without a word, and an edit takes them away', async () => {
  const { chat, socket } = await inTea(1);
  const { clientMessageId } = chat.send('tea', '', { attachments: ['a'.repeat(32)] });
  assert.deepEqual(socket.take('send_message').data, { roomId: 'tea', message: '', clientMessageId, attachments: ['a'.repeat(32)] });
  chat.edit(message(1), { attachments: [] });
  assert.deepEqual(socket.take('edit_message').data, { roomId: 'tea', id: 'e1-1', attachments: [], ifEditedAt: 0 });
});

test('the first edit is of the state that nobody has edited', async () => {
  const { chat, socket } = await inTea(1);
  chat.edit(message(1), { message: 'Milk?' });
  assert.equal(socket.take('edit_message').data.ifEditedAt, 0);
});

test('what an edit says cannot make it one of another message', async () => {
  const { chat, socket } = await inTea(1);
  chat.edit(message(1), { message: 'Milk?', id: 'e1-9', roomId: 'milk', ifEditedAt: 5 });
  assert.deepEqual(socket.take('edit_message').data, { roomId: 'tea', id: 'e1-1', message: 'Milk?', ifEditedAt: 0 });
});

test('of two who edit one state the later one learns it', async () => {
  const { chat, socket } = await inTea(1);
  const edited = assert.rejects(chat.edit(message(1), { message: 'Sugar?' }), { code: 'EDIT_CONFLICT', retryable: false });
  await socket.refuse('edit_message', 'EDIT_CONFLICT', false);
  await edited;
});

test('messages are deleted, pinned and read one by one', async () => {
  const { chat, socket } = await inTea(1);
  for (const [event, act, data] of [
    ['delete_message', () => chat.delete('tea', 'e1-1'), {}],
    ['pin_message', () => chat.pin('tea', 'e1-1', true), { on: true }],
    ['pin_message', () => chat.pin('tea', 'e1-1', false), { on: false }],
    ['get_message', () => chat.message('tea', 'e1-1'), {}],
  ]) {
    const done = act();
    assert.deepEqual(socket.sent[0].data, { roomId: 'tea', id: 'e1-1', ...data });
    await socket.answer(event, changed());
    assert.deepEqual(await done, changed());
  }
});

test('users react, and read who did, what answers a message and what is pinned', async () => {
  const { chat, socket } = await inTea(1);
  const one = { roomId: 'tea', id: 'e1-1' };
  for (const [event, act, data, answered, result = answered] of [
    ['react', () => chat.react('tea', 'e1-1', '👍'), { ...one, emoji: '👍', on: true }, changed()],
    ['react', () => chat.react('tea', 'e1-1', '👍', false), { ...one, emoji: '👍', on: false }, changed()],
    ['get_reactions', () => chat.reactors('tea', 'e1-1', '👍'), { ...one, emoji: '👍' }, { users: ['bo'], hasMore: false }],
    ['get_reactions', () => chat.reactors('tea', 'e1-1', '👍', { limit: 5, after: 'ada' }), { ...one, emoji: '👍', limit: 5, after: 'ada' }, { users: [], hasMore: false }],
    ['get_replies', () => chat.replies('tea', 'e1-1', { limit: 5, after: 7 }), { ...one, limit: 5, after: 7 }, { messages: [], hasMore: false }],
    ['get_pins', () => chat.pins('tea'), { roomId: 'tea' }, { messages: [message(1)], hasMore: false }, [message(1)]],
  ]) {
    const done = act();
    assert.deepEqual(socket.sent[0].data, data);
    await socket.answer(event, answered);
    assert.deepEqual(await done, result);
  }
});

test('what users are called now is read, and told whether one watches or not', async () => {
  const { chat, socket, of } = await inTea(1);
  const users = [{ userId: 'bo', username: 'Bob', picture: 'https://pictures.example/bo', lastSeen: 7 }];
  const read = chat.profiles(['bo', 'cy']);
  assert.deepEqual(socket.sent[0].data, { userIds: ['bo', 'cy'] });
  await socket.answer('get_profiles', { users });
  assert.deepEqual(await read, users);
  await socket.event('profile_updated', { userId: 'bo', username: 'Bobby' });
  assert.deepEqual(of('profile_updated'), [{ userId: 'bo', username: 'Bobby' }]);
});

test('users mark what they have read, follow rooms and read who has read', async () => {
  const { chat, socket } = await inTea(1);
  const mark = { roomId: 'tea', epoch: 'e1', offset: 1, number: 1, version: 2, unread: 0, mentions: 0 };
  const place = { roomId: 'tea', epoch: 'e1', offset: 1 };
  for (const [event, act, data, answered, result = answered] of [
    ['mark_read', () => chat.markRead('tea', message(1)), place, { mark }, mark],
    ['mark_read', () => chat.markRead('tea', message(1), 1), { ...place, version: 1 }, { mark }, mark],
    ['mark_unread', () => chat.markUnread('tea', message(1), 2), { ...place, version: 2 }, { mark }, mark],
    ['follow_room', () => chat.follow('tea'), { roomId: 'tea' }, { mark }, mark],
    ['unfollow_room', () => chat.unfollow('tea'), { roomId: 'tea' }, { roomId: 'tea' }],
    ['get_rooms', () => chat.followedRooms(), {}, { rooms: [], hasMore: false }],
    ['get_rooms', () => chat.followedRooms({ limit: 5, after: 'tea' }), { limit: 5, after: 'tea' }, { rooms: [], hasMore: false }],
    ['get_readers', () => chat.readers('tea', 'e1-1', { limit: 5, after: 'ada' }), { roomId: 'tea', id: 'e1-1', limit: 5, after: 'ada' }, { users: [], hasMore: false }],
  ]) {
    const done = act();
    assert.deepEqual(socket.sent[0].data, data);
    await socket.answer(event, answered);
    assert.deepEqual(await done, result);
  }
});

test('without a connection an act fails at once, and is not made up for later', async () => {
  const { chat } = start();
  for (const act of [chat.edit(message(1), { message: 'x' }), chat.delete('tea', 'e1-1'), chat.pin('tea', 'e1-1', true), chat.message('tea', 'e1-1'),
    chat.react('tea', 'e1-1', 'x'), chat.reactors('tea', 'e1-1', 'x'), chat.replies('tea', 'e1-1'), chat.pins('tea'), chat.markRead('tea', message(1)),
    chat.markUnread('tea', message(1)), chat.follow('tea'), chat.unfollow('tea'), chat.readers('tea', 'e1-1'), chat.followedRooms()]) {
    await assert.rejects(act, { code: 'DISCONNECTED' });
  }
});

test('a message says which one it answers and whom it mentions, also when it is sent again', async () => {
  const run = await inTea();
  const beside = { replyTo: 'e1-1', mentions: ['bo'], mentionsRoom: true, metadata: { mood: 'good' } };
  const { clientMessageId } = run.chat.send('tea', 'Milk, Bo?', beside);
  const whole = { roomId: 'tea', message: 'Milk, Bo?', clientMessageId, ...beside };
  assert.deepEqual(run.socket.take('send_message').data, whole);
  const socket = await comeBack(run);
  await socket.answer('join_room', answer(0, { recovered: true }));
  assert.deepEqual(socket.take('send_message').data, whole);
});

test('what is not there beside a text is not said', async () => {
  const { chat, socket } = await inTea();
  const { clientMessageId } = chat.send('tea', 'Milk', { mentions: [], mentionsRoom: false });
  assert.deepEqual(socket.take('send_message').data, { roomId: 'tea', message: 'Milk', clientMessageId });
});
