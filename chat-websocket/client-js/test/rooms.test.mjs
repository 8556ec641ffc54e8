import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, comeBack, inTea, message, online } from './support/fake-server.mjs';

test('a first join gives a reset with its messages and members', async () => {
  const { chat, socket, of } = await online({ joinLimit: 2 });
  const joined = chat.join('tea');
  const request = socket.sent[0];
  assert.deepEqual(request.data, { roomId: 'tea', limit: 2 });
  const members = [{ userId: 'ada', username: 'Ada' }];
  await socket.answer('join_room', answer(7, { messages: [message(6), message(7)], members }));
  assert.equal((await joined).position.offset, 7);
  const [reset] = of('reset');
  assert.deepEqual([reset.messages.length, reset.hasMore, reset.lost], [2, true, null]);
  assert.deepEqual(chat.members('tea'), members);
});

test('a room joined while offline is joined when the connection is there', async () => {
  const run = await inTea();
  await run.socket.loses();
  run.chat.join('milk');
  const socket = await comeBack(run);
  assert.deepEqual(socket.sent.map((r) => r.data.roomId), ['tea', 'milk']);
});

test('a room that refuses is forgotten, and says so', async () => {
  const { chat, socket, of } = await online();
  const joined = assert.rejects(chat.join('vault'), { code: 'FORBIDDEN' });
  await socket.refuse('join_room', 'FORBIDDEN', false);
  await joined;
  assert.equal(of('refused')[0].error.code, 'FORBIDDEN');
  assert.deepEqual(chat.rooms, []);
});

test('who is taken out of a room forgets it, with what was not sent to it, and does not come back to it', async () => {
  const run = await inTea(3);
  run.chat.send('tea', 'said while it happens');
  await run.socket.event('removed_from_room', { roomId: 'tea', action: 'kick', reason: 'enough' });
  assert.deepEqual(run.of('removed_from_room'), [{ roomId: 'tea', action: 'kick', reason: 'enough' }]);
  assert.deepEqual([run.chat.rooms, run.chat.unsent('tea')], [[], []]);
  await run.socket.event('message', message(4));
  assert.deepEqual(run.of('message'), []);
  const socket = await comeBack(run);
  assert.deepEqual(socket.sent, []);
});

test('a join that was asked for before its room was heard to be lost is decided by its answer', async () => {
  const run = await inTea(3);
  await run.socket.event('history_gap', { roomId: 'tea' });
  await run.socket.event('removed_from_room', { roomId: 'tea', action: 'kick' });
  assert.deepEqual([run.chat.rooms, run.of('removed_from_room')], [['tea'], []]);
  await run.socket.refuse('join_room', 'FORBIDDEN', false);
  assert.deepEqual([run.chat.rooms, run.of('refused').length], [[], 1]);
});

test('a join that may succeed later is tried again', async () => {
  const { chat, socket, clock, of } = await online();
  chat.join('tea');
  await socket.refuse('join_room', 'RATE_LIMITED', true);
  await clock.advance(1_000);
  await socket.answer('join_room', answer(0));
  assert.equal(of('reset').length, 1);
});

test('a join is not tried again before the server says that it makes sense', async () => {
  const { chat, socket, clock, of } = await online();
  chat.join('tea');
  await socket.refuse('join_room', 'RATE_LIMITED', true, 20_000);
  await clock.advance(20_000);
  assert.equal(socket.sent.length, 0);
  await clock.advance(1_000);
  await socket.answer('join_room', answer(0));
  assert.equal(of('reset').length, 1);
});

test('each place of the log is heard once', async () => {
  const { socket, of } = await inTea(3);
  await socket.event('message', message(3));
  await socket.event('message', message(4));
  await socket.event('message', message(4));
  await socket.event('message_updated', message(2, { changeOffset: 5 }));
  await socket.event('message', message(6));
  assert.deepEqual(of('message').map((m) => m.offset), [4, 6]);
  assert.deepEqual(of('message_updated').map((m) => m.offset), [2]);
});

test('after a lost connection exactly what was missed is heard', async () => {
  const run = await inTea(3);
  const socket = await comeBack(run);
  assert.deepEqual(socket.sent[0].data, { roomId: 'tea', since: { epoch: 'e1', offset: 3 } });
  const missed = [message(4), message(2, { changeOffset: 5 })];
  await socket.answer('join_room', answer(5, { recovered: true, messages: missed }));
  await socket.event('message', message(5));
  await socket.event('message', message(6));
  assert.deepEqual(run.of('message').map((m) => m.offset), [4, 6]);
  assert.deepEqual(run.of('message_updated').map((m) => m.offset), [2]);
  assert.equal(run.of('reset').length, 0);
});

test('a log that cannot be resumed starts anew', async () => {
  const run = await inTea(3);
  const socket = await comeBack(run);
  await socket.answer('join_room', answer(1, { position: { epoch: 'e2', offset: 1 }, messages: [message(1, { epoch: 'e2' })] }));
  const [reset] = run.of('reset');
  assert.equal(reset.lost, 'epoch');
  await socket.event('message', message(2, { epoch: 'e2' }));
  assert.equal(run.of('message').length, 1);
});

test('lost changes bring the whole history', async () => {
  const run = await inTea(3);
  const socket = await comeBack(run);
  await socket.answer('join_room', answer(9, { recovered: true, changesLost: true, messages: [message(9)] }));
  await run.clock.advance(0);
  assert.equal(socket.sent[0].data.since, undefined);
  await socket.answer('join_room', answer(9, { messages: [message(8), message(9)] }));
  assert.equal(run.of('message').length, 0);
  assert.equal(run.of('reset')[0].messages.length, 2);
});

for (const [name, event, data] of [
  ['a jump of the offset', 'message', message(9)],
  ['another epoch', 'message', message(1, { epoch: 'e2' })],
  ['a history_gap', 'history_gap', { roomId: 'tea' }],
]) {
  test(`${name} makes it join again with its position`, async () => {
    const { socket, of } = await inTea(3);
    await socket.event(event, data);
    assert.equal(of('message').length, 0);
    assert.deepEqual(socket.sent[0].data.since, { epoch: 'e1', offset: 3 });
    await socket.answer('join_room', answer(5, { recovered: true, messages: [message(4), message(5)] }));
    assert.deepEqual(of('message').map((m) => m.offset), [4, 5]);
  });
}

test('the first event of an empty room is no jump, whatever its epoch', async () => {
  const { socket, of } = await inTea(0);
  await socket.event('message', message(1, { epoch: 'e2' }));
  await socket.event('message', message(2, { epoch: 'e2' }));
  assert.deepEqual(of('message').map((m) => m.offset), [1, 2]);
  assert.equal(socket.sent.length, 0);
});

test('a server that makes only gaps is not asked in a tight loop', async () => {
  const { socket, clock } = await inTea(3);
  await socket.event('history_gap', { roomId: 'tea' });
  await socket.answer('join_room', answer(3, { recovered: true }));
  await socket.event('history_gap', { roomId: 'tea' });
  assert.equal(socket.sent.length, 0);
  await clock.advance(1_000);
  assert.equal(socket.sent.length, 1);
});

test('live events before the answer to a join are kept until it', async () => {
  const { socket, of } = await inTea(3);
  await socket.event('history_gap', { roomId: 'tea' });
  await socket.event('message', message(5));
  await socket.event('message', message(6));
  await socket.answer('join_room', answer(5, { recovered: true, messages: [message(4), message(5)] }));
  assert.deepEqual(of('message').map((m) => m.offset), [4, 5, 6]);
});

test('members follow joins and leaves', async () => {
  const { chat, socket } = await inTea();
  await socket.event('user_joined', { roomId: 'tea', userId: 'bo', username: 'Bo' });
  assert.deepEqual(chat.members('tea'), [{ userId: 'bo', username: 'Bo' }]);
  await socket.event('user_left', { roomId: 'tea', userId: 'bo', username: 'Bo' });
  assert.deepEqual(chat.members('tea'), []);
});

test('who comes right behind the answer to a join is a member', async () => {
  const { chat, socket } = await inTea(3);
  await socket.event('history_gap', { roomId: 'tea' });
  const answered = socket.answer('join_room', answer(3, { recovered: true, members: [{ userId: 'ada', username: 'Ada' }] }));
  socket.event('user_joined', { roomId: 'tea', userId: 'bo', username: 'Bo' });
  await answered;
  assert.deepEqual(chat.members('tea').map(({ userId }) => userId), ['ada', 'bo']);
});

test('members follow many who come and go at once, of whom those that are news are told', async () => {
  const { chat, socket, of } = await inTea();
  const [ada, bo, cy, dee] = ['ada', 'bo', 'cy', 'dee'].map((userId) => ({ userId, username: userId }));
  await socket.event('users_changed', { roomId: 'tea', count: 60, joined: [ada, bo, cy], left: [] });
  await socket.event('users_changed', { roomId: 'tea', count: 59, joined: [{ ...cy, username: 'Cyd' }, ada], left: [bo, dee, ada] });
  assert.deepEqual(chat.members('tea'), [ada, { ...cy, username: 'Cyd' }], 'this user is here, whatever is told late');
  assert.deepEqual(of('users_changed').at(-1), { roomId: 'tea', count: 59, joined: [{ ...cy, username: 'Cyd' }], left: [bo] });
  const told = of('members').length;
  await socket.event('users_changed', { roomId: 'tea', count: 59, joined: [ada], left: [dee] });
  assert.equal(of('members').length, told, 'nobody came or went');
});

test('a room that was left is heard no more', async () => {
  const { chat, socket, heard } = await inTea();
  chat.leave('tea');
  socket.take('leave_room');
  await socket.event('message', message(1));
  assert.deepEqual(heard, []);
  assert.deepEqual(chat.rooms, []);
});

test('typing is told every 3 s at most, and once when it ends', async () => {
  const { chat, socket, clock } = await inTea();
  for (let i = 0; i < 8; i++) {
    chat.typing('tea', true);
    await clock.advance(500);
  }
  chat.typing('tea', false);
  chat.typing('tea', false);
  assert.deepEqual(socket.sent.map((r) => r.data.isTyping), [true, true, false]);
});

test('typing ends by itself without keystrokes, and silently with a sent message', async () => {
  const { chat, socket, clock } = await inTea();
  chat.typing('tea', true);
  await clock.advance(5_000);
  chat.typing('tea', true);
  chat.send('tea', 'Hello');
  assert.deepEqual(socket.sent.map((r) => r.data.isTyping ?? r.event), [true, false, true, 'send_message']);
});
