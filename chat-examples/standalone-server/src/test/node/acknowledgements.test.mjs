import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, member, newRoom, user } from './support/clients.mjs';

for (const transports of [['websocket'], ['polling']]) {
  test(`${transports}: a message is acknowledged with its id and position`, async () => {
    const roomId = newRoom();
    const ada = await member('ada', roomId, { transports });
    const sent = await ada.emitWithAck('send_message', { roomId, message: 'Hello', clientMessageId: 'a-1' });
    const message = await heard(ada, 'message');
    for (const field of ['id', 'epoch', 'offset', 'timestamp', 'roomId']) {
      assert.equal(sent[field], message[field], field);
    }
    const again = await ada.emitWithAck('send_message', { roomId, message: 'Hello', clientMessageId: 'a-1' });
    assert.deepEqual(again, sent, 'sending again is safe');
  });

  test(`${transports}: a join is acknowledged with all that is there`, async () => {
    const roomId = newRoom();
    const ada = await member('ada', roomId, { transports });
    const { offset, epoch } = await ada.emitWithAck('send_message', { roomId, message: 'Hello' });
    const bo = await user('bo', { transports });
    const joined = await bo.emitWithAck('join_room', { roomId });
    assert.equal(joined.roomId, roomId);
    assert.deepEqual(joined.position, { epoch, offset });
    assert.deepEqual(joined.messages.map(({ message }) => message), ['Hello']);
    assert.deepEqual(joined.members.map(({ userId }) => userId).sort(), ['ada', 'bo']);
    assert.equal(joined.recovered, false);
    assert.deepEqual(bo.heard.filter(({ event }) => event !== 'user_joined'), [], 'and by no event');

    await ada.emitWithAck('send_message', { roomId, message: 'More' });
    await bo.emitWithAck('leave_room', { roomId });
    const back = await bo.emitWithAck('join_room', { roomId, since: joined.position });
    assert.equal(back.recovered, true);
    assert.deepEqual(back.messages.map(({ message }) => message), ['More']);
  });

  test(`${transports}: what fails is acknowledged with the error`, async () => {
    const ada = await user('ada', { transports });
    const { error } = await ada.emitWithAck('send_message', { roomId: newRoom(), message: 'Hello' });
    assert.deepEqual(error, { code: 'NOT_IN_ROOM', message: 'join the room first', retryable: false });
    assert.equal((await ada.emitWithAck('dance', {})).error.code, 'UNKNOWN_EVENT');
    assert.equal((await ada.emitWithAck('join_room', 'tea')).error.code, 'BAD_REQUEST');
    assert.equal((await ada.emitWithAck('join_room', { roomId: new Uint8Array(3) })).error.code, 'BAD_REQUEST');
  });

  test(`${transports}: without an acknowledgement a failure is an event`, async () => {
    const ada = await user('ada', { transports });
    ada.emit('send_message', { roomId: 'tea', message: 'Hello' });
    const error = await heard(ada, 'error');
    assert.deepEqual(error, {
      code: 'NOT_IN_ROOM', message: 'join the room first', retryable: false, event: 'send_message', roomId: 'tea',
    });
  });
}
