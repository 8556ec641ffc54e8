import { hueOf, paintAvatar } from './author.js';
import { fullTimeOf, timeOf } from './dates.js';
import { element, icon, nameOf, redraw } from './dom.js';
import { FailureView } from './failure-view.js';
import { arrange } from './keyed-list.js';
import { isEmojiAlone, richText } from './text.js';

const SIGNS = {
  sent: ['check', 'Sent'],
  pending: ['clock', 'Waiting to be sent'],
  failed: ['alert', 'Not sent'],
};

/**
 * One message of the log. Its parts are kept while it changes: who selects its text or presses a link in it is not disturbed
 * because the next message came, or because it was sent.
 */
export class MessageView {
  node = element('div', { role: 'article', data: { testid: 'message' } });
  #avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' });
  #author = element('div', { data: { testid: 'message-author' } });
  #text = element('span', { class: 'text' });
  #meta = element('span', { class: 'meta' });
  #bubble = element('div', {}, this.#text, this.#meta);
  #reactions = element('div', { class: 'reactions' });
  #failure;
  #column = element('div', { class: 'column' });

  /** @param {{retry: (id: string) => void, discard: (id: string) => void}} actions */
  constructor(actions) {
    this.#failure = new FailureView(actions);
  }

  /** @param {object} line from `timeline` */
  update(line) {
    const look = JSON.stringify(line);
    if (this.node.look === look) return;
    this.node.look = look;
    this.#label(line);
    this.#updateAuthor(line);
    this.#updateBubble(line);
    const reactions = Object.entries(line.reactions ?? {}).filter(([, users]) => users.length > 0);
    redraw(this.#reactions, JSON.stringify(reactions), () => reactions.map(chip));
    if (line.state === 'failed') this.#failure.update(line);
    const parts = [this.#author, this.#bubble];
    if (reactions.length > 0) parts.push(this.#reactions);
    if (line.state === 'failed') parts.push(this.#failure.node);
    arrange(this.#column, parts);
    arrange(this.node, line.own ? [this.#column] : [this.#avatar, this.#column]);
  }

  #label(line) {
    const { dataset } = this.node;
    const classes = ['message', line.own && 'own', line.first && 'first', line.last && 'last', `is-${line.state}`];
    this.node.className = classes.filter(Boolean).join(' ');
    this.node.style.setProperty('--hue', hueOf(line.userId));
    dataset.userId = line.userId;
    dataset.state = line.state;
    if (line.id) dataset.messageId = line.id;
    if (line.clientMessageId) dataset.clientMessageId = line.clientMessageId;
  }

  /** Every message names its author, for those who listen; for those who look, the first of a group is enough. */
  #updateAuthor(line) {
    const name = line.own ? 'You' : line.username;
    this.#author.className = line.own || !line.first ? 'author sr' : 'author';
    redraw(this.#author, name, () => [nameOf(name)]);
    paintAvatar(this.#avatar, line);
  }

  #updateBubble({ deleted, message, timestamp, editedAt, own, state }) {
    const big = !deleted && isEmojiAlone(message);
    this.#bubble.className = deleted ? 'bubble is-deleted' : big ? 'bubble is-big' : 'bubble';
    this.#bubble.dir = deleted ? '' : 'auto';
    this.#text.dataset.testid = deleted ? 'message-deleted' : 'message-text';
    redraw(this.#text, deleted ? 'deleted' : `text ${message}`, () => (deleted ? ['Message deleted'] : richText(message)));
    redraw(this.#meta, `${timestamp} ${editedAt} ${own && state}`, () => [
      ...(editedAt ? [element('span', { class: 'edited', title: fullTimeOf(editedAt) }, 'edited')] : []),
      time(timestamp),
      ...(own ? [sign(state)] : []),
    ]);
  }
}

function time(timestamp) {
  const iso = new Date(timestamp).toISOString();
  const attributes = { datetime: iso, title: fullTimeOf(timestamp), dir: 'auto', data: { testid: 'message-time' } };
  return element('time', attributes, timeOf(timestamp)); // a direction of its own, whichever the message has
}

function sign(state) {
  const [name, text] = SIGNS[state];
  return element('span', { class: 'sign', title: text }, icon(name), element('span', { class: 'sr' }, text));
}

function chip([emoji, users]) {
  return element('span', { class: 'reaction' }, emoji, ` ${users.length}`);
}
