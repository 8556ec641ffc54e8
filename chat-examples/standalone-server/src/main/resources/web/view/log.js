import { dayKey } from '../model/dates.js';
import { timeline } from '../model/timeline.js';
import { icon } from './icons.js';
import { line } from './line.js';
import { Reach } from './reach.js';
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
  #reach;
  #onNotThere;
  #shown = null;
  #latest = [];
  /** Which message is being answered or edited. */
  #atWork = undefined;
  /** What each line looked like last, for a day: most look the same, and only on the next day "today" is another one. */
  #views = new Map();
  #day = null;

  /**
   * @param {{root: Element, t: Function, stay: object, onPill: () => void, onCopy: (text: string) => void,
   *   onLink: (id: string) => void, onThread: (id: string) => void, onNotThere: (error: Error) => void}} options `onPill`:
   *   somebody wants to see the end; `onNotThere`: there is no way to a message
   */
  constructor({ root, t, stay, onPill, onNotThere, ...chosen }) {
    this.#t = t;
    this.#root = root;
    this.#stay = stay;
    this.#lines = part(root, 'log');
    draw(this.#lines, []);
    this.#onNotThere = onNotThere;
    this.#actions = this.#actionsOf(stay, chosen);
    this.#reach = new Reach({ lines: this.#lines, onChange: () => this.#drawLines() });
    dress(part(root, 'pill'), { on: { click: onPill } });
    dress(part(root, 'to-new'), { on: { click: () => this.#toFirstNew() } });
    this.#scroller = new Scroller({
      box: part(root, 'log-scroll'),
      content: this.#lines,
      onScroll: () => this.#scrolled(),
      onTop: () => this.#askForOlder(),
    });
  }

  #actionsOf({ commands, acts }, { onCopy, onLink, onThread }) {
    const acted = (action) => (id) => {
      action(id);
      // The button goes with what it was there for.
      this.focus();
    };
    return {
      retry: acted((id) => commands.retry(id)),
      discard: acted((id) => commands.discard(id)),
      reply: ({ id }) => this.#done(() => acts.reply(id)),
      edit: ({ id }) => this.#done(() => acts.edit(id)),
      pin: ({ id }) => this.#done(() => acts.pin(id)),
      react: ({ id }, emoji) => this.#done(() => acts.react(id, emoji)),
      copy: ({ message }) => this.#done(() => onCopy(message)),
      link: ({ id }) => this.#done(() => onLink(id)),
      remove: ({ id, key }) => {
        acts.delete(id);
        this.#focusIn(key, '[data-testid=undo-delete]');
      },
      undoDelete: (id) => {
        acts.undoDelete(id);
        this.#focusIn(this.#latest.find((each) => each.id === id)?.key);
      },
      jump: (id) => this.jump(id),
      thread: onThread,
      dismiss: () => this.#reach.dismiss(),
    };
  }

  /** Does what was chosen, and takes the choice away. */
  #done(act) {
    this.#reach.dismiss();
    act();
  }

  /** What is drawn anew on the way there has the focus then, not what it took the place of. */
  #focusIn(key, selector) {
    this.render();
    const node = nodeOf(this.#lines, key);
    ((selector && node?.querySelector(selector)) ?? node)?.focus({ preventScroll: true });
  }

  /** Goes to a message, which may have to be loaded first. */
  async jump(id) {
    const problem = await this.#stay.commands.loadBackTo(id);
    if (problem) return this.#onNotThere(problem);
    this.render();
    const node = nodeOf(this.#lines, this.#latest.find((each) => each.id === id)?.key);
    if (!node) return; // one is in another room by now
    this.#scroller.reveal(node);
    node.focus({ preventScroll: true });
    node.classList.remove('is-sought');
    // Reading the size starts the animation again.
    void node.offsetWidth;
    node.classList.add('is-sought');
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
    this.#reach.stop();
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
    const { chat, user, deletions, quotes, reactions, connection } = this.#stay;
    if (connection.isOnline) quotes.lookUp(conversation);
    const names = new Map(); // of whoever reacted and is mentioned, looked up once
    const nameOf = (userId) => (names.has(userId) ? names : names.set(userId, conversation.nameOf(userId))).get(userId);
    const more = {
      original: (id) => conversation.original(id),
      nameOf,
      stageOf: (message) => deletions.stageOf(message),
      reactionsOf: (message) => reactions.of(message),
    };
    this.#atWork = this.#stay.writing.of(conversation.roomId).message?.id;
    const lines = timeline(conversation, chat.unsent(conversation.roomId), user, more);
    const before = this.#lines.childElementCount;
    const bulk = before === 0 || lines.length - before > FEW;
    const fresh = animate && !bulk ? lines.filter(({ key }) => !nodeOf(this.#lines, key)) : [];
    this.#latest = lines;
    this.#drawLines();
    for (const { key } of fresh) nodeOf(this.#lines, key).classList.add('arriving');
    const empty = conversation.joined && !lines.some(({ kind }) => kind === 'message');
    dress(part(this.#root, 'empty'), { hidden: !empty });
    this.#drawOlder(conversation);
  }

  #drawLines() {
    const focused = this.#lines.contains(document.activeElement) ? document.activeElement : null;
    const message = focused?.closest('.message');
    draw(this.#lines, this.#viewsOf(this.#latest));
    if (!focused || focused.isConnected) return;
    if (message?.isConnected) message.focus({ preventScroll: true });
    else this.focus();
  }

  #viewsOf(lines) {
    const today = dayKey(Date.now());
    const known = this.#day === today ? this.#views : new Map();
    this.#day = today;
    this.#views = new Map();
    const reachOf = this.#reach.among(lines);
    for (const each of lines) {
      const reach = reachOf(each.key);
      const atWork = each.id !== undefined && each.id === this.#atWork;
      const look = JSON.stringify([each, reach, atWork]);
      const last = known.get(each.key);
      this.#views.set(each.key, last?.look === look ? last : { look, drawn: line(this.#t, { ...each, reach, atWork }, this.#actions) });
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
