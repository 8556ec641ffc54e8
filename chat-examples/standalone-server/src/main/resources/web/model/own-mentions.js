import { eachAtOnce } from './at-once.js';
import { latest } from './versions.js';

const MOST = 100;
const MOST_SHOWN = 40;
const AT_ONCE = 4;

/** Of different rooms two messages may have one id. */
const same = (one) => (other) => one.roomId === other.roomId && one.id === other.id;

/**
 * Where the user is mentioned, the newest first: as far as it was told while this browser was there, what is loaded of open rooms, and what is unread when somebody wants to see it. Through reloads
 * and for all tabs it is kept where that is, not what it says: that is read then, as it is.
 */
export class OwnMentions {
  #chat;
  #rooms;
  #marks;
  #memory;
  #what;
  #isForMe;
  #missed;
  #onChange;
  /** @type {{roomId: string, id: string, offset: number, isSeen: boolean}[]} */
  #items;

  /**
   * @param {{chat: object, rooms: object, marks: object, memory: object, userId: string, isForMe: (message: object) => boolean,
   *   missed: object, onChange: (part: string) => void}} options `missed`: as `MissedMentions`
   */
  constructor({ chat, rooms, marks, memory, userId, isForMe, missed, onChange }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#marks = marks;
    this.#memory = memory;
    this.#what = `mentions.${userId}`;
    this.#isForMe = (message) => message.userId !== chat.user.userId && isForMe(message);
    this.#missed = missed;
    this.#onChange = onChange;
    this.readElsewhere();
    chat.on('mention', (mention) => (mention.removed ? this.#forget(mention) : this.#add([mention])));
    chat.on('message', (message) => this.#take([message]));
    chat.on('message_updated', (message) => (this.#isForMe(message) ? this.#add([message]) : this.#forget(message)));
    chat.on('reset', ({ messages }) => this.#take(messages));
    chat.on('mark_updated', ({ mark }) => mark && this.#saw((each) => each.roomId === mark.roomId && each.offset <= mark.offset));
  }

  /** How many of them have not been seen. */
  get unseen() {
    this.#saw((each) => this.#wasRead(each));
    return this.#items.filter(({ isSeen }) => !isSeen).length + this.#missed.count(this.#items);
  }

  /** Another tab may know more. */
  readElsewhere() {
    const items = this.#memory.recall(this.#what, []);
    this.#items = Array.isArray(items) ? items : [];
  }

  /** Reads what they say, as far as it is there and may be read. */
  async read() {
    await this.#missed.read(() => this.#items, (messages) => this.#take(messages));
    const found = new Map();
    await eachAtOnce(this.#items.slice(0, MOST_SHOWN), AT_ONCE, async (item) => {
      const message = await this.#messageOf(item);
      if (message && !message.deleted) found.set(item, message);
      else if (message !== undefined) this.#forget(item);
    });
    return [...found.values()];
  }

  /** Those that were read, as they are now, the newest first. */
  now(messages) {
    return messages
      .map((message) => latest(this.#rooms.get(message.roomId)?.original(message.id), message))
      .filter((message) => this.#items.some(same(message)))
      .sort((a, b) => b.timestamp - a.timestamp);
  }

  /** Somebody went there. */
  went(message) {
    this.#saw(same(message));
  }

  /** Null: it is no more, or not for this user; undefined: nobody knows now. */
  async #messageOf({ roomId, id }) {
    const known = this.#rooms.get(roomId)?.original(id);
    if (known) return known;
    try {
      return await this.#chat.message(roomId, id);
    } catch (error) {
      if (error.code === 'DISCONNECTED') throw error;
      return error.retryable ? undefined : null;
    }
  }

  #take(messages) {
    this.#add(messages.filter(this.#isForMe));
  }

  #add(messages) {
    const fresh = messages.filter((message) => !this.#items.some(same(message)));
    if (fresh.length === 0) return;
    const items = fresh.map(({ roomId, id, offset }) => ({ roomId, id, offset, isSeen: false }));
    this.#keep([...items.reverse(), ...this.#items].slice(0, MOST));
  }

  #forget(message) {
    const isIt = same(message);
    if (this.#items.some(isIt)) this.#keep(this.#items.filter((each) => !isIt(each)));
  }

  #saw(isIt) {
    const seen = this.#items.filter((each) => !each.isSeen && isIt(each));
    if (seen.length > 0) this.#keep(this.#items.map((each) => (seen.includes(each) ? { ...each, isSeen: true } : each)));
  }

  /** Of a room that is open, the marks know it. */
  #wasRead({ roomId, offset }) {
    const conversation = this.#rooms.get(roomId);
    return Boolean(conversation?.joined) && offset <= this.#marks.seen(roomId, conversation.epoch);
  }

  #keep(items) {
    this.#items = items;
    this.#memory.keep(this.#what, items);
    this.#onChange('rooms');
  }
}
