import { hueOf, paintAvatar } from './author.js';
import { fullTimeOf, timeOf } from './dates.js';
import { element, icon, nameOf } from './dom.js';
import { isEmojiAlone, richText } from './text.js';

const REASONS = {
  UNCERTAIN: 'It may have arrived already.',
  MESSAGE_TOO_LONG: 'It is too long for this server.',
  FORBIDDEN: 'You may not write here.',
};

const SIGNS = {
  sent: ['check', 'Sent'],
  pending: ['clock', 'Waiting to be sent'],
  failed: ['alert', 'Not sent'],
};

/**
 * Draws a message line into its node. It is drawn anew as a whole when anything of it changed.
 *
 * @param {HTMLElement} node
 * @param {object} line from `timeline`
 * @param {{retry: (id: string) => void, discard: (id: string) => void}} actions
 */
export function drawMessage(node, line, actions) {
  const classes = ['message', line.own && 'own', line.first && 'first', line.last && 'last', `is-${line.state}`];
  node.className = classes.filter(Boolean).join(' ');
  node.style.setProperty('--hue', hueOf(line.userId));
  label(node, line);
  const avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' });
  paintAvatar(avatar, line);
  const column = element('div', { class: 'column' }, author(line), bubble(line), reactions(line), failure(line, actions));
  node.replaceChildren(...(line.own ? [] : [avatar]), column);
}

function label(node, line) {
  node.setAttribute('role', 'article');
  node.dataset.testid = 'message';
  node.dataset.userId = line.userId;
  node.dataset.state = line.state;
  if (line.id) node.dataset.messageId = line.id;
  else delete node.dataset.messageId;
  if (line.clientMessageId) node.dataset.clientMessageId = line.clientMessageId;
}

/** Every message names its author, for those who listen; for those who look, the first of a group is enough. */
function author({ username, own, first }) {
  const quiet = own || !first;
  const name = own ? 'You' : username;
  return element('div', { class: quiet ? 'author sr' : 'author', data: { testid: 'message-author' } }, nameOf(name));
}

function bubble(line) {
  if (line.deleted) {
    return element('div', { class: 'bubble is-deleted' }, element('span', { class: 'text' }, 'Message deleted'), meta(line));
  }
  const big = isEmojiAlone(line.message);
  const text = element('span', { class: 'text', data: { testid: 'message-text' } }, ...richText(line.message));
  return element('div', { class: big ? 'bubble is-big' : 'bubble', dir: 'auto' }, text, meta(line));
}

function meta({ timestamp, editedAt, own, state }) {
  const iso = new Date(timestamp).toISOString();
  return element(
    'span',
    { class: 'meta' },
    editedAt && element('span', { class: 'edited', title: fullTimeOf(editedAt) }, 'edited'),
    element('time', { datetime: iso, title: fullTimeOf(timestamp), data: { testid: 'message-time' } }, timeOf(timestamp)),
    own && sign(state),
  );
}

function sign(state) {
  const [name, text] = SIGNS[state];
  return element('span', { class: 'sign', title: text }, icon(name), element('span', { class: 'sr' }, text));
}

function reactions({ reactions: given }) {
  const entries = Object.entries(given ?? {}).filter(([, users]) => users.length > 0);
  if (entries.length === 0) return null;
  const chips = entries.map(([emoji, users]) => element('span', { class: 'reaction' }, emoji, ` ${users.length}`));
  return element('div', { class: 'reactions' }, ...chips);
}

function failure({ state, error, clientMessageId }, { retry, discard }) {
  if (state !== 'failed') return null;
  const reason = REASONS[error?.code] ?? `${error?.message ?? ''}`;
  return element(
    'div',
    { class: 'failure', role: 'alert' },
    element('span', { class: 'failure-text', data: { testid: 'failure' } }, 'Not sent. ', element('bdi', {}, reason)),
    element(
      'span',
      { class: 'failure-actions' },
      textButton('retry', 'Try again', retry),
      textButton('discard', 'Discard', discard),
    ),
  );

  function textButton(testid, text, action) {
    const click = () => action(clientMessageId);
    return element('button', { type: 'button', class: 'text-button', data: { testid }, on: { click } }, text);
  }
}
