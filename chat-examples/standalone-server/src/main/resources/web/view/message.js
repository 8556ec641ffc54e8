import { hueOf } from '../model/author.js';
import { whichDay } from '../model/dates.js';
import { isEmojiAlone } from '../model/rich-text.js';
import { actionBar, canBeActedOn } from './actions.js';
import { icon } from './icons.js';
import { quoted } from './quote.js';
import { chips } from './reactions.js';
import { receipt } from './receipt.js';
import { hasBlocks, rich } from './rich.js';
import { view } from './view.js';
import { avatar, heardOnly, nameOf } from './words.js';

const SIGNS = { sent: ['check', 'sent'], pending: ['clock', 'pending'], failed: ['alert', 'failed'] };
const REASONS = { UNCERTAIN: 'uncertain', MESSAGE_TOO_LONG: 'tooLongForServer', FORBIDDEN: 'mayNotWrite' };

/**
 * One message of the log.
 *
 * @param {Function} t
 * @param {object} line from `timeline`; `reach`: `on` if one can do something with it now, `next` if the keyboard would come to it
 * @param {Object<string, Function>} actions
 */
export function message(t, line, actions) {
  const { key, own, first, last, state, userId, id, clientMessageId, reach, atWork, forMe } = line;
  const isOn = reach === 'on' && canBeActedOn(line);
  const classes = ['message', own && 'own', first && 'first', last && 'last', `is-${state}`, isOn && 'is-on', atWork && 'is-at-work', forMe && 'for-me'];
  const props = {
    key,
    class: classes.filter(Boolean).join(' '),
    role: 'article',
    tabindex: reach ? 0 : -1,
    style: { '--hue': hueOf(userId) },
    data: { testid: 'message', key, userId, state, messageId: id, clientMessageId },
  };
  const column = [
    author(t, line),
    bubble(t, line, actions),
    chips(t, line, actions),
    thread(t, line, actions),
    receipt(t, line),
    state === 'failed' && failure(t, line, actions),
    isOn && actionBar(t, line, actions),
  ];
  return view('div', props, [!own && avatar(line), view('div', { class: 'column' }, column)]);
}

/** Every message names its author, for those who listen; for those who look, the first of a group is enough. */
function author(t, { own, first, username }) {
  const name = own ? t('youAsAuthor') : username;
  return view('div', { class: own || !first ? 'author sr' : 'author', data: { testid: 'message-author' } }, [nameOf(name)]);
}

function bubble(t, line, actions) {
  const { message: text, timestamp, editedAt, pinnedAt, own, state, quote, leaving } = line;
  const deleted = line.deleted || leaving;
  const big = !deleted && !quote && isEmojiAlone(text);
  const look = deleted ? 'bubble is-deleted' : big ? 'bubble is-big' : 'bubble';
  const said = { key: 'text', class: 'text', data: { testid: deleted ? 'message-deleted' : 'message-text' } };
  return view('div', { class: look, dir: deleted ? null : 'auto' }, [
    !deleted && quote && quoted(t, quote, actions),
    view(!deleted && hasBlocks(line) ? 'div' : 'span', said, deleted ? t('deleted') : rich(t, line, actions)),
    leaving === 'revocable' && undo(t, line, actions),
    view('span', { key: 'meta', class: 'meta' }, [
      pinnedAt && view('span', { key: 'pin', class: 'sign', title: t('pinned'), data: { testid: 'pinned' } }, [icon('pin'), heardOnly(t('pinned'))]),
      editedAt && !deleted && view('span', { key: 'edited', class: 'edited', title: t.fullTime(editedAt) }, t('edited')),
      time(t, timestamp),
      own && sign(t, state),
    ]),
  ]);
}

function undo(t, { id }, { undoDelete }) {
  const props = { key: 'undo', type: 'button', class: 'text-button', data: { testid: 'undo-delete' }, on: { click: () => undoDelete(id) } };
  return view('button', props, t('undo'));
}

/** With a direction of its own, whichever the message has. */
function time(t, timestamp) {
  const props = { datetime: new Date(timestamp).toISOString(), title: t.fullTime(timestamp), dir: 'auto' };
  return view('time', { ...props, data: { testid: 'message-time' } }, t.time(timestamp));
}

function sign(t, state) {
  const [name, said] = SIGNS[state];
  return view('span', { key: state, class: 'sign', title: t(said) }, [icon(name), heardOnly(t(said))]);
}

/** How many answers there are, and when the last one came. */
function thread(t, { id, thread: summary }, actions) {
  if (!summary?.replies) return null;
  const { replies, lastAt } = summary;
  return view('button', { key: 'thread', type: 'button', class: 'thread', data: { testid: 'thread' }, on: { click: () => actions.thread(id) } }, [
    icon('reply'),
    view('span', {}, t('answersCount', { count: replies })),
    lastAt && view('span', { class: 'thread-last' }, t('lastReply', { time: whichDay(lastAt) === 'today' ? t.time(lastAt) : t.short(lastAt) })),
  ]);
}

/** Under a message that was not sent: why, and what can be done. */
function failure(t, { clientMessageId, error }, { retry, discard }) {
  const reason = REASONS[error?.code] ? t(REASONS[error.code]) : `${error?.message ?? ''}`;
  const button = (testid, text, action) =>
    view('button', { type: 'button', class: 'text-button', data: { testid }, on: { click: () => action(clientMessageId) } }, text);
  return view('div', { class: 'failure', role: 'alert' }, [
    view('span', { class: 'failure-text', data: { testid: 'failure' } }, t.nodes('failedBecause', { reason: view('bdi', {}, reason) })),
    view('span', { class: 'failure-actions' }, [
      button('retry', t('tryAgain'), retry),
      button('discard', t('discard'), discard),
    ]),
  ]);
}
