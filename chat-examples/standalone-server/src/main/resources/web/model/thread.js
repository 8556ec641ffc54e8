import { latest } from './versions.js';

const PAGE = 100;
/** Of a longer thread the rest is asked for. */
const PAGES_AT_ONCE = 5;

/** What answers one message: read from the server page by page, and kept up to date by what the conversation hears. */
export class Thread {
  roomId;
  id;
  /** `loading`, `ready` or `failed`. */
  state = 'loading';
  problem = null;
  /** There are more than are loaded. */
  hasMore = false;
  #chat;
  #conversation;
  #onChange;
  #known = new Map();
  /** What is answered is no more. */
  #isRootGone = false;
  /** As far as all answers are loaded. */
  #reached = 0;
  /** Another beginning makes answers to an earlier one worthless. */
  #attempt = 0;

  /** @param {{chat: object, conversation: object, id: string, onChange: () => void}} options */
  constructor({ chat, conversation, id, onChange }) {
    this.roomId = conversation.roomId;
    this.id = id;
    this.#chat = chat;
    this.#conversation = conversation;
    this.#onChange = onChange;
  }

  /** The message that is answered; null if it is no more, undefined if that is not known yet. */
  get root() {
    return this.get(this.id) ?? (this.#isRootGone ? null : undefined);
  }

  /** What answers it, as it is now, oldest first: as far as it is loaded without a gap. */
  get answers() {
    this.#takeIn();
    return [...this.#known.values()]
      .filter(({ id, replyTo, deleted, offset }) => id !== this.id && replyTo === this.id && !deleted && this.#isReached(offset))
      .sort((a, b) => a.offset - b.offset);
  }

  get(id) {
    return latestOf(this.#known.get(id), this.#conversation.original(id));
  }

  /** Reads all of it, from the beginning, and anew: of an answer that was deleted meanwhile nobody says so. */
  async load() {
    this.#attempt += 1;
    this.#reached = 0;
    this.hasMore = true;
    for (const id of this.#known.keys()) if (id !== this.id) this.#known.delete(id);
    await this.#read(async () => {
      const { roomId, id } = this;
      try {
        this.#keep(this.#conversation.original(id) ?? (await this.#chat.message(roomId, id)));
      } catch (error) {
        if (error.code !== 'MESSAGE_NOT_FOUND') throw error;
        this.#isRootGone = true;
        this.#known.delete(id);
        this.hasMore = false;
      }
    });
  }

  /** Reads on where it stopped. */
  async loadMore() {
    if (this.state !== 'loading') await this.#read(async () => {});
  }

  async #read(before) {
    const attempt = this.#attempt;
    this.#becomes('loading');
    try {
      await before();
      for (let page = 0; page < PAGES_AT_ONCE && this.hasMore; page += 1) {
        const { messages, hasMore } = await this.#chat.replies(this.roomId, this.id, { limit: PAGE, after: this.#reached });
        if (attempt !== this.#attempt) return;
        for (const message of messages) this.#keep(message);
        this.hasMore = hasMore && messages.length > 0;
        this.#reached = messages.at(-1)?.offset ?? this.#reached;
      }
      if (attempt === this.#attempt) this.#becomes('ready');
    } catch (error) {
      if (attempt === this.#attempt) this.#becomes('failed', error);
    }
  }

  #becomes(state, problem = null) {
    this.state = state;
    this.problem = problem;
    this.#onChange();
  }

  /** What has come since, and what became of the rest: a conversation forgets what is far up. */
  #takeIn() {
    for (const message of this.#conversation.messages) if (message.replyTo === this.id) this.#keep(message);
    for (const message of this.#known.values()) this.#keep(this.#conversation.original(message.id) ?? message);
  }

  #keep(message) {
    this.#known.set(message.id, latestOf(this.#known.get(message.id), message));
  }

  #isReached(offset) {
    return !this.hasMore || offset <= this.#reached;
  }
}

const latestOf = (known, message) => (message ? latest(known, message) : known);
