/** What is new to the reader: how much in each room, and where it begins. */
export class Unread {
  #rooms;
  #marks;
  #following;
  #reader;
  #isOwn;
  #isForMe;

  /**
   * @param {{rooms: object, marks: object, following: object, reader: {isPresent: () => boolean, isAtEnd: () => boolean},
   *   isOwn: (message: object) => boolean, isForMe: (message: object) => boolean}} options `reader`: whether they look at the page, and at the current room's end
   */
  constructor({ rooms, marks, following, reader, isOwn, isForMe }) {
    this.#rooms = rooms;
    this.#marks = marks;
    this.#following = following;
    this.#reader = reader;
    this.#isOwn = isOwn;
    this.#isForMe = isForMe;
  }

  get total() {
    return [...this.#rooms.all, ...this.#notOpen].reduce((sum, { unread }) => sum + unread, 0);
  }

  /** Whether there is anything in rooms that one does not look at. */
  get elsewhere() {
    return [...this.#rooms.all, ...this.#notOpen].some((each) => each !== this.#rooms.current && each.unread > 0);
  }

  /** What is unread in rooms that are followed and not open here. */
  get #notOpen() {
    return this.#following.ids.filter((roomId) => !this.#rooms.get(roomId)).map((roomId) => this.#following.countOf(roomId));
  }

  /** A conversation was loaded. */
  loaded(conversation) {
    const { seen, others, unseen } = this.#lookAt(conversation);
    this.#count(conversation, unseen, seen);
    if (unseen.length === 0) return;
    if (unseen.length < others.length) conversation.newAfter = unseen[0].offset - 1;
    // What is new begins before all that was loaded: the line goes up with what is loaded yet.
    else if (conversation.hasMore && seen > 0) conversation.newAfter = seen;
  }

  /** Somebody else's message came. */
  came(conversation, message) {
    const isCurrent = conversation === this.#rooms.current && !conversation.isSetBack;
    if (isCurrent && this.#reader.isPresent() && this.#reader.isAtEnd()) return conversation.trim();
    // What was new before has been read, so the line goes to what is new now.
    if (conversation.unread === 0) conversation.newAfter = message.offset - 1;
    conversation.unread += 1;
    if (this.#isForMe(message)) conversation.mentions += 1;
  }

  /** The end of a conversation is in sight. Returns whether anything there was unread. */
  read(conversation) {
    if (!conversation.joined || conversation.isSetBack || this.#following.isAwaited || !this.#reader.isPresent()) return false;
    this.#marks.set(conversation.roomId, { epoch: conversation.epoch, offset: conversation.lastOffset });
    if (conversation.unread === 0) return false;
    conversation.unread = 0;
    conversation.mentions = 0;
    return true;
  }

  /** The marks of the server are known. `isFirst`: those of this browser were counted with before. */
  known(conversation, isFirst) {
    if (!isFirst) return this.#recount(conversation);
    conversation.newAfter = null;
    this.loaded(conversation);
    conversation.seeksNew = conversation.newAfter !== null;
  }

  /** The user's mark in a room was moved, on whichever device. Who has set it back is not to have read it at once because the end is in sight. */
  marked(conversation, { markedUnread, offset, epoch, version }) {
    const isSetBack = Boolean(markedUnread);
    if (isSetBack && conversation.setBackBy !== version && conversation.epoch === epoch) {
      conversation.setBackBy = version;
      this.#marks.setBack(conversation.roomId);
      conversation.newAfter = offset;
      conversation.isSetBack = conversation === this.#rooms.current;
    } else if (!isSetBack) conversation.isSetBack = false;
    this.#recount(conversation);
  }

  /** Some message is no more. */
  deleted(conversation) {
    if (conversation.unread === 0) return;
    this.#recount(conversation);
    this.#following.wonder(conversation.roomId);
  }

  /** More may have been read elsewhere, in another tab of the browser. */
  readElsewhere() {
    for (const conversation of this.#rooms.all) {
      const seen = this.#marks.seen(conversation.roomId, conversation.epoch);
      // Nobody has read there at all.
      if (seen === Infinity) continue;
      const unseen = conversation.messages.filter((message) => message.offset > seen && !this.#isOwn(message));
      if (unseen.length >= conversation.unread) continue;
      conversation.unread = unseen.length;
      conversation.mentions = unseen.filter(this.#isForMe).length;
    }
  }

  /** The reader turns to something else, or says that all is read: what was new there is so no more. */
  left(conversation) {
    conversation.isSetBack = false;
    if (conversation.unread === 0) conversation.newAfter = null;
  }

  #recount(conversation) {
    const { seen, unseen } = this.#lookAt(conversation);
    // Nobody has read there at all.
    if (seen !== Infinity) this.#count(conversation, unseen, seen);
  }

  #lookAt(conversation) {
    const seen = this.#marks.seen(conversation.roomId, conversation.epoch);
    const others = conversation.messages.filter((message) => !this.#isOwn(message));
    return { seen, others, unseen: others.filter(({ offset }) => offset > seen) };
  }

  /** Where not all of them are loaded the server knows how many there are. */
  #count(conversation, unseen, seen) {
    const { roomId, hasMore, oldest, messages } = conversation;
    const there = unseen.filter(({ deleted }) => !deleted);
    conversation.unread = there.length;
    conversation.mentions = there.filter(this.#isForMe).length;
    if (unseen.length === 0 || !hasMore || oldest.offset <= seen || !this.#following.get(roomId)) return;
    const told = this.#following.countOf(roomId, messages.at(-1).number);
    conversation.unread = Math.max(there.length, told.unread);
    conversation.mentions = Math.max(conversation.mentions, told.mentions);
  }
}
