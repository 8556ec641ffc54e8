import { Reading } from './reading.js';

/** So long after a bell the rooms that rang are read again. */
const PAUSE = 1_000;
/** If more rang, all are read again instead of one by one. */
const FEW = 4;
const PAGE = 1_000;
const AGAIN = 5_000;

/**
 * The rooms that the user follows, as the server knows them: how far they are read, on whichever device, what is unread there and what was said last. It tells when that was
 * read, the first time or again, and when a mark was moved since.
 */
export class Following {
  #chat;
  #clock;
  #onKnown;
  #onMark;
  #isOffered;
  #reading;
  /** @type {Map<string, {roomId: string, mark: object, posts: number, newest: number, last?: object, peer?: object}>} */
  #rooms = new Map();
  /** Rooms of which something was told while all are being read. */
  #told = new Set();
  #rung = new Set();
  #timer = null;
  #hasFailed = false;
  isKnown = false;

  /** @param {{chat: object, isOffered: boolean, clock?: {setTimeout: Function}}} options `isOffered`: whether the user is one whom the server knows again */
  constructor({ chat, isOffered, clock = globalThis }) {
    this.#chat = chat;
    this.#clock = clock;
    this.#isOffered = isOffered;
    this.#reading = new Reading({ chat, clock, pause: PAUSE, onMark: (mark) => this.#moved({ mark }) });
  }

  /** @param {{onKnown: (isFirst: boolean) => void, onMark: (mark: {roomId: string}) => void}} told */
  watch({ onKnown, onMark }) {
    this.#onKnown = onKnown;
    this.#onMark = onMark;
    if (!this.#isOffered) return;
    const chat = this.#chat;
    chat.on('watching', ({ on }) => on && this.#began());
    chat.on('mark_updated', (event) => this.#moved(event));
    chat.on('room_activity', ({ rooms }) => rooms.forEach((each) => this.#rang(each)));
    chat.on('mention', ({ roomId }) => this.wonder(roomId));
    chat.on('room_updated', ({ roomId, name }) => this.#rooms.has(roomId) && Object.assign(this.#rooms.get(roomId), { name }));
    // An older server, which knows no marks.
    chat.on('error', ({ code }) => code === 'UNKNOWN_EVENT' && (this.#isOffered = false));
    chat.watchRooms();
  }

  /** Whether the user is one whom the server knows again. */
  get isOffered() {
    return this.#isOffered;
  }

  /** Whether it will be known soon. */
  get isAwaited() {
    return this.#isOffered && !this.isKnown && !this.#hasFailed;
  }

  get ids() {
    return [...this.#rooms.keys()];
  }

  get(roomId) {
    return this.#rooms.get(roomId);
  }

  markOf(roomId) {
    return this.#rooms.get(roomId)?.mark;
  }

  /** What is unread in a room; `number`: of the newest message, where more is known of it than was told here. */
  countOf(roomId, number = 0) {
    const { mark, posts, newest } = this.#rooms.get(roomId);
    return { unread: mark.unread + Math.max(0, Math.max(number, newest) - posts), mentions: mark.mentions };
  }

  /** The user is in a room, and follows it from now on. */
  async follow(roomId) {
    if (!this.isKnown || this.#rooms.has(roomId)) return;
    try {
      this.#moved({ mark: await this.#chat.follow(roomId) });
    } catch {
      // One that follows as many rooms as may be is in this one all the same.
    }
  }

  unfollow(roomId) {
    if (!this.#rooms.delete(roomId)) return;
    this.#reading.drop(roomId);
    this.#chat.unfollow(roomId).catch(() => {});
  }

  /** The user may be there no more, or not now; what is followed all the same comes when all is read again. */
  forget(roomId) {
    this.#rooms.delete(roomId);
  }

  /** All up to a position was read here. */
  read(roomId, upTo) {
    const mark = this.markOf(roomId);
    if (!mark || upTo.offset === 0) return;
    if (mark.epoch === upTo.epoch && mark.offset >= upTo.offset && !mark.markedUnread) return;
    this.#reading.say(roomId, upTo, mark.version);
  }

  /** Everything behind a position is to be unread again. */
  async markUnread(roomId, behind) {
    this.#reading.drop(roomId);
    this.#moved({ mark: await this.#chat.markUnread(roomId, behind) });
  }

  /** Something else may be true of a room by now. */
  wonder(roomId) {
    if (!this.#rooms.has(roomId)) return;
    this.#rung.add(roomId);
    this.#timer ??= this.#clock.setTimeout(() => this.#look(), PAUSE);
  }

  #began() {
    this.#reading.forget();
    this.#readAll();
  }

  #rang({ roomId, posts, deleted }) {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    room.newest = deleted ? room.newest : Math.max(room.newest, posts);
    this.wonder(roomId);
    this.#onMark(room.mark);
  }

  #moved({ mark, posts, roomId = mark.roomId, removed }) {
    const before = this.#rooms.get(roomId);
    this.#told.add(roomId);
    if (removed) this.#rooms.delete(roomId);
    else if (before) {
      if (before.mark.version > mark.version) return;
      // An answer does not say how many there were when it was counted; the event that comes with it does.
      const counted = posts ?? Math.max(before.newest, mark.number + mark.unread);
      Object.assign(before, { mark, posts: counted, newest: Math.max(before.newest, counted) });
    } else {
      const counted = posts ?? mark.number + mark.unread;
      this.#rooms.set(roomId, { roomId, mark, posts: counted, newest: counted });
      this.wonder(roomId);
    }
    this.#onMark({ roomId, ...mark });
  }

  async #readAll() {
    this.#told.clear();
    const found = new Map();
    try {
      for (let after, more = true; more; ) {
        const { rooms, hasMore } = await this.#chat.followedRooms({ limit: PAGE, after });
        for (const room of rooms) found.set(room.roomId, room);
        after = rooms.at(-1)?.roomId;
        more = hasMore && rooms.length > 0;
      }
    } catch ({ code, retryAfterMillis }) {
      // Whoever comes back watches anew.
      if (code === 'DISCONNECTED') return;
      this.#hasFailed = true;
      this.#clock.setTimeout(() => this.#readAll(), retryAfterMillis || AGAIN);
      return;
    }
    for (const roomId of this.#rooms.keys()) if (!found.has(roomId) && !this.#told.has(roomId)) this.#rooms.delete(roomId);
    for (const room of found.values()) if (this.#rooms.has(room.roomId) || !this.#told.has(room.roomId)) this.#learn(room, this.#told.has(room.roomId));
    const isFirst = !this.isKnown;
    this.isKnown = true;
    this.#onKnown(isFirst);
  }

  #learn(room, isTold) {
    const known = this.#rooms.get(room.roomId);
    const isNewer = isTold && known && known.mark.version > room.mark.version;
    const { mark, posts } = isNewer ? known : room;
    this.#rooms.set(room.roomId, { ...room, mark, posts, newest: Math.max(posts, room.posts) });
  }

  async #look() {
    this.#timer = null;
    const rung = [...this.#rung];
    this.#rung.clear();
    if (rung.length > FEW) return this.#readAll();
    for (const roomId of rung) await this.#lookAt(roomId).catch(() => {});
  }

  /** Rooms come in the order of their ids, so one is asked for behind the one before. */
  async #lookAt(roomId) {
    const after = this.ids.filter((id) => id < roomId).sort().at(-1);
    const { rooms } = await this.#chat.followedRooms({ limit: FEW, after });
    const room = rooms.find((each) => each.roomId === roomId);
    if (!room || !this.#rooms.has(roomId)) return;
    this.#learn(room, true);
    this.#onMark(room.mark);
  }
}
