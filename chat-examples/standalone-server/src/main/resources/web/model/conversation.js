import { latest } from './versions.js';

/** A page that is open for days keeps this many messages of a room; older ones are fetched again when asked for. */
const MOST_KEPT = 800;
const KEPT_AFTER_TRIM = 500;
const MOST_NOTICES = 100;
const MOST_ASIDE = 400;
/** The server ends "is typing" after 6 s; should its word get lost, so does the page. */
const TYPING_ENDS = 8_000;

/** What the page knows of one room. */
export class Conversation {
  messages = [];
  notices = [];
  members = [];
  /** @type {Map<string, {username: string, until: number}>} */
  typing = new Map();
  epoch = null;
  hasMore = false;
  older = 'idle';
  joined = false;
  unread = 0;
  /** How many of them mention the user. */
  mentions = 0;
  /** The offset after which everything is new to the reader, or null. */
  newAfter = null;
  /** The reader wants to come again to what is here, and has not gone since. */
  isSetBack = false;
  /** The version of the mark that was set back last. */
  setBackBy = 0;
  /** What is new became known only when the room was shown already. */
  seeksNew = false;
  #ids = new Map();
  /** States of messages that are not shown: what others answer, and what changed before it was loaded. Null: it is no more. */
  #aside = new Map();
  #lastNotice = 0;

  constructor(roomId) {
    this.roomId = roomId;
  }

  get oldest() {
    return this.messages[0];
  }

  get lastOffset() {
    return this.messages.at(-1)?.offset ?? 0;
  }

  /** A message that is loaded. */
  get(id) {
    return this.#ids.get(id);
  }

  /** A message, loaded or not; null if it is no more, undefined if nobody has asked. */
  original(id) {
    return this.#ids.get(id) ?? this.#aside.get(id);
  }

  /** What somebody who is here, or has said something, is called; undefined of others. */
  nameOf(userId) {
    const isTheirs = (each) => each.userId === userId;
    return (this.members.find(isTheirs) ?? this.messages.findLast(isTheirs))?.username;
  }

  /** All that somebody is called here, or was: whoever mentioned them took the name of that time. */
  namesOf(userId) {
    return [...this.members, ...this.messages].filter((each) => each.userId === userId).map(({ username }) => username);
  }

  /** What was said of a message that is not loaded; null: it is no more. */
  setAside(id, message) {
    if (this.#ids.has(id)) return;
    const known = this.#aside.get(id);
    this.#aside.delete(id);
    this.#aside.set(id, message && latest(known, message));
    if (this.#aside.size > MOST_ASIDE) this.#aside.delete(this.#aside.keys().next().value);
  }

  reset({ messages, position, hasMore, lost }) {
    this.messages = [];
    this.#ids.clear();
    this.#aside.clear();
    this.notices = lost === 'epoch' ? [] : this.notices.filter((notice) => notice.after >= (messages[0]?.offset ?? 0));
    this.typing.clear();
    this.epoch = position.epoch;
    this.hasMore = hasMore;
    this.older = 'idle';
    this.joined = true;
    this.newAfter = null;
    this.addOlder(messages, hasMore);
  }

  /** Puts in messages that are older than all that are there. */
  addOlder(messages, hasMore) {
    const fresh = messages
      .filter(({ id }) => !this.#ids.has(id))
      .map((message) => latest(this.#aside.get(message.id), message))
      .sort((a, b) => a.offset - b.offset);
    for (const message of fresh) this.#ids.set(message.id, message);
    this.messages.unshift(...fresh);
    this.hasMore = hasMore;
  }

  /** Adds a message, or what has become of it. Returns whether it is a new one. */
  put(message) {
    const known = this.#ids.get(message.id);
    if (known) return this.#replace(known, message);
    if (this.hasMore && message.offset < (this.oldest?.offset ?? 0)) {
      this.setAside(message.id, message);
      return false;
    }
    this.#ids.set(message.id, message);
    // A room may get its epoch with its first message.
    this.epoch = message.epoch ?? this.epoch;
    let place = this.messages.length;
    while (place > 0 && this.messages[place - 1].offset > message.offset) place -= 1;
    this.messages.splice(place, 0, message);
    this.typing.delete(message.userId);
    return true;
  }

  #replace(known, message) {
    const state = latest(known, message);
    this.#ids.set(known.id, state);
    this.messages[this.messages.indexOf(known)] = state;
    return false;
  }

  /** Forgets the oldest messages of a long day. */
  trim() {
    if (this.messages.length <= MOST_KEPT) return;
    for (const { id } of this.messages.splice(0, this.messages.length - KEPT_AFTER_TRIM)) this.#ids.delete(id);
    this.notices = this.notices.filter((notice) => notice.after >= this.oldest.offset);
    this.hasMore = true;
  }

  /** A line between the messages that is not part of the log: who came and went, and what the page itself has to say. */
  note(kind, { userId, username } = {}) {
    this.#lastNotice += 1;
    const key = `n${this.#lastNotice}`;
    this.notices.push({ key, kind, userId, username, at: Date.now(), after: this.lastOffset });
    if (this.notices.length > MOST_NOTICES) this.notices.shift();
  }

  setTyping({ userId, username, isTyping }, now = Date.now()) {
    if (isTyping) this.typing.set(userId, { username, until: now + TYPING_ENDS });
    else this.typing.delete(userId);
  }

  /** The names of those who type, without those whose time is over. */
  typists(now = Date.now()) {
    for (const [userId, { until }] of this.typing) if (until <= now) this.typing.delete(userId);
    return [...this.typing.values()].map(({ username }) => username);
  }
}
