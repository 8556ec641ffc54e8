import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadMarks } from '../../main/resources/web/model/read-marks.js';
import { HandClock, MarkingServer, settled } from './support/marking-server.mjs';
import { said, stay } from './support/stay.mjs';
import { storedMemory } from './support/stored.mjs';

const ten = Array.from({ length: 10 }, (_, i) => said(i + 1, { number: i + 1 }));
const asked = ({ calls }, name) => calls.filter(([each]) => each === name).map(([, ...data]) => data);

/** Somebody logged in, in tea and cake, who follows what the server says. */
async function following(server, options) {
  const clock = new HandClock();
  const run = stay({ server, clock, ...options });
  const know = async () => {
    run.hear('watching', { on: true });
    await settled();
  };
  return { ...run, clock, know, tea: run.rooms.get('tea') };
}

test('what was read on another device is read here, from the first moment on', async () => {
  const server = new MarkingServer().with('tea', { offset: 10, unread: 0 });
  const { know, load, tea, unread } = await following(server, { present: false });
  await know();
  load('tea', ...ten);
  assert.deepEqual([tea.unread, tea.newAfter, unread.total], [0, null, 0]);
});

test('what is new by the mark of the server has its line, also where the room was loaded before the mark was known', async () => {
  for (const first of ['know', 'load']) {
    const { know, load, tea, commands } = await following(new MarkingServer().with('tea', { offset: 7, unread: 3 }));
    if (first === 'know') await know();
    load('tea', ...ten);
    if (first === 'load') {
      commands.read(); // the end is in sight, but nobody has gone there by themselves
      await know();
    }
    assert.deepEqual([tea.unread, tea.newAfter, tea.seeksNew], [3, 7, first === 'load']);
  }
});

test('as long as the marks of the server are on their way nothing is taken for read', async () => {
  const memory = storedMemory();
  new ReadMarks(memory, 'ada').set('tea', { epoch: 'e1', offset: 5 });
  const { know, load, tea, commands } = await following(new MarkingServer().with('tea', { offset: 7, unread: 3 }), { memory });
  load('tea', ...ten);
  commands.read();
  assert.equal(tea.unread, 5);
  await know();
  commands.read();
  assert.equal(tea.unread, 0);
});

test('where not all of them are loaded the server says how many are unread', async () => {
  const server = new MarkingServer().with('tea', { offset: 2, unread: 120 });
  const { know, hear, tea } = await following(server, { present: false });
  await know();
  hear('reset', { roomId: 'tea', messages: [said(121, { number: 121 }), said(122, { number: 122 })], position: { epoch: 'e1', offset: 122 }, hasMore: true });
  assert.equal(tea.unread, 120);
  hear('message', said(123, { number: 123 }));
  assert.equal(tea.unread, 121);
});

test('who sees the end has read it, which the server is told once a second at the most, the last for sure', async () => {
  const run = await following(new MarkingServer().with('tea', { offset: 9, unread: 1 }));
  await run.know();
  run.load('tea', ...ten);
  run.commands.read();
  run.commands.read();
  for (const offset of [11, 12, 13]) {
    run.hear('message', said(offset, { number: offset }));
    run.commands.read();
  }
  assert.deepEqual(asked(run, 'read'), [['tea', { epoch: 'e1', offset: 10 }, 1]]);
  await settled();
  await run.clock.later();
  assert.deepEqual(asked(run, 'read').at(-1), ['tea', { epoch: 'e1', offset: 13 }, 1]);
  assert.equal(asked(run, 'read').length, 2);
});

test('in a room that gets its epoch with its first message that one is read, too', async () => {
  const run = await following(new MarkingServer().with('tea', { offset: 0, unread: 0 }));
  await run.know();
  run.load('tea');
  run.hear('message', said(1, { number: 1, epoch: 'e2' }));
  run.commands.read();
  assert.deepEqual(asked(run, 'read'), [['tea', { epoch: 'e2', offset: 1 }, 1]]);
});

test('what was read and not told because the connection was lost is told later', async () => {
  const run = await following(new MarkingServer().with('tea', { offset: 9, unread: 1 }));
  await run.know();
  run.load('tea', ...ten);
  const { markRead } = run.chat;
  run.chat.markRead = () => Promise.reject(Object.assign(new Error('no'), { code: 'DISCONNECTED' }));
  run.commands.read();
  await settled();
  await run.clock.later();
  run.chat.markRead = markRead;
  await run.know();
  run.commands.read();
  assert.deepEqual(asked(run, 'read').at(-1), ['tea', { epoch: 'e1', offset: 10 }, 1]);
  assert.equal(run.tea.unread, 0);
});

test('what the server did not take is said again when one looks again', async () => {
  const run = await following(new MarkingServer().with('tea', { offset: 9, unread: 1 }));
  await run.know();
  run.load('tea', ...ten);
  const { markRead } = run.chat;
  run.chat.markRead = () => Promise.reject(Object.assign(new Error('no'), { code: 'RATE_LIMITED' }));
  run.commands.read();
  await settled();
  await run.clock.later();
  run.chat.markRead = markRead;
  run.commands.read();
  assert.deepEqual(asked(run, 'read'), [['tea', { epoch: 'e1', offset: 10 }, 1]]);
});

test('what is read on another device is read here at once', async () => {
  const { know, load, hear, tea, unread, changed } = await following(new MarkingServer().with('tea', { offset: 7, unread: 3 }), { present: false });
  await know();
  load('tea', ...ten);
  assert.equal(unread.total, 3);
  changed.length = 0;
  hear('mark_updated', { mark: { roomId: 'tea', epoch: 'e1', offset: 9, number: 9, version: 2, unread: 1, mentions: 0 }, posts: 10 });
  assert.equal(tea.unread, 1);
  assert.ok(changed.includes('rooms'));
  hear('mark_updated', { mark: { roomId: 'tea', epoch: 'e1', offset: 10, number: 10, version: 3, unread: 0, mentions: 0 }, posts: 10 });
  assert.equal(unread.total, 0);
});

test('a mark that comes late takes back nothing that was read here meanwhile', async () => {
  const { know, load, hear, commands, tea } = await following(new MarkingServer().with('tea', { offset: 7, unread: 3 }));
  await know();
  load('tea', ...ten);
  commands.read();
  hear('mark_updated', { mark: { roomId: 'tea', epoch: 'e1', offset: 9, number: 9, version: 2, unread: 1, mentions: 0 }, posts: 10 });
  assert.equal(tea.unread, 0);
});

test('what is marked unread stays so while one looks at it, and is read when one comes again', async () => {
  const run = await following(new MarkingServer().with('tea', { offset: 10, unread: 0 }).with('cake', { offset: 0, unread: 0 }));
  await run.know();
  run.load('tea', ...ten);
  run.load('cake');
  await run.commands.markUnread('m8');
  run.commands.read();
  assert.deepEqual([run.tea.unread, run.tea.newAfter], [3, 7]);
  assert.deepEqual(asked(run, 'unread'), [['tea', { epoch: 'e1', offset: 7 }]]);
  assert.deepEqual(asked(run, 'read'), []);
  run.commands.open('cake');
  run.commands.open('tea');
  run.commands.read();
  assert.equal(run.tea.unread, 0);
  assert.deepEqual(asked(run, 'read'), [['tea', { epoch: 'e1', offset: 10 }, 2]]);
});

test('what another device marks unread is not read because it is in sight here', async () => {
  const { know, load, hear, commands, tea } = await following(new MarkingServer().with('tea', { offset: 10, unread: 0 }));
  await know();
  load('tea', ...ten);
  commands.read();
  hear('mark_updated', { mark: { roomId: 'tea', epoch: 'e1', offset: 4, number: 4, version: 2, unread: 6, mentions: 0, markedUnread: true }, posts: 10 });
  commands.read();
  assert.equal(tea.unread, 6);
});

test('a deletion lowers what is unread', async () => {
  const { know, load, hear, tea } = await following(new MarkingServer().with('tea', { offset: 7, unread: 3 }), { present: false });
  await know();
  load('tea', ...ten);
  hear('message_updated', said(9, { number: 9, deleted: true, message: '', changeOffset: 11 }));
  assert.equal(tea.unread, 2);
});

test('rooms that are followed and not open are in the list, with what is unread and what was said last', async () => {
  const last = { userId: 'bo', username: 'Bo', message: 'milk?', id: 'x', number: 5 };
  const { know, load, list, unread } = await following(new MarkingServer().with('tea', { offset: 10, unread: 0 }).with('milk', { offset: 2, unread: 3, last }));
  await know();
  load('tea', ...ten);
  assert.deepEqual(list.all.map(({ roomId, unread: count, last: said }) => [roomId, count, said?.id]), [['tea', 0, 'm10'], ['cake', 0, undefined], ['milk', 3, 'x']]);
  assert.equal(unread.total, 3);
  assert.ok(unread.elsewhere);
});

test('a bell raises what is unread in a room that is not open, and what was said there is read soon', async () => {
  const server = new MarkingServer().with('cake', { offset: 0, unread: 0 }).with('milk', { offset: 2, unread: 0 }).with('tea', { offset: 10, unread: 0 });
  const run = await following(server);
  await run.know();
  run.hear('room_activity', { rooms: [{ roomId: 'milk', epoch: 'e1', offset: 5, posts: 4 }] });
  assert.equal(run.list.get('milk').unread, 2);
  server.with('milk', { offset: 2, unread: 2, last: { userId: 'bo', username: 'Bo', message: 'milk!', id: 'y' } });
  await run.clock.later();
  assert.deepEqual([run.list.get('milk').unread, run.list.get('milk').last.message], [2, 'milk!']);
  assert.deepEqual(asked(run, 'rooms').at(-1), [{ limit: 4, after: 'cake' }]);
});

test('a room that is followed from now on, elsewhere, comes into the list, and one that is not goes', async () => {
  const run = await following(new MarkingServer().with('tea', { offset: 10, unread: 0 }));
  await run.know();
  run.hear('mark_updated', { mark: { roomId: 'milk', epoch: 'e1', offset: 0, number: 0, version: 1, unread: 1, mentions: 1 }, posts: 1 });
  assert.deepEqual([run.list.get('milk').unread, run.list.get('milk').mentions], [1, 1]);
  run.hear('mark_updated', { roomId: 'milk', removed: true });
  assert.deepEqual(run.list.all.map(({ roomId }) => roomId), ['tea', 'cake']);
});

test('who is in a room follows it, once, and who leaves it does so no more', async () => {
  const run = await following(new MarkingServer().with('cake', { offset: 0, unread: 0 }));
  run.load('cake');
  await run.know();
  run.load('tea', ...ten);
  run.load('cake');
  await settled();
  assert.deepEqual(asked(run, 'follow'), [['tea']]);
  run.commands.leave('cake');
  assert.deepEqual(asked(run, 'unfollow'), [['cake']]);
  assert.deepEqual(run.list.all.map(({ roomId }) => roomId), ['tea']);
});

test('who is taken out of a room, or not let in, does not have it in the list any more', async () => {
  const run = await following(new MarkingServer().with('cake', { offset: 0, unread: 0 }).with('milk', { offset: 0, unread: 0 }));
  await run.know();
  run.hear('removed_from_room', { roomId: 'cake' });
  run.hear('refused', { roomId: 'milk', error: new Error('no') });
  assert.deepEqual(run.list.all.map(({ roomId }) => roomId), ['tea']);
  assert.deepEqual(asked(run, 'unfollow'), []);
});

test('who closes all that is open goes on to what is followed', async () => {
  const run = await following(new MarkingServer().with('milk', { offset: 0, unread: 0 }));
  await run.know();
  run.commands.leave('cake');
  run.commands.leave('tea');
  assert.equal(run.rooms.current.roomId, 'milk');
});

test('who comes without a login follows nothing, and reads for this browser alone', () => {
  const { load, commands, calls, list } = stay();
  load('tea', ...ten);
  commands.read();
  assert.deepEqual(calls, ['join tea', 'join cake']);
  assert.equal(list.get('tea').last, undefined);
});

test('where the server knows no marks this browser keeps them', async () => {
  const { load, hear, commands, unread, following: follows } = await following(new MarkingServer(), { present: true });
  hear('error', { code: 'UNKNOWN_EVENT' });
  load('tea', said(1));
  commands.read();
  hear('message', said(2));
  assert.deepEqual([unread.total, follows.isOffered], [0, false]);
});

test('neighbours are a ring of all that is in the list', async () => {
  const run = await following(new MarkingServer().with('direct~x', { offset: 0, unread: 0 }).with('milk', { offset: 0, unread: 0 }));
  await run.know();
  const went = [1, 1, 1, 1].map((step) => {
    run.commands.openNeighbour(step);
    return run.rooms.current.roomId;
  });
  assert.deepEqual(went, ['cake', 'milk', 'direct~x', 'tea']);
});

const joined = ({ calls }) => calls.filter((each) => typeof each === 'string' && /^(join|leave) /.test(each)).slice(2);

test('who passes rooms on the way through the list does not come in, who stays does', async () => {
  const run = await following(new MarkingServer().with('milk', { offset: 0, unread: 2 }).with('plum', { offset: 0, unread: 0 }));
  await run.know();
  for (let step = 0; step < 3; step += 1) run.commands.openNeighbour(1);
  assert.deepEqual([run.rooms.current.roomId, run.list.get('milk').unread, joined(run)], ['plum', 2, []]);
  assert.deepEqual(run.rooms.ids, ['tea', 'cake', 'plum'], 'what was passed is not open');
  await run.clock.later();
  assert.deepEqual(joined(run), ['join plum']);
  run.commands.openNeighbour(-1);
  run.commands.openNeighbour(-1);
  await run.clock.later();
  assert.deepEqual([run.rooms.current.roomId, joined(run)], ['cake', ['join plum']]);
});

test('who does something in a room that they would pass comes in at once', async () => {
  for (const act of [(c) => c.typing('h'), (c) => c.send('hello'), (c) => c.open('milk')]) {
    const run = await following(new MarkingServer().with('milk', { offset: 0, unread: 0 }));
    await run.know();
    run.commands.openNeighbour(-1);
    act(run.commands);
    assert.deepEqual([run.rooms.current.roomId, joined(run)], ['milk', ['join milk']]);
    await run.clock.later();
    assert.deepEqual(joined(run), ['join milk']);
  }
});

test('a room that has a record is called by its name, which may become another one', async () => {
  const run = await following(new MarkingServer().with('milk', { offset: 0, unread: 0, name: 'Dairy' }));
  await run.know();
  assert.deepEqual(run.list.all.map(({ name }) => name), ['tea', 'cake', 'Dairy']);
  run.hear('room_updated', { roomId: 'milk', name: 'Milk and more' });
  assert.equal(run.list.get('milk').name, 'Milk and more');
  run.hear('room_updated', { roomId: 'milk', deleted: true });
  assert.equal(run.list.get('milk').name, 'milk');
});

test('who follows nothing asks for the records of the rooms that are open', async () => {
  const run = stay();
  run.chat.room = async (roomId) => (roomId === 'tea' ? { roomId, name: 'High tea' } : Promise.reject(new Error(roomId)));
  run.load('cake');
  run.load('tea');
  await settled();
  assert.deepEqual(run.list.all.map(({ name }) => name), ['High tea', 'cake']);
});
