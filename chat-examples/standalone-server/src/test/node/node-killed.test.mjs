import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, endServerOf, heard, join, member, newRoom, next, onServer, recoverable, sendElsewhere } from './support/clients.mjs';

test('after the death of its node a session is not recovered, and its history fresh', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId, onServer(1));
  const bo = await recoverable('bo', onServer(0));
  await join(bo, roomId);
  const lost = next(bo, 'disconnect');
  sendElsewhere(bo);
  endServerOf(bo, 'SIGKILL');
  await lost;
  await ada.emitWithAck('send_message', { roomId, message: 'while it was away' });
  await connected(bo);
  assert.equal(bo.recovered, false);
  bo.heard.length = 0;
  await join(bo, roomId);
  assert.deepEqual((await heard(bo, 'message_history')).map(({ message }) => message), ['while it was away']);
});
