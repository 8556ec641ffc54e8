import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../main/resources/web/texts/en.js';
import { translator } from '../../main/resources/web/texts/translator.js';
import { line } from '../../main/resources/web/view/line.js';
import { view } from '../../main/resources/web/view/view.js';

const t = translator(en, []);
const actions = { retry: () => {}, discard: () => {}, reply: () => {} };
const LINE = { kind: 'message', key: 'm1', id: 'm1', userId: 'bo', username: 'Bo', message: 'hi', timestamp: 0, own: false, state: 'sent', first: true, last: true };

/** What somebody reads of a view. */
const read = (child) => (child == null || child === false ? '' : typeof child === 'string' ? child : (child.children ?? []).map(read).join(''));
const find = (child, testid) =>
  child?.look?.attributes['data-testid'] === testid ? child : (child?.children ?? []).map((each) => find(each, testid)).find(Boolean);

test('a view says which attributes, listeners and properties an element has', () => {
  const click = () => {};
  const { look } = view('button', { key: 'k', class: 'a', data: { roomId: 'tea' }, style: { '--hue': 5 }, on: { click } });
  assert.deepEqual(look, { attributes: { class: 'a', 'data-room-id': 'tea' }, style: { '--hue': 5 }, on: { click } });
});

test('a view without children leaves the content to others, one with none has no content', () => {
  assert.equal(view('div').children, undefined);
  assert.deepEqual(view('div', {}, []).children, []);
  assert.deepEqual(view('div', {}, 'text').children, ['text']);
});

test('a message names its author, and a deleted one says nothing but that', () => {
  const seen = line(t, LINE, actions);
  assert.equal(read(find(seen, 'message-author')), 'Bo');
  assert.equal(read(find(seen, 'message-text')), 'hi');
  const gone = line(t, { ...LINE, deleted: true, message: '' }, actions);
  assert.equal(read(find(gone, 'message-deleted')), 'Message deleted');
  assert.equal(find(gone, 'message-text'), undefined);
});

test('what could not be sent says why, and what one can do', () => {
  const pressed = [];
  const failed = { ...LINE, own: true, id: undefined, clientMessageId: 'c1', state: 'failed', error: { code: 'FORBIDDEN' } };
  const seen = line(t, failed, { ...actions, retry: (id) => pressed.push(id) });
  assert.equal(read(find(seen, 'failure')), 'Not sent. You may not write here.');
  find(seen, 'retry').look.on.click();
  assert.deepEqual(pressed, ['c1']);
});

test('notices say who came and went', () => {
  const notice = (more) => read(line(t, { kind: 'notice', key: 'n1', ...more }, actions));
  assert.equal(notice({ what: 'joined', username: 'Bo' }), 'Bo joined');
  assert.equal(notice({ what: 'folded', count: 7 }), '7 earlier arrivals and departures');
});

test('one may edit and delete what is one\'s own, and answer all that is there', () => {
  const acts = (more, offered) => {
    const bar = find(line(t, { ...LINE, reach: 'on', ...more }, { ...actions, ...offered }), 'actions');
    return bar?.children.filter((each) => each.tag === 'button').map(({ look }) => look.attributes['data-testid'].slice(4));
  };
  assert.deepEqual(acts({}), ['reply', 'thread', 'copy', 'link', 'pin']);
  assert.deepEqual(acts({ own: true }), ['reply', 'thread', 'copy', 'link', 'edit', 'pin', 'delete']);
  assert.deepEqual(acts({}, { unread: () => {} }), ['reply', 'thread', 'copy', 'link', 'unread', 'pin']);
  assert.deepEqual(acts({ own: true }, { unread: () => {} }), acts({ own: true }));
  assert.equal(acts({ deleted: true }), undefined);
  assert.equal(acts({ own: true, id: undefined, state: 'pending' }), undefined);
  assert.equal(acts({ reach: 'next' }), undefined);
});

test('a message says how many answers it has and when the last one came, and leads to them', () => {
  const opened = [];
  const seen = line(t, { ...LINE, thread: { replies: 2, lastId: 'm3', lastAt: new Date(2020, 4, 4, 12, 5).getTime() } }, { ...actions, thread: (id) => opened.push(id) });
  assert.match(read(find(seen, 'thread')), /^2 replieslast .*4.*12:05/);
  find(seen, 'thread').look.on.click();
  assert.deepEqual(opened, ['m1']);
  assert.equal(find(line(t, { ...LINE, thread: { replies: 0 } }, actions), 'thread'), undefined);
});

test('an answer shows what it answers, as long as that says something', () => {
  const quote = (more) => find(line(t, { ...LINE, quote: more }, { ...actions, jump: () => {} }), 'quote');
  const there = quote({ state: 'there', id: 'm0', userId: 'cy', username: 'Cy', text: 'Tea?' });
  assert.deepEqual([there.tag, read(there)], ['button', 'CyTea?']);
  assert.equal(read(quote({ state: 'deleted', id: 'm0', userId: 'cy', username: 'Cy' })), 'CyMessage deleted');
  const gone = quote({ state: 'gone' });
  assert.deepEqual([gone.tag, read(gone)], ['span', 'The original message is no longer kept']);
});

test('what is about to be deleted says nothing any more, and can be taken back for a while', () => {
  const seen = (leaving) => line(t, { ...LINE, own: true, leaving }, { ...actions, undoDelete: () => {} });
  assert.equal(find(seen('revocable'), 'message-text'), undefined);
  assert.ok(find(seen('revocable'), 'undo-delete'));
  assert.equal(find(seen('sent'), 'undo-delete'), undefined);
});

test('what was read says by how many, and on demand by whom; of two it is clear who', () => {
  const seen = line(t, { ...LINE, roomId: 'tea', readBy: { count: 3, names: ['Bo', 'Cy'] } }, actions);
  assert.equal(read(find(seen, 'receipt')), 'Read by 3Bo, Cy and one more');
  const ofTwo = line(t, { ...LINE, roomId: 'direct~x', readBy: { count: 1, names: ['Bo'] } }, actions);
  assert.equal(read(find(ofTwo, 'receipt')), 'Read');
  assert.equal(find(line(t, LINE, actions), 'receipt'), undefined);
});

test('a reaction says how many and who, and that it is one\'s own', () => {
  const pressed = [];
  const seen = line(t, { ...LINE, chips: [{ emoji: '👍', count: 12, own: true, names: ['Bo', 'Cy'] }] }, { ...actions, react: ({ id }, emoji) => pressed.push(id + emoji) });
  const chip = find(seen, 'reaction');
  assert.equal(read(chip), '👍12');
  assert.deepEqual([chip.look.attributes.title, chip.look.attributes['aria-pressed']], ['you, Bo, Cy and 9 others', 'true']);
  chip.look.on.click();
  assert.deepEqual(pressed, ['m1👍']);
});
