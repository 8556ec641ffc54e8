import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, endServerOf, heard, join, member, newRoom, next, onServer, recoverable, sendElsewhere } from './support/clients.mjs';

test('a node that is told to end leaves its sessions to the other: nothing is missed', async () => {
  const roomId = newRoom();
  const ada = await member('ada', roomId, onServer(1));
  const crowd = await Promise.all(Array.from({ length: 20 }, (_, i) => recoverable(`bo${i}`, onServer(0))));
  await Promise.all(crowd.map((bo) => join(bo, roomId)));
  const lost = crowd.map((bo) => next(bo, 'disconnect'));
  crowd.forEach(sendElsewhere);
  endServerOf(crowd[0], 'SIGTERM');
  await Promise.all(lost);
  await ada.emitWithAck('send_message', { roomId, message: 'missed' });
  await Promise.all(crowd.map(connected));
  for (const bo of crowd) {
    assert.equal(bo.recovered, true);
    await heard(bo, 'message', ({ message }) => message === 'missed');
  }
});
