import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedOutbox } from '../src/parlance.js';
import { accept, answer, comeBack, inTea, message, start } from './support/fake-server.mjs';

const mine = (offset, clientMessageId) => message(offset, { userId: 'ada', username: 'Ada', clientMessageId });
const changes = (run) => run.of('outbox').map(({ item, change }) => `${item.message} ${change}`);

test('a room sends its messages one at a time, in their order', async () => {
  const run = await inTea();
  run.chat.send('tea', 'one');
  run.chat.send('tea', 'two');
  assert.deepEqual(run.socket.sent.map((r) => r.data.message), ['one']);
  await run.socket.answer('send_message', { offset: 1 });
  assert.deepEqual(run.socket.sent.map((r) => r.data.message), ['two']);
  await run.socket.answer('send_message', { offset: 2 });
  assert.deepEqual(changes(run).filter((c) => c.endsWith('sent')), ['one sent', 'two sent']);
  assert.deepEqual(run.chat.unsent('tea'), []);
});

test('what was not answered is sent again with its id, after the room was joined again', async () => {
  const run = await inTea();
  const { clientMessageId } = run.chat.send('tea', 'one');
  run.chat.send('tea', 'two');
  const socket = await comeBack(run);
  assert.deepEqual(socket.sent.map((r) => r.event), ['join_room']);
  await socket.answer('join_room', answer(0, { recovered: true }));
  const again = socket.take('send_message');
  assert.deepEqual([again.data.message, again.data.clientMessageId], ['one', clientMessageId]);
});

test('what turns out to have arrived is not sent again', async () => {
  const run = await inTea();
  const { clientMessageId } = run.chat.send('tea', 'one');
  const socket = await comeBack(run);
  await socket.answer('join_room', answer(1, { recovered: true, messages: [mine(1, clientMessageId)] }));
  assert.deepEqual(socket.sent, []);
  assert.deepEqual(changes(run).at(-1), 'one sent');
});

test('a message and its receipt say "sent" once', async () => {
  const run = await inTea();
  const { clientMessageId } = run.chat.send('tea', 'one');
  await run.socket.event('message', mine(1, clientMessageId));
  await run.socket.answer('send_message', { offset: 1 });
  assert.equal(changes(run).filter((c) => c === 'one sent').length, 1);
  assert.equal(run.of('message').length, 1);
});

test("another user's message with the same client id settles nothing", async () => {
  const run = await inTea();
  const { clientMessageId } = run.chat.send('tea', 'one');
  await run.socket.event('message', message(1, { clientMessageId }));
  assert.equal(run.chat.unsent('tea').length, 1);
});

test('a rate limit delays, and does not let later messages overtake', async () => {
  const run = await inTea();
  run.chat.send('tea', 'one');
  await run.socket.refuse('send_message', 'RATE_LIMITED', true);
  run.chat.send('tea', 'two');
  assert.equal(run.socket.sent.length, 0);
  await run.clock.advance(1_000);
  assert.equal(run.socket.take('send_message').data.message, 'one');
});

test('a message is not sent again before the server says that it makes sense', async () => {
  const run = await inTea();
  run.chat.send('tea', 'one');
  await run.socket.refuse('send_message', 'RATE_LIMITED', true, 20_000);
  await run.clock.advance(20_000);
  assert.equal(run.socket.sent.length, 0);
  await run.clock.advance(1_000);
  assert.equal(run.socket.take('send_message').data.message, 'one');
});

test('a refused message fails, lets the next go, and can be retried', async () => {
  const run = await inTea();
  const { clientMessageId } = run.chat.send('tea', 'one');
  run.chat.send('tea', 'two');
  await run.socket.refuse('send_message', 'FORBIDDEN', false);
  await run.socket.answer('send_message', { offset: 1 });
  assert.deepEqual(run.chat.unsent('tea').map((i) => [i.message, i.state, i.error.code]), [['one', 'failed', 'FORBIDDEN']]);
  run.chat.retry(clientMessageId);
  assert.equal(run.socket.take('send_message').data.message, 'one');
});

test('a discarded message is not sent', async () => {
  const run = await inTea();
  run.chat.send('tea', 'one');
  run.chat.discard(run.chat.send('tea', 'two').clientMessageId);
  await run.socket.answer('send_message', { offset: 1 });
  assert.deepEqual(run.socket.sent, []);
});

test('a message that makes the server close the connection is not sent again by itself', async () => {
  const run = await inTea();
  run.chat.send('tea', 'too big');
  const socket = await comeBack(run, 1009);
  await socket.answer('join_room', answer(0, { recovered: true }));
  assert.deepEqual(socket.sent, []);
  assert.equal(run.chat.unsent('tea')[0].error.code, 'REFUSED_MESSAGE');
});

test('unsent messages outlive a reload', async () => {
  const stored = new Map();
  const storage = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
    removeItem: (key) => stored.delete(key),
  };
  const before = await inTea(0, { outbox: storedOutbox(storage, 'k') });
  const { clientMessageId } = before.chat.send('tea', 'one', { replyTo: 'e1-1', mentions: ['bo'] });

  const after = start({ clock: before.clock, outbox: storedOutbox(storage, 'k') });
  after.chat.connect();
  const socket = await accept(after);
  after.chat.join('tea');
  await socket.answer('join_room', answer(0));
  assert.deepEqual(socket.sent[0].data, { roomId: 'tea', message: 'one', clientMessageId, replyTo: 'e1-1', mentions: ['bo'] });
  await socket.answer('send_message', { offset: 1 });
  assert.equal(stored.size, 0);
});

/** A message sent once at offset 3, then 3 minutes without a connection, until `joined` answers the join. */
async function backAfterThreeMinutes(joined) {
  const run = await inTea(3);
  run.chat.send('tea', 'one');
  await run.socket.loses();
  run.chat.close();
  await run.clock.advance(180_000);
  run.chat.connect();
  const socket = await accept(run);
  await socket.answer('join_room', joined);
  return { ...run, socket };
}

test('long after, it is sent again when the history proves that it did not arrive', async () => {
  for (const joined of [
    answer(3, { recovered: true }),
    answer(5, { messages: [message(4), message(5)] }),
    answer(0, { position: { epoch: 'e2', offset: 0 } }),
  ]) {
    const { socket } = await backAfterThreeMinutes(joined);
    assert.equal(socket.take('send_message').data.message, 'one');
  }
});

test('long after, it is left to the user when the history cannot prove it', async () => {
  const { socket, chat } = await backAfterThreeMinutes(answer(90, { messages: [message(89), message(90)] }));
  assert.deepEqual(socket.sent, []);
  assert.equal(chat.unsent('tea')[0].error.code, 'UNCERTAIN');
});

test('the outbox has a bound', async () => {
  const { chat } = start();
  for (let i = 0; i < 200; i++) chat.send('tea', `m${i}`);
  assert.throws(() => chat.send('tea', 'one more'), { code: 'OUTBOX_FULL' });
});

test('a receipt for a room that was left does not free the slot of another message', async () => {
  const run = await inTea();
  run.chat.send('tea', 'old');
  const old = run.socket.take('send_message');
  run.chat.leave('tea');
  run.socket.take('leave_room');
  run.chat.join('tea');
  await run.socket.answer('join_room', answer(0));
  run.chat.send('tea', 'one');
  run.chat.send('tea', 'two');
  await run.socket.says({ id: old.id, data: { offset: 1 } });
  assert.deepEqual(run.socket.sent.map((r) => r.data.message), ['one']);
});

test('who hears that one failed may discard it, and the next is decided on all the same', async () => {
  const item = (clientMessageId) => ({
    clientMessageId, roomId: 'tea', message: clientMessageId, createdAt: 0, state: 'waiting', first: { at: 0, epoch: 'e1', offset: 3 },
  });
  const run = start({ outbox: { load: () => [item('one'), item('two')], save: () => {} } });
  run.chat.on('outbox', ({ item: { clientMessageId }, change }) => change === 'failed' && run.chat.discard(clientMessageId));
  await run.clock.advance(180_000);
  run.chat.connect();
  const socket = await accept(run);
  run.chat.join('tea');
  await socket.answer('join_room', answer(90, { messages: [message(89), message(90)] }));
  assert.deepEqual(socket.sent, []);
  assert.deepEqual(changes(run), ['one failed', 'one discarded', 'two failed', 'two discarded']);
});
