import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drafts } from '../../main/resources/web/model/drafts.js';
import { Identity } from '../../main/resources/web/model/identity.js';
import { Memory } from '../../main/resources/web/model/memory.js';
import { Places } from '../../main/resources/web/model/places.js';
import { ReadMarks } from '../../main/resources/web/model/read-marks.js';
import { storedMemory } from './support/stored.mjs';

const numbered = () => {
  let last = 0;
  return () => `u${(last += 1)}`;
};

test('where the browser keeps nothing, everything is forgotten and nothing breaks', () => {
  const refused = () => {
    throw new Error('refused');
  };
  const memory = new Memory('parlance', { local: refused, tab: refused });
  memory.keep('a', 1);
  assert.equal(memory.recall('a', 'nothing'), 'nothing');
  assert.equal(memory.tab, null);
});

test('two chats on one page do not mix what they remember', () => {
  const one = storedMemory('one');
  const other = one.beside('other');
  new Drafts(one).keep('tea', 'half a sent');
  assert.equal(new Drafts(other).of('tea'), '');
  assert.equal(new Drafts(one.again()).of('tea'), 'half a sent');
});

test('a draft is kept for each room until it is empty', () => {
  const memory = storedMemory();
  const drafts = new Drafts(memory);
  drafts.keep('tea', 'milk');
  drafts.keep('cake', 'cream');
  drafts.keep('tea', '');
  assert.deepEqual(['tea', 'cake'].map((room) => new Drafts(memory.again()).of(room)), ['', 'cream']);
});

test('after a reload one is where one was, and after leaving nowhere', () => {
  const memory = storedMemory();
  const places = new Places(memory);
  places.keep({ username: 'Ada', rooms: ['tea', 'cake'], current: 'cake' });
  assert.deepEqual(new Places(memory.again()).last, { username: 'Ada', rooms: ['tea', 'cake'], current: 'cake' });
  places.keep({ username: 'Ada', rooms: [], current: undefined });
  assert.equal(new Places(memory.again()).last, null);
});

test('the tab that is opened after one was closed goes on there, once, and with a token never', () => {
  const memory = storedMemory();
  const places = new Places(memory);
  const here = { username: 'Ada', rooms: ['tea', 'cake'], current: 'cake' };
  places.keep(here);
  const another = () => new Places(memory.inNewTab());
  assert.equal(another().resume(), null, 'two tabs that are open are two people');
  places.leave();
  assert.equal(another().resume('token'), null);
  assert.deepEqual(another().resume(), here);
  assert.equal(another().resume(), null);
});

test('a tab that was reloaded was not closed, and takes the place of no other', () => {
  const memory = storedMemory();
  const [one, other] = [memory.inNewTab(), memory.inNewTab()];
  new Places(one).keep({ username: 'Bo', rooms: ['tea'], current: 'tea' });
  new Places(one).leave();
  new Places(other).keep({ username: 'Ada', rooms: ['tea'], current: 'tea' });
  new Places(other).leave();
  assert.equal(new Places(other.again()).resume().username, 'Ada');
  assert.equal(new Places(memory.inNewTab()).resume().username, 'Bo');
});

test('a name keeps its user id, and shows it before it has one', () => {
  const memory = storedMemory();
  const identity = new Identity(memory, numbered());
  const likely = identity.likelyUserId('Ada');
  assert.equal(identity.userIdOf('Ada'), likely);
  assert.notEqual(identity.userIdOf('Bo'), likely);
  assert.equal(new Identity(memory.again(), numbered()).userIdOf('Ada'), likely);
  assert.equal(identity.lastName, 'Ada');
});

test('what was read once stays read, in its epoch', () => {
  const memory = storedMemory();
  const marks = new ReadMarks(memory, 'ada');
  assert.equal(marks.seen('tea', 'e1'), Infinity);
  marks.set('tea', { epoch: 'e1', offset: 7 });
  marks.set('tea', { epoch: 'e1', offset: 3 });
  assert.equal(new ReadMarks(memory.again(), 'ada').seen('tea', 'e1'), 7);
  assert.equal(marks.seen('tea', 'e2'), 0);
});
