import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReachable } from '../../main/resources/web/model/directs.js';
import { HandClock, MarkingServer, settled } from './support/marking-server.mjs';
import { said, stay } from './support/stay.mjs';
import { storedMemory } from './support/stored.mjs';

const PEER = { userId: 'bo', username: 'bo' };

async function logged(server, memory = storedMemory()) {
  const run = stay({ server, memory, clock: new HandClock() });
  run.hear('watching', { on: true });
  await settled();
  return run;
}

test('a room of two is called as the other is, before anything was said and after a reload', async () => {
  const memory = storedMemory();
  const run = await logged(new MarkingServer(), memory);
  const roomId = await run.directs.open({ userId: 'bo', username: 'Bo' });
  run.commands.open(roomId);
  assert.deepEqual([roomId, run.list.get(roomId).name], ['direct~bo', 'Bo']);
  const again = await logged(new MarkingServer(), memory.again());
  again.commands.open(roomId);
  assert.equal(again.list.get(roomId).name, 'Bo');
});

test('who is written to knows by whom, from the server or from what was said', async () => {
  const last = { userId: 'bo', username: 'Bo', message: 'psst', id: 'x' };
  const told = await logged(new MarkingServer().with('direct~1', { offset: 0, unread: 1, last, peer: { ...PEER, username: 'Bobby' } }));
  assert.deepEqual([told.list.get('direct~1').name, told.list.get('direct~1').unread], ['Bobby', 1]);
  const said = await logged(new MarkingServer().with('direct~1', { offset: 0, unread: 1, last, peer: PEER }));
  assert.equal(said.list.get('direct~1').name, 'Bo');
});

test('what somebody is called is kept when they have not said the last word', async () => {
  const memory = storedMemory();
  const server = new MarkingServer().with('direct~1', { offset: 0, unread: 0, peer: PEER, last: { userId: 'ada', username: 'Ada', message: 'yes', id: 'y' } });
  const run = await logged(server, memory);
  assert.equal(run.list.get('direct~1').name, 'bo');
  run.commands.open('direct~1');
  run.load('direct~1', said(1, { roomId: 'direct~1' }));
  assert.equal(run.list.get('direct~1').name, 'Bo');
  assert.equal((await logged(server, memory.again())).list.get('direct~1').name, 'Bo');
});

test('to a guest nobody writes privately', () => {
  assert.deepEqual([isReachable({ userId: 'bo' }), isReachable({ userId: 'guest:bo' })], [true, false]);
});

test('rooms of two stand behind the others', async () => {
  const run = await logged(new MarkingServer().with('direct~1', { offset: 0, unread: 0, peer: PEER }));
  run.commands.open('milk');
  assert.deepEqual(run.list.all.map(({ roomId }) => roomId), ['tea', 'cake', 'milk', 'direct~1']);
});
