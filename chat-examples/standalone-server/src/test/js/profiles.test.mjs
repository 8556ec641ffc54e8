import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineSources, namedIn } from '../../main/resources/web/model/line-sources.js';
import { RoomHistory } from '../../main/resources/web/model/room-history.js';
import { timeline } from '../../main/resources/web/model/timeline.js';
import { HandClock, MarkingServer, settled } from './support/marking-server.mjs';
import { said, stay } from './support/stay.mjs';

/** Ada in tea with Bo, whom the server knows as Bobby, and others. */
function known(people = { bo: { username: 'Bobby', picture: '/bo.png', lastSeen: 5 } }, options = {}) {
  const clock = new HandClock();
  const run = stay({ clock, ...options });
  const asked = [];
  run.chat.profiles = async (userIds) => {
    asked.push(userIds);
    return userIds.filter((userId) => people[userId]).map((userId) => ({ userId, ...people[userId] }));
  };
  return { ...run, clock, asked, people };
}

const nothing = { deletions: { stageOf: () => undefined }, reactions: { of: () => [] } };
const linesOf = ({ profiles, rooms, chat }) => {
  const { current } = rooms;
  const original = (id) => current.original(id);
  return timeline(current, [], chat.user, { ...lineSources({ ...nothing, profiles }, current), original }).filter(({ kind }) => kind === 'message');
};

test('those who come into sight together are asked about together, each once', async () => {
  const run = known();
  run.profiles.lookUp(['bo', 'cy']);
  run.profiles.lookUp(namedIn([said(1), said(2, { mentions: ['dee'] })]));
  assert.deepEqual(run.asked, []);
  await run.clock.later();
  assert.deepEqual(run.asked, [['bo', 'cy', 'dee']]);
  run.profiles.lookUp(['cy', 'dee', 'bo']);
  await run.clock.later();
  assert.equal(run.asked.length, 1);
});

test('of many no more than a hundred are asked about at once', async () => {
  const run = known();
  run.profiles.lookUp(Array.from({ length: 250 }, (_, i) => `u${i}`));
  for (let i = 0; i < 4; i += 1) await run.clock.later();
  assert.deepEqual(run.asked.map(({ length }) => length), [100, 100, 50]);
});

test('old messages, quotes and mentions stand under the present name', async () => {
  const run = known();
  run.load('tea', said(1, { message: 'one' }), said(2, { message: 'two', username: 'Bob', replyTo: 'm1' }), said(3, { userId: 'cy', username: 'Cy', message: 'hey @Bob', mentions: ['bo'] }));
  run.profiles.lookUp(namedIn(run.rooms.current.messages));
  assert.deepEqual(linesOf(run).map(({ username }) => username), ['Bo', 'Bob', 'Cy']);
  await run.clock.later();
  const [one, two, three] = linesOf(run);
  assert.deepEqual([one.username, one.picture, two.username, two.quote.username], ['Bobby', '/bo.png', 'Bobby', 'Bobby']);
  assert.ok(two.last && !two.first, 'they are one person again');
  assert.deepEqual(three.mentioned.map(({ username }) => username), ['Bobby', 'Bo', 'Bob'], 'who mentioned them took the name of that time');
  assert.ok(run.changed.includes('names'));
});

test('a name that changes is told, and counts for more than an answer that was under way', async () => {
  const run = known();
  run.load('tea', said(1));
  run.profiles.lookUp(['bo']);
  const late = run.chat.profiles;
  run.chat.profiles = async (userIds) => {
    run.hear('profile_updated', { userId: 'bo', username: 'Robert' });
    return late(userIds);
  };
  await run.clock.later();
  assert.deepEqual([linesOf(run)[0].username, linesOf(run)[0].picture, run.profiles.get('bo').lastSeen], ['Robert', undefined, 5]);
  run.hear('profile_updated', { userId: 'bo', username: 'Rob', picture: '/rob.png' });
  assert.deepEqual([linesOf(run)[0].username, linesOf(run)[0].picture], ['Rob', '/rob.png']);
});

test('what was told while there was no connection is asked for, and so is what failed; an older server is asked no more', async () => {
  const run = known();
  const ask = async () => {
    run.profiles.lookUp(['bo']);
    await run.clock.later();
  };
  await ask();
  run.people.bo.username = 'Rob';
  run.hear('state', {});
  await ask();
  assert.deepEqual([run.asked.length, run.profiles.nameOf('bo')], [2, 'Rob']);
  for (const [code, times] of [['DISCONNECTED', 2], ['UNKNOWN_EVENT', 1]]) {
    let count = 0;
    run.chat.profiles = () => {
      count += 1;
      return Promise.reject(Object.assign(new Error(code), { code }));
    };
    run.hear('state', {});
    await ask();
    await ask();
    assert.equal(count, times, code);
  }
});

test('who gets another name while they are there has not joined', () => {
  const run = known();
  run.load('tea');
  run.hear('user_joined', { roomId: 'tea', userId: 'bo', username: 'Bo' });
  run.hear('members', { roomId: 'tea', members: [{ userId: 'bo', username: 'Bo' }] });
  run.hear('user_joined', { roomId: 'tea', userId: 'bo', username: 'Robert' });
  assert.deepEqual(run.rooms.current.notices.map(({ username }) => username), ['Bo']);
});

test('of many who come and go at once each is told, and types no more', () => {
  const run = known();
  run.load('tea');
  const [bo, cy, dee] = ['bo', 'cy', 'dee'].map((userId) => ({ userId, username: userId }));
  run.hear('members', { roomId: 'tea', members: [bo, cy] });
  run.hear('user_typing', { roomId: 'tea', ...cy, isTyping: true });
  run.presence.of(dee);
  run.changed.length = 0;
  run.hear('users_changed', { roomId: 'tea', count: 60, joined: [dee, { ...bo, username: 'Robert' }], left: [cy] });
  assert.deepEqual(run.rooms.current.notices.map(({ kind, userId }) => [kind, userId]), [['joined', 'dee'], ['left', 'cy']]);
  assert.deepEqual(run.rooms.current.typists(), []);
  assert.deepEqual(['log', 'typing', 'names'].filter((part) => !run.changed.includes(part)), []);
});

test('a room of two has the present name and picture of the other one', async () => {
  const peer = { userId: 'bo', username: 'Bo', picture: '/old.png' };
  const run = known(undefined, { server: new MarkingServer().with('direct~1', { offset: 0, unread: 0, peer, last: said(1, { message: 'yes' }) }) });
  run.hear('watching', { on: true });
  await settled();
  assert.deepEqual(run.list.get('direct~1').peer, peer);
  run.hear('profile_updated', { userId: 'bo', username: 'Rob', picture: '/rob.png' });
  assert.deepEqual([run.list.get('direct~1').peer, run.list.get('direct~1').last.username], [{ userId: 'bo', username: 'Rob', picture: '/rob.png' }, 'Rob']);
});

test('who is in any room that is open is there, who goes was seen until then, and time goes on', async () => {
  const run = known();
  const bo = { userId: 'bo' };
  run.load('cake');
  run.hear('members', { roomId: 'cake', members: [bo] });
  assert.deepEqual(run.presence.of(bo), { isHere: true });
  run.hear('members', { roomId: 'cake', members: [] });
  assert.equal(run.presence.of(bo), null, 'nobody knows yet');
  await run.clock.later();
  assert.deepEqual(run.presence.of(bo), { isHere: false, lastSeen: 5 });
  run.people.bo.lastSeen = 60;
  run.changed.length = 0;
  await run.clock.later();
  await run.clock.later();
  assert.deepEqual([run.presence.of(bo).lastSeen, run.changed.includes('names')], [60, true]);
  const before = Date.now();
  run.hear('user_left', { roomId: 'cake', userId: 'bo', username: 'Bo' });
  assert.ok(run.presence.of(bo).lastSeen >= before);
  run.chat.state = { state: 'reconnecting' };
  assert.equal(run.presence.of(bo), null);
});

test('a room that is open is read as the chat reads it, another one as it is shown to who may read it', async () => {
  const asked = [];
  const chat = { rooms: ['tea'], history: async (...all) => asked.push(['chat', ...all]) };
  const fetch = async (address, { headers }) => {
    asked.push([`${address}`, headers.Authorization]);
    return { ok: !`${address}`.includes('secret'), status: 403, json: async () => ({ messages: [said(1)], hasMore: false }) };
  };
  const history = new RoomHistory({ chat, url: 'wss://example.org/ws', token: 'abc', fetch });
  const query = { after: 4, epoch: 'e', limit: 200 };
  await history.read('tea', query);
  assert.equal((await history.read('a b/c', query)).messages.length, 1);
  await assert.rejects(() => history.read('secret', query), /403/);
  assert.deepEqual(asked.slice(0, 2), [
    ['chat', 'tea', query],
    ['https://example.org/api/chat/a%20b%2Fc/history?after=4&epoch=e&limit=200', 'Bearer abc'],
  ]);
});
