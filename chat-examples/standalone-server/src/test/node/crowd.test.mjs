import assert from 'node:assert/strict';
import { test } from 'node:test';
import { member, messages, newRoom } from './support/clients.mjs';

const CLIENTS = 200;
const WAYS = [{}, { transports: ['websocket'] }, { transports: ['polling'] }];

test('200 clients in mixed transports see the same messages in the same order', { timeout: 50_000 }, async () => {
  const roomId = newRoom();
  const clients = [];
  for (let i = 0; i < CLIENTS; i += 20) {
    const some = Array.from({ length: 20 }, (_, k) => member(`user${i + k}`, roomId, WAYS[(i + k) % WAYS.length]));
    clients.push(...(await Promise.all(some)));
  }
  const speakers = clients.filter((_, i) => i % 20 < 3);
  for (const [i, speaker] of speakers.entries()) {
    speaker.emit('send_message', { roomId, message: `one of ${i}` });
    speaker.emit('send_message', { roomId, message: `two of ${i}` });
  }
  const [first, ...others] = await Promise.all(clients.map((socket) => messages(socket, 2 * speakers.length)));
  assert.deepEqual(first.map(({ offset }) => offset), Array.from({ length: 2 * speakers.length }, (_, i) => i + 1));
  for (const [i] of speakers.entries()) {
    const texts = first.map(({ message }) => message).filter((text) => text.endsWith(` of ${i}`));
    assert.deepEqual(texts, [`one of ${i}`, `two of ${i}`]);
  }
  others.forEach((list) => assert.deepEqual(list, first));
});
