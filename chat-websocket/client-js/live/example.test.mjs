import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect as connectTo } from '../src/parlance.js';

const server = process.env.PARLANCE_URL;

test('what the README shows is a chat', { timeout: 15_000 }, async (t) => {
  const token = 'for a server that asks for one';
  const shown = [];
  let seen;
  const ownMessage = new Promise((resolve) => (seen = resolve));
  const show = (message) => shown.push(message.message) && message.userId === 'ada' && seen();
  const connect = (options) => connectTo({ ...options, url: server, userId: 'ada', username: 'Ada' });

  const chat = connect({ url: 'ws://localhost:5004/ws', token });
  chat.on('reset', ({ messages }) => messages.forEach(show));
  chat.on('message', show);
  chat.join('lobby');
  chat.send('lobby', 'Hello');

  t.after(() => chat.close());
  await ownMessage;
  assert.equal(shown.at(-1), 'Hello');
});
