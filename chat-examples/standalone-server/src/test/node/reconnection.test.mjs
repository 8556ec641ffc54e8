import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, connected, heard, member, newRoom, next } from './support/clients.mjs';

for (const transports of [['polling', 'websocket'], ['websocket'], ['polling']]) {
  test(`${transports}: a client that lost its connection comes back by itself and asks for what it missed`, async () => {
    const roomId = newRoom();
    const ada = await member('ada', roomId, { transports: ['websocket'] });
    const bo = client({ transports, auth: { userId: 'bo', username: 'Bo' } });
    await connected(bo);
    const { position } = await bo.emitWithAck('join_room', { roomId });

    const lost = next(bo, 'disconnect');
    bo.io.engine.close();
    await lost;
    await ada.emitWithAck('send_message', { roomId, message: 'while you were away' });
    await connected(bo);
    assert.equal(bo.recovered ?? false, false, 'recovery is off unless someone asks for it');
    const back = await bo.emitWithAck('join_room', { roomId, since: position });
    assert.equal(back.recovered, true);
    assert.deepEqual(back.messages.map(({ message }) => message), ['while you were away']);
    ada.emit('send_message', { roomId, message: 'welcome back' });
    assert.equal((await heard(bo, 'message')).message, 'welcome back');
  });
}
