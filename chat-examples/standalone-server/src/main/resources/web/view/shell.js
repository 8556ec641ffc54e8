import { Stay } from '../model/stay.js';
import { Banner } from './banner.js';
import { Bell } from './bell.js';
import { copy } from './clipboard.js';
import { Composer } from './composer.js';
import { Drawers } from './drawers.js';
import { EmojiDialog } from './emoji-dialog.js';
import { Head } from './head.js';
import { watchKeys } from './keys.js';
import { Lists } from './lists.js';
import { Log } from './log.js';
import { linkTo } from './place.js';
import { People } from './people.js';
import { Rail } from './rail.js';
import { Steps } from './steps.js';
import { Tabs } from './tabs.js';
import { ThreadPanel } from './thread-panel.js';
import { Typing } from './typing.js';
import { dress, part } from './view.js';
import { pageTitle, reasonOf, signedTitleOf } from './words.js';

/** The chat itself: puts a stay on the page and keeps the page up to date with it. */
export class Shell {
  #t;
  #root;
  #place;
  #notify;
  #onExit;
  #ended = new AbortController();
  #stale = new Set();
  #stay;
  #drawers;
  #head;
  #banner;
  #log;
  #rail;
  #people;
  #typing;
  #composer;
  #lists;
  #isGuest;
  #steps;
  #thread;
  #bell;
  #emoji;

  /**
   * @param {{root: Element, t: Function, ids: object, theme?: object, markdown: object, emoji?: string, place: object, keys: EventTarget, notify: object,
   *   onExit: (error?: string) => void, stay: object, seek?: object}} options `keys`: where the chat's keys are pressed; `seek`: where a link leads
   */
  constructor({ root, t, ids, theme, markdown, emoji, place, keys, notify, onExit, stay, seek }) {
    this.#t = t;
    this.#root = root;
    this.#place = place;
    this.#notify = notify;
    this.#onExit = onExit;
    this.#isGuest = stay.token === undefined;
    dress(part(root, 'shell'), { hidden: false });
    const tabs = new Tabs({ name: stay.memory.keyOf(`tabs.${stay.user.userId}`), signal: this.#ended.signal });
    this.#stay = new Stay({ ...stay, reader: this.#reader(), tabs, told: this.#told() });
    const closeThread = () => this.#steps.closeThread();
    this.#drawers = new Drawers({ root, signal: this.#ended.signal, closeThread, onChange: () => this.#head?.render() });
    this.#emoji = new EmojiDialog({ root, t, address: emoji, onFailed: () => notify.toast(t('emojiFailed')) });
    this.#build({ root, t, stay: this.#stay, ids, theme, markdown, emoji: this.#emoji });
    markdown.onReady = () => ['log', 'rooms'].forEach((each) => this.#outOfDate(each));
    if (seek) this.#steps.open(seek);
    this.#listen(keys);
    this.#composer.invite();
  }

  /** Shows a room, or a message in it. */
  open(target) {
    this.#steps.open(target);
  }

  /** The address leads somewhere else; `isStep`: by going back or forward. */
  goTo(target, isStep) {
    if (!this.#steps.follow(target, isStep)) this.#outOfDate('room');
  }

  /** The page goes, the stay is kept: whoever comes back is where they were. */
  stop() {
    this.#stay.deletions.sendAll();
    this.#stop();
    this.#stay.chat.close();
  }

  #open(roomId) {
    this.#stay.commands.open(roomId);
    this.#drawers.close();
    this.#composer.invite();
  }

  #build(common) {
    const { t } = common;
    const { directs, commands } = this.#stay;
    const onClose = () => this.#drawers.close();
    this.#head = new Head({ ...common, drawers: this.#drawers, onShare: () => this.#share(), onPins: () => this.#lists.showPins() });
    this.#banner = new Banner({ ...common, onRepaired: () => this.#log.focus() });
    const chosen = {
      onCopy: (text) => this.#copy(text, 'textCopied'),
      onLink: (id) => this.#share(id),
      onThread: (id) => this.#stay.threads.open(id),
      onPick: this.#emoji.isOffered && ((onPicked) => this.#emoji.open({ onPicked })),
    };
    const onNotThere = (error) => this.#notify.toast(reasonOf(t, error));
    const onUnread = (id) => this.#attempt(() => commands.markUnread(id).then(() => this.#notify.toast(t('markedUnread'))));
    this.#log = new Log({ ...common, chosen, onPill: () => this.#toEnd(), onNotThere, onUnread });
    const ofThread = { chosen, onClose: () => this.#steps.closeThread(), onClosed: (thread) => this.#threadClosed(thread) };
    this.#thread = new ThreadPanel({ ...common, drawers: this.#drawers, ...ofThread });
    const ofRail = { onOpen: (room) => this.open({ room }), onLeave: (roomId) => this.#leave(roomId), onExit: () => this.#exit() };
    this.#rail = new Rail({ ...common, ...ofRail, onClose, onAlerts: () => this.#bell.choose(), onMentions: () => this.#lists.showMentions() });
    const onOpen = (target) => this.open(target);
    this.#bell = new Bell({ ...common, signal: this.#ended.signal, onChange: () => this.#outOfDate('rooms'), onOpen });
    const onMessage = (user) => this.#attempt(async () => this.open({ room: await directs.open(user) }));
    this.#people = new People({ ...common, onClose, onMessage });
    this.#lists = new Lists({ ...common, onJump: (id) => this.#log.jump(id), onOpen });
    this.#typing = new Typing(common);
    const form = part(this.#root, 'composer');
    this.#composer = new Composer({ ...common, form, onSent: () => this.#log.toEnd(), at: () => this.#at() });
    dress(part(this.#root, 'empty-share'), { on: { click: () => this.#share() } });
    this.#steps = new Steps({
      ...common,
      place: this.#place,
      open: (roomId) => this.#open(roomId),
      jump: (id) => this.#log.jump(id),
      signal: this.#ended.signal,
    });
  }

  /** Where one writes, unless it is in a thread. */
  #at() {
    const { current } = this.#stay.rooms;
    if (!current) return null;
    const { roomId, messages } = current;
    return { desk: roomId, hint: this.#t('messageTo', { room: signedTitleOf(this.#t, this.#stay.list.get(roomId)) }), said: messages };
  }

  #reader() {
    return { isPresent: () => document.visibilityState === 'visible', isAtEnd: () => this.#log?.atBottom ?? true };
  }

  #told() {
    const t = this.#t;
    return {
      onChange: (what) => this.#outOfDate(what),
      onNews: (message) => this.#notify.announce(message),
      onFailed: (error) => this.#failed(error),
      onAlert: (message, how) => this.#bell.ring(message, how),
      onRefused: (room, error) => this.#lost(t('cannotEnter', { room: this.#stay.list.nameOf(room), reason: error.message })),
      onRemoved: (room, reason) => this.#lost(reason ? t('takenOutBecause', { room, reason }) : t('takenOut', { room })),
    };
  }

  #listen(keys) {
    const { signal } = this.#ended;
    const looked = () => (document.visibilityState === 'visible' ? this.#outOfDate('log') : this.#stay.commands.settle());
    document.addEventListener('visibilitychange', looked, { signal });
    const elsewhere = () => {
      for (const each of [this.#stay.unread, this.#stay.mentions]) each.readElsewhere();
      // The theme too may be another one.
      this.#outOfDate('rooms');
    };
    addEventListener('storage', elsewhere, { signal });
    // Whoever goes does not come back to take anything back.
    const gone = () => {
      this.#stay.deletions.sendAll();
      if (this.#isGuest) this.#stay.places.leave();
    };
    addEventListener('pagehide', gone, { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.#stay.places.takeBack(), { signal });
    const handlers = {
      onEscape: () => this.#escape(),
      onStep: (step) => this.#stay.commands.openNeighbour(step),
      onText: () => this.#field.focus(),
    };
    watchKeys(keys, handlers, signal);
  }

  #escape() {
    if (this.#drawers.isOpen) return this.#drawers.close();
    if (this.#thread.isOpen) return this.#steps.closeThread();
    if (this.#log.isForEnd) this.#stay.commands.settle();
    this.#log.toEnd({ glide: true });
    this.#composer.focus();
  }

  /** The one that is at hand. */
  get #field() {
    return this.#thread.isAtHand ? this.#thread : this.#composer;
  }

  /** It had the focus, which goes back to where it was opened. */
  #threadClosed({ roomId, id }) {
    if (roomId === this.#stay.rooms.current?.roomId) this.#log.focusThread(id);
    else this.#composer.invite();
  }

  #toEnd() {
    this.#log.toEnd({ glide: true });
    this.#log.focus();
    this.#composer.invite();
  }

  /** Draws once for all changes of a moment. Not in an animation frame, of which a hidden page has none. */
  #outOfDate(what) {
    if (this.#stale.size === 0) setTimeout(() => this.#render(), 0);
    this.#stale.add(what);
  }

  #render() {
    const stale = new Set(this.#stale);
    this.#stale.clear();
    if (this.#ended.signal.aborted) return;
    const { current } = this.#stay.rooms;
    const { refusal, isOnline } = this.#stay.connection;
    if (!current) return this.#end();
    if (refusal) return this.#end(this.#t(...refusal));
    const has = (...parts) => parts.some((each) => stale.has(each));
    this.#stay.threads.keepUp(isOnline);
    if (has('room', 'thread')) this.#steps.show(current);
    if (has('room')) for (const each of [this.#lists, this.#emoji]) each.close();
    if (has('room', 'writing')) this.#composer.open();
    if (has('rooms', 'names')) this.#composer.hintAgain();
    if (has('writing')) this.#thread.openWriting();
    if (has('writing')) this.#field.focus();
    if (has('room', 'connection', 'people', 'rooms', 'names')) this.#head.render();
    if (has('room', 'connection')) this.#banner.render();
    if (has('outbox')) for (const each of [this.#composer, this.#thread]) each.roomAgain();
    if (has('roles')) for (const each of [this.#composer, this.#thread]) each.mayMentionOthers();
    if (has('room', 'log', 'names', 'writing', 'connection')) this.#log.render();
    if (has('log', 'rooms', 'names')) this.#lists.render();
    if (has('room', 'log', 'names', 'thread', 'writing', 'connection')) this.#thread.render();
    if (has('room', 'people', 'names')) this.#people.render();
    if (has('room', 'typing')) this.#typing.render();
    // As the server knows the user, once it does: a token may say another name.
    if (has('room', 'rooms', 'names', 'connection')) this.#rail.render();
    this.#place.entitle(pageTitle(this.#t, this.#stay, current), this.#stay.unread.total);
    this.#steps.seek(current);
  }

  #leave(roomId) {
    const { commands, deletions } = this.#stay;
    this.#notify.confirmDiscard(commands.unsent([roomId]), () => {
      deletions.sendAll();
      commands.leave(roomId);
    });
  }

  /** Does what may fail. */
  async #attempt(act) {
    try {
      await act();
    } catch (error) {
      this.#failed(error);
    }
  }

  #exit() {
    this.#notify.confirmDiscard(this.#stay.commands.unsent(), () => this.#end());
  }

  #lost(text) {
    if (this.#stay.rooms.current) this.#notify.toast(text);
    else this.#end(text);
  }

  #end(error) {
    if (this.#ended.signal.aborted) return;
    this.#stay.deletions.sendAll();
    this.#stay.commands.end();
    this.#stop();
    this.#place.entitle('Parlance');
    dress(part(this.#root, 'shell'), { hidden: true });
    this.#onExit(error);
  }

  #stop() {
    this.#ended.abort();
    this.#banner.stop();
    this.#log.stop();
    this.#thread.stop();
    this.#typing.stop();
    this.#drawers.close();
    this.#lists.close();
    this.#emoji.close();
  }

  /** Copies the link to the room, or to a message in it. */
  #share(message) {
    return this.#copy(linkTo({ room: this.#stay.rooms.current.roomId, message }), 'linkCopied');
  }

  async #copy(text, said) {
    this.#notify.toast((await copy(text)) ? this.#t(said) : text);
  }

  #failed(error) {
    if (!this.#ended.signal.aborted) this.#notify.toast(this.#t('notDone', { reason: reasonOf(this.#t, error) }));
  }
}
