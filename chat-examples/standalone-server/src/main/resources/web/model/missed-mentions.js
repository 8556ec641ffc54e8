import { eachAtOnce } from './at-once.js';

const MOST_ROOMS = 10;
const AT_ONCE = 2;
const PAGE = 200;
/** In a room in which more is unread than that, the newest mentions come when one goes there. */
const MOST_PAGES = 5;

/** Mentions of the user that came while nobody was here to be told: the marks of rooms that are followed count them, and what is unread there says where they are. */
export class MissedMentions {
  #following;
  #rooms;
  #history;
  /** Of rooms, what was counted when all was found that there was. */
  #found = new Map();

  /** @param {{following: object, rooms: object, history: {read: (roomId: string, query: object) => Promise<object>}}} options */
  constructor({ following, rooms, history }) {
    this.#following = following;
    this.#rooms = rooms;
    this.#history = history;
  }

  /** How many there are in rooms that are not among those known. @param {{roomId: string, offset: number}[]} known */
  count(known) {
    return this.#following.ids.reduce((sum, roomId) => sum + this.#missingIn(roomId, known), 0);
  }

  /**
   * Reads what is unread where some are missing, as far as that is reasonable. What cannot be read is left out.
   *
   * @param {() => object[]} known @param {(messages: object[]) => void} onRead
   */
  async read(known, onRead) {
    const wanted = this.#following.ids.filter((roomId) => this.#missingIn(roomId, known()) > 0).slice(0, MOST_ROOMS);
    await eachAtOnce(wanted, AT_ONCE, (roomId) => this.#readIn(roomId, known, onRead).catch(() => {}));
  }

  async #readIn(roomId, known, onRead) {
    const { epoch, offset } = this.#following.markOf(roomId);
    const counted = this.#countedIn(roomId);
    for (let after = offset, page = 0; page < MOST_PAGES; page += 1) {
      const { messages, hasMore } = await this.#history.read(roomId, { after, epoch, limit: PAGE });
      onRead(messages);
      if (!hasMore || messages.length === 0 || this.#missingIn(roomId, known()) === 0) break;
      after = messages.at(-1).offset;
    }
    this.#found.set(roomId, counted);
  }

  #missingIn(roomId, known) {
    const mark = this.#following.markOf(roomId);
    if (!mark?.mentions || this.#found.get(roomId) === this.#countedIn(roomId)) return 0;
    // What is being read in a room that is open, the server hears a moment later.
    const open = this.#rooms.get(roomId);
    const mentions = open?.joined ? Math.min(open.mentions, mark.mentions) : mark.mentions;
    return Math.max(0, mentions - known.filter((each) => each.roomId === roomId && each.offset > mark.offset).length);
  }

  #countedIn(roomId) {
    const { epoch, version, mentions } = this.#following.markOf(roomId);
    return `${epoch} ${version} ${mentions}`;
  }
}
