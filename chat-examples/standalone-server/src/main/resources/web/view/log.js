import { dayKey } from '../model/dates.js';
import { timeline } from '../model/timeline.js';
import { icon } from './icons.js';
import { line } from './line.js';
import { Scroller } from './scroller.js';
import { draw, dress, nodeOf, part, view } from './view.js';

/** More new lines at once than these do not move in one by one. */
const FEW = 5;

/** The messages of the current room. Lines keep their nodes while they live, so nothing flickers, and what is pressed or selected stays. */
export class Log {
  #t;
  #root;
  #stay;
  #lines;
  #actions;
  #scroller;
  #shown = null;
  /** What each line looked like last, for a day: most look the same, and only on the next day "today" is another one. */
  #views = new Map();
  #day = null;

  /** @param {{root: Element, t: Function, stay: object, onPill: () => void}} options `onPill`: somebody wants to see the end */
  constructor({ root, t, stay, onPill }) {
    this.#t = t;
    this.#root = root;
    this.#stay = stay;
    this.#lines = part(root, 'log');
    draw(this.#lines, []);
    const acted = (action) => (id) => {
      action(id);
      // The button goes with what it was there for.
      this.focus();
    };
    const { commands } = stay;
    this.#actions = { retry: acted((id) => commands.retry(id)), discard: acted((id) => commands.discard(id)) };
    dress(part(root, 'pill'), { on: { click: onPill } });
    dress(part(root, 'to-new'), { on: { click: () => this.#toFirstNew() } });
    this.#scroller = new Scroller({
      box: part(root, 'log-scroll'),
      content: this.#lines,
      onScroll: () => this.#scrolled(),
      onTop: () => this.#askForOlder(),
    });
  }

  get atBottom() {
    return this.#scroller.atBottom;
  }

  /** The reader wants the newest message. */
  toEnd({ glide = false } = {}) {
    if (glide) this.#scroller.glideToEnd();
    else this.#scroller.follow();
  }

  #toFirstNew() {
    this.#scroller.show(nodeOf(this.#lines, 'new'));
    this.focus();
  }

  focus() {
    part(this.#root, 'log-scroll').focus({ preventScroll: true });
  }

  stop() {
    this.#scroller.stop();
    draw(this.#lines, []);
  }

  render() {
    const conversation = this.#stay.rooms.current;
    if (!conversation) return;
    if (this.#shown === conversation) {
      this.#scroller.during(() => this.#draw(conversation, conversation.joined));
    } else {
      this.#open(conversation);
    }
    this.#scrolled();
    if (this.#scroller.nearTop) this.#askForOlder();
  }

  #open(conversation) {
    this.#shown = conversation;
    draw(this.#lines, []);
    this.#draw(conversation, false);
    this.#scroller.follow();
    const divider = nodeOf(this.#lines, 'new');
    if (divider) this.#scroller.show(divider);
  }

  #draw(conversation, animate) {
    const { chat, user } = this.#stay;
    const lines = timeline(conversation, chat.unsent(conversation.roomId), user);
    const before = this.#lines.childElementCount;
    const bulk = before === 0 || lines.length - before > FEW;
    const fresh = animate && !bulk ? lines.filter(({ key }) => !nodeOf(this.#lines, key)) : [];
    draw(this.#lines, this.#viewsOf(lines));
    for (const { key } of fresh) nodeOf(this.#lines, key).classList.add('arriving');
    const empty = conversation.joined && !lines.some(({ kind }) => kind === 'message');
    dress(part(this.#root, 'empty'), { hidden: !empty });
    this.#drawOlder(conversation);
  }

  #viewsOf(lines) {
    const today = dayKey(Date.now());
    const known = this.#day === today ? this.#views : new Map();
    this.#day = today;
    this.#views = new Map();
    for (const each of lines) {
      const look = JSON.stringify(each);
      const last = known.get(each.key);
      this.#views.set(each.key, last?.look === look ? last : { look, drawn: line(this.#t, each, this.#actions) });
    }
    return [...this.#views.values()].map(({ drawn }) => drawn);
  }

  #drawOlder(conversation) {
    const { older, hasMore, oldest } = conversation;
    const state = !oldest ? 'idle' : older !== 'idle' ? older : hasMore ? 'idle' : 'end';
    const node = part(this.#root, 'older');
    dress(node, { data: { state } });
    draw(node, this.#olderContent(state, oldest));
  }

  #olderContent(state, oldest) {
    const t = this.#t;
    if (state === 'loading') return [view('span', { class: 'spinner', 'aria-hidden': 'true' }), t('loadingOlder')];
    if (state === 'end') return [t(oldest.offset === 1 ? 'begins' : 'notKept')];
    if (state === 'idle') return [];
    const click = () => {
      this.#stay.commands.loadOlder();
      this.focus();
    };
    return [`${t('olderFailed')} `, view('button', { type: 'button', class: 'text-button', on: { click } }, t('tryAgain'))];
  }

  #askForOlder() {
    const conversation = this.#shown;
    const { connection, commands } = this.#stay;
    if (connection.isOnline && conversation?.hasMore && conversation.older === 'idle') commands.loadOlder();
  }

  #scrolled() {
    const { current } = this.#stay.rooms;
    if (!current) return;
    if (this.atBottom) this.#stay.commands.read();
    const divider = nodeOf(this.#lines, 'new');
    dress(part(this.#root, 'to-new'), { hidden: !divider || !this.#scroller.isAbove(divider) });
    const { unread } = current;
    const pill = part(this.#root, 'pill');
    dress(pill, { hidden: this.atBottom, class: unread > 0 ? 'pill has-new' : 'pill' });
    const text = unread === 0 ? this.#t('latest') : this.#t('newMessagesCount', { count: unread });
    draw(pill, [view('span', {}, text), icon('down')]);
  }
}
