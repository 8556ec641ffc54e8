/** A page that is open for days keeps this many messages of a room; older ones are fetched again when asked for. */
const MOST_KEPT = 800;
const KEPT_AFTER_TRIM = 500;
const MOST_NOTICES = 100;
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
  /** The offset after which everything is new to the reader, or null. */
  newAfter = null;
  #ids = new Map();
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

  reset({ messages, position, hasMore, lost }) {
    this.messages = [];
    this.#ids.clear();
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
    const fresh = messages.filter(({ id }) => !this.#ids.has(id)).sort((a, b) => a.offset - b.offset);
    for (const message of fresh) this.#ids.set(message.id, message);
    this.messages.unshift(...fresh);
    this.hasMore = hasMore;
  }

  /** Adds a message, or what has become of it. Returns whether it is a new one. */
  put(message) {
    const known = this.#ids.has(message.id);
    if (!known && this.hasMore && message.offset < (this.oldest?.offset ?? 0)) return false;
    this.#ids.set(message.id, message);
    if (known) {
      this.messages[this.messages.findIndex(({ id }) => id === message.id)] = message;
      return false;
    }
    let place = this.messages.length;
    while (place > 0 && this.messages[place - 1].offset > message.offset) place -= 1;
    this.messages.splice(place, 0, message);
    this.typing.delete(message.userId);
    return true;
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
