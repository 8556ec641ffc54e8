import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, member, newRoom, next, transport, upgraded, user } from './support/clients.mjs';

const WAYS = {
  'with the defaults': {},
  'by WebSocket only': { transports: ['websocket'] },
  'by polling only': { transports: ['polling'] },
  'with WebSocket first': { transports: ['websocket', 'polling'] },
  'with credentials and headers': { withCredentials: true, extraHeaders: { 'x-tenant': 'acme' } },
};

for (const [way, options] of Object.entries(WAYS)) {
  test(`two users of the old service talk ${way}`, async () => {
    const roomId = newRoom();
    const ada = await user('ada', options);
    ada.emit('join_room', { roomId });
    assert.deepEqual(await heard(ada, 'message_history'), []);
    assert.deepEqual(await heard(ada, 'room_users'), [{ userId: 'ada', username: 'ADA' }]);

    const bo = await member('bo', roomId, options);
    assert.deepEqual(await heard(ada, 'user_joined'), { roomId, userId: 'bo', username: 'BO' });
    assert.deepEqual((await heard(bo, 'room_users')).map(({ userId }) => userId).sort(), ['ada', 'bo']);

    bo.emit('typing', { roomId, isTyping: true });
    assert.deepEqual(await heard(ada, 'user_typing'), { roomId, userId: 'bo', username: 'BO', isTyping: true });

    bo.emit('send_message', { roomId, message: 'Hello \u{1F44B}' });
    const { id, epoch, offset, number, timestamp, ...rest } = await heard(ada, 'message');
    assert.deepEqual(rest, { roomId, userId: 'bo', username: 'BO', message: 'Hello \u{1F44B}' });
    assert.deepEqual([offset, number], [1, 1]);
    assert.ok(Math.abs(timestamp - Date.now()) < 60_000 && id.length > 0 && epoch.length > 0);
    assert.deepEqual(await heard(bo, 'message'), await heard(ada, 'message'));

    const cy = await member('cy', roomId, options);
    assert.deepEqual(await heard(cy, 'message_history'), [await heard(ada, 'message')]);

    bo.emit('leave_room', { roomId });
    assert.deepEqual(await heard(ada, 'user_left'), { roomId, userId: 'bo', username: 'BO' });
  });
}

test('the defaults begin with polling and change over to WebSocket', async () => {
  const socket = await user('ada');
  await upgraded(socket);
  const { roomId } = await socket.emitWithAck('join_room', { roomId: newRoom() });
  assert.ok(roomId.length > 0);
});

test('polling only stays with polling', async () => {
  const socket = await user('ada', { transports: ['polling'] });
  await socket.emitWithAck('join_room', { roomId: newRoom() });
  assert.equal(transport(socket), 'polling');
});

test('a message that is said during the change comes once', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId, { transports: ['websocket'] });
  const bo = await member('bo', roomId);
  const count = 50;
  for (let i = 0; i < count; i++) {
    ada.emit('send_message', { roomId, message: `${i}` });
    if (i % 10 === 0) {
      await next(ada, 'message');
    }
  }
  await heard(bo, 'message', ({ message }) => message === `${count - 1}`);
  const texts = bo.heard.filter(({ event }) => event === 'message').map(({ data }) => data.message);
  assert.deepEqual(texts, Array.from({ length: count }, (_, i) => `${i}`));
});
