import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Steps } from '../../main/resources/web/view/steps.js';

/** A page at an address, over a stay in some rooms. */
function steps({ room = 'tea', rooms = ['tea', 'cake'], joined = true } = {}) {
  const root = new EventTarget();
  const told = [];
  const shown = [];
  const place = {
    target: { room },
    show: (target, { instead }) => shown.push([target.room, instead]),
    targetOf: ({ href }) => (href.startsWith('#') ? { room: 'tea', message: href.slice(1) } : null),
  };
  const stay = { rooms: { get: (roomId) => rooms.find((each) => each === roomId) }, connection: { isOnline: true } };
  const open = (roomId) => told.push(`open ${roomId}`);
  const jump = (id) => told.push(`jump ${id}`);
  const made = new Steps({ root, place, stay, open, jump, signal: new AbortController().signal });
  return { steps: made, root, told, shown, current: (roomId) => ({ roomId, joined }) };
}

test('going to another room is a step of the history', () => {
  const { steps: made, shown, current } = steps();
  made.show(current('cake'));
  assert.deepEqual(shown, [['cake', false]]);
});

test('where one is already, or comes from a room that was left, there is no step', () => {
  const { steps: made, shown, current } = steps();
  made.show(current('tea'));
  const left = steps({ rooms: ['cake'] });
  left.steps.show(current('cake'));
  assert.deepEqual([shown, left.shown], [[['tea', true]], [['cake', true]]]);
});

test('who goes back does not come into a room that they have left, who follows a link does', () => {
  const { steps: made, told } = steps();
  assert.equal(made.follow({ room: 'milk' }, true), false);
  assert.equal(made.follow({ room: '' }, false), false);
  assert.equal(made.follow({ room: 'cake' }, true), true);
  assert.equal(made.follow({ room: 'milk' }, false), true);
  assert.deepEqual(told, ['open cake', 'open milk']);
});

test('a link to a message leads there once the room is loaded, once', () => {
  const { steps: made, told, current } = steps();
  made.follow({ room: 'cake', message: 'm1' }, false);
  made.seek({ roomId: 'cake', joined: false });
  made.seek(current('cake'));
  made.seek(current('cake'));
  assert.deepEqual(told, ['open cake', 'jump m1']);
});

test('who goes to another room meanwhile is led nowhere', () => {
  const { steps: made, told, current } = steps();
  made.open('cake', 'm1');
  made.seek(current('tea'));
  made.seek(current('cake'));
  assert.deepEqual(told, ['open cake']);
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
