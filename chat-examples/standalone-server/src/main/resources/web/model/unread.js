/** What is new to the reader: how much in each room, and where it begins. */
export class Unread {
  #rooms;
  #marks;
  #reader;
  #isOwn;
  #isForMe;

  /**
   * @param {{rooms: object, marks: object, reader: {isPresent: () => boolean, isAtEnd: () => boolean},
   *   isOwn: (message: object) => boolean, isForMe: (message: object) => boolean}} options `reader`: whether they look at the page, and at the current room's end
   */
  constructor({ rooms, marks, reader, isOwn, isForMe }) {
    this.#rooms = rooms;
    this.#marks = marks;
    this.#reader = reader;
    this.#isOwn = isOwn;
    this.#isForMe = isForMe;
  }

  get total() {
    return this.#rooms.all.reduce((sum, { unread }) => sum + unread, 0);
  }

  /** Whether there is anything in rooms that one does not look at. */
  get elsewhere() {
    return this.#rooms.all.some((each) => each !== this.#rooms.current && each.unread > 0);
  }

  /** A conversation was loaded. */
  loaded(conversation) {
    const seen = this.#marks.seen(conversation.roomId, conversation.epoch);
    const others = conversation.messages.filter((message) => !this.#isOwn(message));
    const unseen = others.filter(({ offset }) => offset > seen);
    conversation.unread = unseen.length;
    conversation.mentions = unseen.filter(this.#isForMe).length;
    if (unseen.length === 0) return;
    if (unseen.length < others.length) conversation.newAfter = unseen[0].offset - 1;
    // What is new begins before all that was loaded: the line goes up with what is loaded yet.
    else if (conversation.hasMore && seen > 0) conversation.newAfter = seen;
  }

  /** Somebody else's message came. */
  came(conversation, message) {
    const seen = conversation === this.#rooms.current && this.#reader.isPresent() && this.#reader.isAtEnd();
    if (seen) return conversation.trim();
    // What was new before has been read, so the line goes to what is new now.
    if (conversation.unread === 0) conversation.newAfter = message.offset - 1;
    conversation.unread += 1;
    if (this.#isForMe(message)) conversation.mentions += 1;
  }

  /** The end of a conversation is in sight. Returns whether anything there was unread. */
  read(conversation) {
    if (!conversation.joined || !this.#reader.isPresent()) return false;
    this.#marks.set(conversation.roomId, { epoch: conversation.epoch, offset: conversation.lastOffset });
    if (conversation.unread === 0) return false;
    conversation.unread = 0;
    conversation.mentions = 0;
    return true;
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
    if (conversation.unread === 0) conversation.newAfter = null;
  }
}
