import { isDirect } from '../model/directs.js';
import { lineSources, namedIn } from '../model/line-sources.js';
import { timeline } from '../model/timeline.js';
import { icon } from './icons.js';
import { Lines } from './lines.js';
import { Scroller } from './scroller.js';
import { draw, dress, part, view } from './view.js';

/** More new lines at once than these do not move in one by one. */
const FEW = 5;

/** The messages of the current room. */
export class Log {
  #t;
  #root;
  #stay;
  #lines;
  #scroller;
  #onNotThere;
  #shown = null;

  /**
   * @param {{root: Element, t: Function, stay: object, markdown: object, onPill: () => void, onNotThere: (error: Error) => void,
   *   onUnread: (id: string) => void, chosen: object}} options `onPill`: somebody wants to see the end; `onNotThere`: there is no way to a message; `onUnread`: a
   *   message is to be unread again; `chosen`: as `Lines` has it
   */
  constructor({ root, t, stay, markdown, onPill, onNotThere, onUnread, chosen }) {
    this.#t = t;
    this.#root = root;
    this.#stay = stay;
    this.#onNotThere = onNotThere;
    const box = part(root, 'log');
    const own = { onJump: (id) => this.jump(id), onReply: (id) => stay.acts.reply(id), onUnread: stay.following.isOffered && onUnread };
    const ways = { render: () => this.render(), focus: () => this.focus(), desk: () => undefined };
    this.#lines = new Lines({ t, box, stay, markdown, ...ways, chosen: { ...chosen, ...own } });
    dress(part(root, 'pill'), { on: { click: onPill } });
    dress(part(root, 'to-new'), { on: { click: () => this.#toFirstNew() } });
    this.#scroller = new Scroller({
      box: part(root, 'log-scroll'),
      content: box,
      onScroll: () => this.#scrolled(),
      onTop: () => this.#askForOlder(),
    });
  }

  /** Goes to a message, which may have to be loaded first. */
  async jump(id) {
    const problem = await this.#stay.commands.loadBackTo(id);
    if (problem) return this.#onNotThere(problem);
    this.render();
    const node = this.#lines.nodeOfMessage(id);
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

  /** Whether the reader is at the newest message, or on the way there. */
  get isForEnd() {
    return this.#scroller.endsAtBottom;
  }

  /** The reader wants the newest message. */
  toEnd({ glide = false } = {}) {
    if (glide) this.#scroller.glideToEnd();
    else this.#scroller.follow();
  }

  #toFirstNew() {
    this.#scroller.show(this.#lines.nodeOf('new'));
    this.focus();
  }

  /** Goes to the button of a thread, as far as it is there. */
  focusThread(id) {
    const node = this.#lines.nodeOfMessage(id);
    const target = node?.querySelector('.thread') ?? node;
    if (target) target.focus({ preventScroll: true });
    else this.focus();
  }

  focus() {
    part(this.#root, 'log-scroll').focus({ preventScroll: true });
  }

  stop() {
    this.#scroller.stop();
    this.#lines.stop();
  }

  render() {
    const conversation = this.#stay.rooms.current;
    if (!conversation) return;
    if (this.#shown === conversation) {
      this.#scroller.during(() => this.#draw(conversation, conversation.joined));
    } else {
      this.#open(conversation);
    }
    if (conversation.seeksNew) this.#seekNew(conversation);
    this.#scrolled();
    if (this.#scroller.nearTop) this.#askForOlder();
  }

  #open(conversation) {
    this.#shown = conversation;
    this.#lines.clear();
    this.#draw(conversation, false);
    this.#scroller.follow();
    const divider = this.#lines.nodeOf('new');
    if (divider) this.#scroller.show(divider);
  }

  /** Nobody has read any further: the place was not known yet. */
  #seekNew(conversation) {
    conversation.seeksNew = false;
    const divider = this.#lines.nodeOf('new');
    if (divider) this.#scroller.show(divider);
  }

  #draw(conversation, animate) {
    const { chat, user, quotes, writing, connection, receipts, profiles } = this.#stay;
    if (connection.isOnline) for (const each of [quotes, receipts]) each.lookUp(conversation);
    const readers = receipts.of(conversation);
    const original = (id) => conversation.original(id);
    profiles.lookUp(namedIn(conversation.messages, original));
    const sources = { ...lineSources(this.#stay, conversation), original, readersOf: ({ id }) => readers.get(id) };
    const lines = timeline(conversation, chat.unsent(conversation.roomId), user, sources);
    const before = this.#lines.size;
    const bulk = before === 0 || lines.length - before > FEW;
    const fresh = animate && !bulk ? lines.filter(({ key }) => !this.#lines.nodeOf(key)) : [];
    this.#lines.draw(lines, writing.of(conversation.roomId).message?.id);
    for (const { key } of fresh) this.#lines.nodeOf(key).classList.add('arriving');
    const empty = conversation.joined && !lines.some(({ kind }) => kind === 'message');
    dress(part(this.#root, 'empty'), { hidden: !empty });
    for (const name of ['empty-text', 'empty-share']) dress(part(this.#root, name), { hidden: isDirect(conversation.roomId) });
    this.#drawJoining(conversation, connection.isOnline && lines.length === 0);
    this.#drawOlder(conversation);
  }

  /** Each room's own, as it shows only when coming in takes a while. */
  #drawJoining({ roomId, joined }, isAwaited) {
    const node = part(this.#root, 'joining');
    const hidden = joined || !isAwaited;
    dress(node, { hidden });
    const spinner = view('span', { class: 'spinner', 'aria-hidden': 'true' });
    draw(node, hidden ? [] : [view('p', { key: roomId, class: 'joining-text', role: 'status' }, [spinner, this.#t('joining')])]);
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
    const divider = this.#lines.nodeOf('new');
    dress(part(this.#root, 'to-new'), { hidden: !divider || !this.#scroller.isAbove(divider) });
    const { unread } = current;
    const pill = part(this.#root, 'pill');
    dress(pill, { hidden: this.atBottom, class: unread > 0 ? 'pill has-new' : 'pill' });
    const text = unread === 0 ? this.#t('latest') : this.#t('newMessagesCount', { count: unread });
    draw(pill, [view('span', {}, text), icon('down')]);
  }
}
