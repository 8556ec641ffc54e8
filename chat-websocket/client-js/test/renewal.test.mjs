import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './support/fake-clock.mjs';
import { accept, start } from './support/fake-server.mjs';

/** A client whose login is good for `ms`, with the tokens t1, t2... or what `token` says. */
async function loggedIn(ms, token) {
  let asked = 0;
  const run = start({ token: token ?? (() => `t${++asked}`), pingEvery: 1e12 });
  run.chat.connect();
  const socket = await accept(run, { expiresAt: run.clock.now() + ms });
  const until = (more) => ({ userId: 'ada', username: 'Ada', expiresAt: run.clock.now() + more });
  return { ...run, socket, until };
}

test('the token function is asked again 30 s before the login ends', async () => {
  const { socket, clock, until, chat } = await loggedIn(3_600_000);
  await clock.advance(3_569_999);
  assert.deepEqual(socket.sent, []);
  await clock.advance(1);
  assert.deepEqual(socket.sent[0].data, { userId: 'ada', username: 'Ada', token: 't2' });
  await socket.answer('authenticate', { ...until(60_000), username: 'Countess' });
  assert.equal(chat.user.username, 'Countess');
  assert.equal(chat.state.state, 'online');
  await clock.advance(30_000);
  assert.equal(socket.take('authenticate').data.token, 't3');
});

test('a short login is renewed after half of its time', async () => {
  const { socket, clock } = await loggedIn(20_000);
  await clock.advance(9_999);
  assert.deepEqual(socket.sent, []);
  await clock.advance(1);
  assert.equal(socket.take('authenticate').data.token, 't2');
});

test('a renewal joins no room again', async () => {
  const { chat, socket, clock, until } = await loggedIn(60_000);
  chat.join('tea');
  await socket.answer('join_room', { roomId: 'tea', position: { epoch: 'e', offset: 0 }, messages: [], members: [] });
  await clock.advance(30_000);
  await socket.answer('authenticate', until(60_000));
  assert.deepEqual(socket.sent, []);
});

test('a renewal that failed for now is tried again while there is time', async () => {
  let fails = false;
  const { socket, clock } = await loggedIn(100_000, async () => {
    if (fails) throw new Error('the login server is away');
    return 'token';
  });
  fails = true;
  await clock.advance(70_000);
  assert.deepEqual(socket.sent, []);
  fails = false;
  await clock.advance(15_000);
  await socket.refuse('authenticate', 'HOST_UNAVAILABLE', true);
  await clock.advance(7_500);
  assert.equal(socket.take('authenticate').data.token, 'token');
});

test('a renewal that is refused leaves the login as it is, and its end asks for another token', async () => {
  const { socket, clock, chat, last } = await loggedIn(60_000);
  await clock.advance(30_000);
  await socket.refuse('authenticate', 'AUTHENTICATION_FAILED', false);
  await clock.advance(30_000);
  assert.equal(chat.state.state, 'online');
  assert.deepEqual(socket.sent, []);
  await socket.loses(4003);
  await clock.advance(2_000);
  last().onopen();
  await settled();
  assert.equal(last().take('authenticate').data.token, 't3');
});

test('a token that is a text is not renewed, and ends when it is refused after 4003', async () => {
  const { socket, clock, chat, last, sockets } = await loggedIn(60_000, 'static');
  await clock.advance(60_000);
  assert.deepEqual(socket.sent, []);
  await socket.loses(4003);
  await clock.advance(2_000);
  last().onopen();
  await settled();
  await last().refuse('authenticate', 'AUTHENTICATION_FAILED', false);
  await clock.advance(120_000);
  assert.equal(chat.state.state, 'offline');
  assert.equal(chat.state.error.code, 'AUTHENTICATION_FAILED');
  assert.equal(sockets.length, 2);
});

test('a clock that is ahead of the server hammers nobody', async () => {
  const { socket, clock } = await loggedIn(-3_600_000);
  await clock.advance(3_600_000);
  assert.deepEqual(socket.sent, []);
});

test('a login of years is renewed in its last seconds, though no timer lasts that long', async () => {
  const { socket, clock } = await loggedIn(40 * 86_400_000);
  await clock.advance(40 * 86_400_000 - 30_001);
  assert.deepEqual(socket.sent, []);
  await clock.advance(1);
  assert.equal(socket.take('authenticate').data.token, 't2');
});

test('nobody is asked for a token once the connection is closed, by whomever', async () => {
  let asked = 0;
  const token = () => `t${++asked}`;
  const closed = await loggedIn(60_000, token);
  closed.chat.close();
  await closed.clock.advance(60_000);
  assert.equal(asked, 1);
  const sentAway = await loggedIn(60_000, token);
  await sentAway.socket.loses(4500);
  await sentAway.clock.advance(60_000);
  assert.equal(asked, 2);
});
