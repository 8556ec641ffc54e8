import { lineSources, namedIn } from '../model/line-sources.js';
import { threadLines } from '../model/thread-lines.js';
import { deskOf } from '../model/writing.js';
import { Composer } from './composer.js';
import { Lines } from './lines.js';
import { Scroller } from './scroller.js';
import { draw, part, view } from './view.js';
import { iconButton, reasonOf, signedTitleOf } from './words.js';

/** The thread that is open: what one message said, what answers it, and a field to answer. */
export class ThreadPanel {
  #t;
  #root;
  #stay;
  #drawers;
  #onClose;
  #onClosed;
  #lines;
  #scroller;
  #composer;
  /** The thread that was drawn last. */
  #shown = null;

  /**
   * @param {{root: Element, t: Function, stay: object, markdown: object, emoji: object, drawers: object, onClose: () => void, onClosed: (thread: object) => void,
   *   chosen: object}} options `onClose`: somebody wants it closed; `onClosed`: it is, and has had the focus; `chosen`: as `Lines` has it
   */
  constructor({ root, t, stay, markdown, emoji, drawers, onClose, onClosed, chosen }) {
    this.#t = t;
    this.#root = part(root, 'thread');
    this.#stay = stay;
    this.#drawers = drawers;
    this.#onClose = onClose;
    this.#onClosed = onClosed;
    const box = this.#part('thread-log');
    const ways = { render: () => this.render(), focus: () => this.#focusLines(), desk: () => this.#at()?.desk };
    this.#lines = new Lines({ t, box, stay, markdown, ...ways, chosen });
    this.#scroller = new Scroller({ box: this.#part('thread-scroll'), content: box, onScroll: () => {}, onTop: () => {} });
    const onSent = () => this.#scroller.follow();
    this.#composer = new Composer({ form: this.#part('thread-composer'), t, stay, emoji, onSent, at: () => this.#at() });
  }

  get isOpen() {
    return this.#stay.threads.current !== null;
  }

  /** Whether one is in it, or there is nothing beside it. */
  get isAtHand() {
    return this.isOpen && (this.#drawers.hidesRoom || this.#root.contains(document.activeElement));
  }

  /** Goes on writing. */
  focus() {
    this.#composer.focus();
  }

  roomAgain() {
    this.#composer.roomAgain();
  }

  mayMentionOthers() {
    this.#composer.mayMentionOthers();
  }

  stop() {
    this.#scroller.stop();
    this.#lines.stop();
    this.#drawers.showThread(false);
  }

  /** Draws what is open: of one that is read the reader's place stays. */
  render() {
    const { current } = this.#stay.threads;
    const before = this.#shown;
    this.#shown = current;
    if (!current) {
      if (before) this.#close(before);
    } else if (current !== before) this.#open(current);
    else this.#scroller.during(() => this.#draw(current));
  }

  /** What is written here is for something else. */
  openWriting() {
    if (this.isOpen) this.#composer.open();
  }

  /** Shown before it is drawn: what is hidden has no size, and takes no focus. */
  #open(thread) {
    this.#drawers.showThread(true);
    this.#lines.clear();
    this.#draw(thread);
    this.#composer.open();
    this.#scroller.follow();
    // Where one types, except where that would bring a keyboard over half of the screen.
    if (matchMedia('(pointer: fine)').matches) this.#composer.focus();
    else this.#root.querySelector('button').focus();
  }

  #close(thread) {
    const hadFocus = this.#drawers.hidesRoom || this.#root.contains(document.activeElement);
    this.#lines.clear();
    this.#drawers.showThread(false);
    if (hadFocus) this.#onClosed(thread);
  }

  #focusLines() {
    this.#part('thread-scroll').focus({ preventScroll: true });
  }

  #part(name) {
    return part(this.#root, name);
  }

  /** Where one writes. */
  #at() {
    const { current } = this.#stay.threads;
    if (!current) return null;
    const { roomId, id, answers } = current;
    return { desk: deskOf(roomId, id), hint: this.#t('replyHint'), replyTo: id, said: answers };
  }

  #head({ roomId }) {
    const t = this.#t;
    return [
      view('h2', { class: 'thread-title', 'aria-level': this.#drawers.hidesRoom && '1' }, t('thread')),
      view('bdi', { class: 'thread-room' }, signedTitleOf(t, this.#stay.list.get(roomId))),
      iconButton('close', { label: t('closeThread'), title: t('closeThread'), data: { testid: 'close-thread' }, on: { click: this.#onClose } }),
    ];
  }

  #draw(thread) {
    draw(this.#part('thread-head'), this.#head(thread));
    const { rooms, chat, user, writing, profiles } = this.#stay;
    profiles.lookUp(namedIn([thread.root ?? {}, ...thread.answers]));
    const sources = lineSources(this.#stay, rooms.get(thread.roomId));
    const lines = threadLines(thread, chat.unsent(thread.roomId), user, sources);
    this.#lines.draw(lines, writing.of(deskOf(thread.roomId, thread.id)).message?.id);
    draw(this.#part('thread-note'), this.#note(thread));
  }

  #note({ state, root, hasMore, problem }) {
    const t = this.#t;
    const button = (text, click) => view('button', { type: 'button', class: 'text-button', data: { testid: 'thread-more' }, on: { click } }, text);
    const { current } = this.#stay.threads;
    if (state === 'loading') return [view('span', { class: 'spinner', 'aria-hidden': 'true' }), t('loadingReplies')];
    if (state === 'failed') return [`${reasonOf(t, problem)} `, button(t('tryAgain'), () => current.load())];
    if (root === null) return [t('quoteGone')];
    return hasMore ? [button(t('moreReplies'), () => current.loadMore())] : [];
  }
}
