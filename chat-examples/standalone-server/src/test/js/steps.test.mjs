import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Steps } from '../../main/resources/web/view/steps.js';

/** A page at an address, over a stay in some rooms. */
function steps({ target = { room: 'tea' }, rooms = ['tea', 'cake'], isOver = false } = {}) {
  const root = new EventTarget();
  const told = [];
  const shown = [];
  const place = {
    target,
    isOver,
    back: () => told.push('back'),
    show: ({ room, message, thread }, how) => shown.push([room, message, thread, how].filter(Boolean).join(' ')),
    targetOf: ({ href }) => (href.startsWith('#') ? { room: 'tea', message: href.slice(1) } : null),
  };
  const threads = {
    current: null,
    open: (id) => (threads.current = { id }),
    close: () => (threads.current = null),
  };
  const stay = { rooms: { get: (roomId) => rooms.find((each) => each === roomId), current: { roomId: 'tea' } }, threads, connection: { isOnline: true } };
  const open = (roomId) => told.push(`open ${roomId}`);
  const jump = (id) => told.push(`jump ${id}`);
  const made = new Steps({ root, place, stay, open, jump, signal: new AbortController().signal });
  return { steps: made, root, told, shown, threads };
}

const current = (roomId) => ({ roomId, joined: true });

test('going to another room is a step of the history', () => {
  const { steps: made, shown } = steps();
  made.show(current('cake'));
  assert.deepEqual(shown, ['cake next']);
});

test('where one is already, or comes from a room that was left, there is no step', () => {
  const { steps: made, shown } = steps();
  made.show(current('tea'));
  const left = steps({ rooms: ['cake'] });
  left.steps.show(current('cake'));
  assert.deepEqual([...shown, ...left.shown], ['tea instead', 'cake instead']);
});

test('who goes back does not come into a room that they have left, who follows a link does', () => {
  const { steps: made, told } = steps();
  assert.equal(made.follow({ room: 'milk' }, true), false);
  assert.equal(made.follow({ room: '' }, false), false);
  assert.equal(made.follow({ room: 'cake' }, true), true);
  assert.equal(made.follow({ room: 'milk' }, false), true);
  assert.deepEqual(told, ['open cake', 'open milk']);
});

test('a link to a message leads there once the room is loaded, once, and stays the address until then', () => {
  const { steps: made, told, shown } = steps({ target: { room: 'cake', message: 'm1' } });
  made.follow({ room: 'cake', message: 'm1' }, false);
  made.show(current('cake'));
  made.seek({ roomId: 'cake', joined: false });
  assert.deepEqual(shown, []);
  made.seek(current('cake'));
  made.seek(current('cake'));
  assert.deepEqual([told, shown], [['open cake', 'jump m1'], ['cake instead']]);
});

test('who goes to another room meanwhile is led nowhere', () => {
  const { steps: made, told } = steps();
  made.open({ room: 'cake', message: 'm1' });
  made.seek(current('tea'));
  made.seek(current('cake'));
  assert.deepEqual(told, ['open cake']);
});

test('a thread is a step over its room, another one in its place is none', () => {
  const { steps: made, shown, threads } = steps();
  threads.open('m1');
  made.show(current('tea'));
  const open = steps({ target: { room: 'tea', message: 'm1', thread: true } });
  open.threads.open('m2');
  open.steps.show(current('tea'));
  assert.deepEqual([...shown, ...open.shown], ['tea m1 true over', 'tea m2 true instead']);
});

test('going back closes a thread, going forward opens it, and neither enters the room anew', () => {
  const { steps: made, told, threads } = steps();
  threads.open('m1');
  made.follow({ room: 'tea', thread: false }, true);
  assert.equal(threads.current, null);
  made.follow({ room: 'tea', message: 'm1', thread: true }, true);
  assert.deepEqual([threads.current, told], [{ id: 'm1' }, []]);
});

test('closing a thread goes back where the history has its room, once', () => {
  const { steps: made, told, shown, threads } = steps({ target: { room: 'tea', message: 'm1', thread: true }, isOver: true });
  threads.open('m1');
  made.closeThread();
  made.show(current('tea'));
  assert.deepEqual([threads.current, told, shown], [null, ['back'], []]);
  const linked = steps({ target: { room: 'tea', message: 'm1', thread: true } });
  linked.steps.closeThread();
  linked.steps.show(current('tea'));
  assert.deepEqual([linked.told, linked.shown], [[], ['tea instead']]);
});

test('a link to what is here opens it here, and any other, or one pressed with a key, where the browser does', () => {
  const { root, told } = steps();
  const press = (href, more = {}) => {
    const event = Object.assign(new Event('click', { cancelable: true }), { button: 0, ...more });
    Object.defineProperty(event, 'target', { value: { closest: () => (href ? { href } : null) } });
    root.dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.deepEqual([press('#m7'), press('https://example.org'), press(null), press('#m7', { ctrlKey: true })], [true, false, false, false]);
  assert.deepEqual(told, ['open tea']);
});
