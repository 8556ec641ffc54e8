import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../src/parlance/backoff.js';
import { settled } from './support/fake-clock.mjs';
import { accept, answer, online, start } from './support/fake-server.mjs';

test('authenticates before anything else, then is online', async () => {
  const { chat, of, last } = start({ token: 'secret' });
  chat.connect();
  assert.deepEqual(of('state').map((s) => s.state), ['connecting']);
  last().onopen();
  await settled();
  const request = last().sent[0];
  assert.deepEqual([request.event, request.data], ['authenticate', { userId: 'ada', username: 'Ada', token: 'secret' }]);
  await last().answer('authenticate', { userId: 'ada', username: 'Countess' });
  assert.equal(chat.state.state, 'online');
  assert.equal(chat.user.username, 'Countess');
});

test('a token function is asked before each connection', async () => {
  let asked = 0;
  const run = start({ token: async () => `t${++asked}` });
  run.chat.connect();
  await accept(run);
  await run.last().loses();
  await run.clock.advance(30_000);
  run.last().onopen();
  await settled();
  assert.equal(run.last().take('authenticate').data.token, 't2');
});

test('refused credentials are final', async () => {
  const { chat, last, clock, sockets } = start();
  chat.connect();
  last().onopen();
  await settled();
  await last().refuse('authenticate', 'AUTHENTICATION_FAILED', false);
  await clock.advance(120_000);
  assert.equal(chat.state.state, 'offline');
  assert.equal(chat.state.error.code, 'AUTHENTICATION_FAILED');
  assert.equal(sockets.length, 1);
});

test('a join ends with the refusal of the login, and is made when another login is asked for', async () => {
  const { chat, last } = start();
  chat.connect();
  const first = assert.rejects(chat.join('tea'), { code: 'AUTHENTICATION_FAILED' });
  last().onopen();
  await settled();
  await last().refuse('authenticate', 'AUTHENTICATION_FAILED', false);
  await first;
  chat.connect();
  const again = chat.join('tea');
  last().onopen();
  await settled();
  await last().answer('authenticate', { userId: 'ada', username: 'Ada' });
  await last().answer('join_room', answer(0));
  assert.equal((await again).roomId, 'tea');
});

test('a login that is refused for a while comes back when it is told to, not before', async () => {
  const { chat, last, clock, sockets } = start();
  chat.connect();
  last().onopen();
  await settled();
  await last().refuse('authenticate', 'RATE_LIMITED', true, 45_000);
  assert.equal(chat.state.retryIn, 45_000);
  await clock.advance(44_999);
  assert.equal(sockets.length, 1);
  await clock.advance(1);
  assert.equal(sockets.length, 2);
  await last().loses();
  assert.equal(chat.state.retryIn, 1000);
});

test('delays double from 0.5 s to 30 s and are random below that', () => {
  const most = new Backoff(() => 1);
  assert.deepEqual(Array.from({ length: 8 }, () => most.next()), [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.equal(new Backoff(() => 0.5).next(), 250);
  assert.equal(new Backoff(() => 1).next(true), 2000);
});

for (const code of [1001, 1006, 1009, 1011, 4000, 4001, 4002, 4003, 4004, 4499]) {
  test(`comes back after close code ${code}`, async () => {
    const { chat, socket, sockets, clock } = await online();
    await socket.loses(code);
    assert.equal(chat.state.state, 'reconnecting');
    assert.ok(chat.state.retryIn > 0);
    await clock.advance(2_000);
    assert.equal(sockets.length, 2);
  });
}

for (const [code, first] of [[1001, 2000], [1011, 2000], [4002, 2000], [4004, 2000], [1006, 500], [4000, 500], [4003, 500]]) {
  test(`the first delay after close code ${code} is below ${first} ms`, async () => {
    const { chat, socket } = await online();
    await socket.loses(code);
    assert.equal(chat.state.retryIn, first);
  });
}

for (const code of [4500, 4501, 4999]) {
  test(`does not come back after close code ${code}`, async () => {
    const { chat, socket, sockets, clock } = await online();
    await socket.loses(code);
    await clock.advance(120_000);
    assert.equal(chat.state.state, 'offline');
    assert.equal(sockets.length, 1);
  });
}

test('a connection that never lasts does not bring back the short delays', async () => {
  const run = await online();
  for (const expected of [500, 1000, 2000, 4000]) {
    await run.last().loses();
    assert.equal(run.chat.state.retryIn, expected);
    await run.clock.advance(expected);
    await accept(run);
  }
  await run.clock.advance(10_000);
  await run.last().loses();
  assert.equal(run.chat.state.retryIn, 500);
});

test('"try now" cuts the waiting short', async () => {
  const { chat, socket, sockets } = await online();
  await socket.loses();
  chat.connect();
  assert.equal(sockets.length, 2);
  chat.connect();
  assert.equal(sockets.length, 2);
});

test('a silent server is pinged after 25 s and given up 10 s later', async () => {
  const { chat, socket, clock } = await online();
  await clock.advance(24_999);
  assert.equal(socket.sent.length, 0);
  await clock.advance(1);
  assert.equal(socket.sent[0].event, 'ping');
  await clock.advance(9_999);
  assert.equal(chat.state.state, 'online');
  await clock.advance(1);
  assert.equal(chat.state.state, 'reconnecting');
  assert.equal(socket.closed, 4001);
});

test('anything heard keeps the link alive', async () => {
  const { chat, socket, clock } = await online();
  await clock.advance(25_000);
  await socket.event('signal', { roomId: 'other' });
  await clock.advance(24_000);
  assert.equal(chat.state.state, 'online');
});

test('a socket that never opens is given up', async () => {
  const { chat, clock } = start();
  chat.connect();
  await clock.advance(15_000);
  assert.equal(chat.state.state, 'reconnecting');
});

test('a request without an answer ends with TIMEOUT, and one cut off with DISCONNECTED', async () => {
  const { chat, socket, clock } = await online({ pingEvery: 1e9 });
  const slow = assert.rejects(chat.history('tea'), { code: 'TIMEOUT', retryable: true });
  await clock.advance(20_000);
  await slow;
  const cut = assert.rejects(chat.history('tea'), { code: 'DISCONNECTED', retryable: true });
  await socket.loses();
  await cut;
});

test('what is asked of rooms and members goes to the server as it is, and its answer comes back', async () => {
  const { chat, socket } = await online();
  const asked = [
    [chat.createRoom({ roomId: 'tea', name: 'Tea' }), 'create_room', { roomId: 'tea', name: 'Tea' }],
    [chat.updateRoom({ roomId: 'tea', version: 1, name: 'Tea' }, { topic: null }), 'update_room', { roomId: 'tea', version: 1, topic: null }],
    [chat.room('tea'), 'get_room', { roomId: 'tea' }],
    [chat.addMember('tea', 'bo'), 'add_member', { roomId: 'tea', userId: 'bo', role: 'member' }],
    [chat.removeMember('tea', 'bo'), 'remove_member', { roomId: 'tea', userId: 'bo' }],
    [chat.roomMembers('tea', { limit: 2, after: 'ada' }), 'get_members', { roomId: 'tea', limit: 2, after: 'ada' }],
  ];
  for (const [i, [answer, event, data]] of asked.entries()) {
    assert.deepEqual([socket.sent[i].event, socket.sent[i].data], [event, data]);
    await socket.says({ id: socket.sent[i].id, data: { number: i } });
    assert.deepEqual(await answer, { number: i });
  }
  const direct = chat.openDirect('bo');
  await socket.says({ id: socket.sent.at(-1).id, data: { roomId: 'direct~1' } });
  assert.equal(await direct, 'direct~1');
});

test('answers may come in another order', async () => {
  const { chat, socket } = await online();
  const first = chat.history('tea');
  const second = chat.history('milk');
  const [a, b] = socket.sent;
  await socket.says({ id: b.id, data: { roomId: 'milk', messages: [] } });
  await socket.says({ id: a.id, data: { roomId: 'tea', messages: [] } });
  assert.deepEqual([(await first).roomId, (await second).roomId], ['tea', 'milk']);
});

test('the browser going online cuts the waiting short, going offline doubts the link', async () => {
  const host = new EventTarget();
  const { chat, socket, sockets } = await online({ host });
  host.dispatchEvent(new Event('offline'));
  assert.equal(socket.sent[0].event, 'ping');
  assert.equal(chat.state.network, false);
  await socket.loses();
  host.dispatchEvent(new Event('online'));
  assert.equal(sockets.length, 2);
  chat.close();
  host.dispatchEvent(new Event('online'));
  assert.equal(sockets.length, 2);
  assert.equal(chat.state.state, 'offline');
});
