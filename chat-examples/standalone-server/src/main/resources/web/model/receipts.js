/** In larger rooms nobody is told who has read how far. */
const MOST = 100;
/** Under so many of what one has said last it stands who has read it. */
const SHOWN = 2;

/**
 * Who has read what the user has said last in a room. The server tells how far others read, and is asked about what was said before one
 * came; who says something has read what is before it.
 */
export class Receipts {
  #chat;
  #isOffered;
  #onChange;
  /** Of each conversation how far everybody has read, by user. */
  #offsets = new WeakMap();
  /** Of each conversation the ids of messages of which the server was asked. */
  #asked = new WeakMap();
  #rooms;

  /** @param {{chat: object, rooms: object, following: {isOffered: boolean}, onChange: (part: string) => void}} options */
  constructor({ chat, rooms, following, onChange }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#isOffered = () => following.isOffered;
    this.#onChange = onChange;
    chat.on('read', ({ roomId, epoch, readers }) => this.#told(roomId, epoch, readers));
    // What was told meanwhile is lost.
    chat.on('state', ({ state }) => state === 'online' && (this.#asked = new WeakMap()));
    chat.on('reset', ({ roomId }) => this.#forget(roomId));
  }

  /**
   * Who has read what one has said last, by the ids of these messages; of what everybody has read who has read a later one nothing is said.
   *
   * @returns {Map<string, string[]>} the ids of users
   */
  of(conversation) {
    const found = new Map();
    if (!this.#isOffered() || conversation.members.length > MOST) return found;
    const own = this.#lastOwn(conversation);
    const offsets = this.#offsetsIn(conversation);
    let shown = 0;
    for (const { id, offset } of own.toReversed()) {
      const readers = [...offsets].filter(([, upTo]) => upTo >= offset).map(([userId]) => userId);
      if (readers.length > shown) found.set(id, readers);
      shown = Math.max(shown, readers.length);
    }
    return found;
  }

  /** Asks about what was said before one came, as far as nobody has yet. */
  lookUp(conversation) {
    if (!this.#isOffered() || !conversation.joined || conversation.members.length > MOST || this.#asked.has(conversation)) return;
    const own = this.#lastOwn(conversation);
    this.#asked.set(conversation, own);
    for (const message of own) this.#ask(conversation, message);
  }

  #lastOwn({ messages }) {
    const me = this.#chat.user.userId;
    return messages.filter(({ userId, deleted }) => userId === me && !deleted).slice(-SHOWN);
  }

  async #ask(conversation, { roomId, id, offset }) {
    try {
      const { users } = await this.#chat.readers(roomId, id, { limit: MOST });
      this.#put(conversation, users.map((userId) => ({ userId, offset })));
    } catch {
      // Nobody waits for it, and what is read from now on is told.
    }
  }

  #told(roomId, epoch, readers) {
    const conversation = this.#rooms.get(roomId);
    if (conversation?.joined && conversation.epoch === epoch) this.#put(conversation, readers);
  }

  #put(conversation, readers) {
    const read = this.#read(conversation);
    for (const { userId, offset } of readers) read.set(userId, Math.max(offset, read.get(userId) ?? 0));
    if (conversation === this.#rooms.current) this.#onChange('log');
  }

  #read(conversation) {
    if (!this.#offsets.has(conversation)) this.#offsets.set(conversation, new Map());
    return this.#offsets.get(conversation);
  }

  /** With those who have said something. */
  #offsetsIn(conversation) {
    const all = new Map(this.#read(conversation));
    for (const { userId, offset } of conversation.messages) all.set(userId, Math.max(offset, all.get(userId) ?? 0));
    all.delete(this.#chat.user.userId);
    return all;
  }

  #forget(roomId) {
    const conversation = this.#rooms.get(roomId);
    if (!conversation) return;
    this.#offsets.delete(conversation);
    this.#asked.delete(conversation);
  }
}
