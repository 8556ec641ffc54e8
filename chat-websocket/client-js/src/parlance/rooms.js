import { ParlanceError } from './error.js';
import { Room } from './room.js';

const SOONEST_REJOIN = 1_000;
const LATEST_REJOIN = 15_000;

/** The rooms the app wants to be in: joins them whenever the link is there, and closes every hole in their logs. */
export class Rooms {
  #rooms = new Map();
  #link;
  #clock;
  #emit;
  #limit;
  #me;
  #onEntered;
  #onRemoved;

  /**
   * @param {{link: object, clock: object, emit: (type: string, detail: object) => void, limit?: number,
   *   me: () => string | undefined, onEntered: (roomId: string, answer: object) => void, onRemoved: (roomId: string) => void}} options
   */
  constructor({ link, clock, emit, limit, me, onEntered, onRemoved }) {
    this.#link = link;
    this.#clock = clock;
    this.#emit = emit;
    this.#limit = limit;
    this.#me = me;
    this.#onEntered = onEntered;
    this.#onRemoved = onRemoved;
  }

  get ids() {
    return [...this.#rooms.keys()];
  }

  /** The position in a room, or null while not in it. */
  standing(roomId) {
    const room = this.#rooms.get(roomId);
    return room?.phase === 'in' ? room.log.position : null;
  }

  members(roomId) {
    return [...(this.#rooms.get(roomId)?.members.values() ?? [])];
  }

  join(roomId) {
    let room = this.#rooms.get(roomId);
    if (!room) {
      room = new Room(roomId);
      this.#rooms.set(roomId, room);
      if (this.#link.online) this.#enter(room);
    }
    return room.entered;
  }

  /** Joins again with the position, to get what was missed. */
  rejoin(roomId) {
    const room = this.#rooms.get(roomId);
    if (room?.phase !== 'in') return;
    const soon = room.lastGap + SOONEST_REJOIN - this.#clock.now();
    room.lastGap = this.#clock.now();
    // A server that makes a gap of every answer is not asked in a tight loop.
    if (soon > 0) this.#enterLater(room, soon);
    else this.#enter(room);
  }

  leave(roomId) {
    const room = this.#rooms.get(roomId);
    if (!room) return Promise.resolve();
    this.#drop(room);
    room.reject(new ParlanceError('LEFT', 'the room was left before it was joined'));
    return this.#link.request('leave_room', { roomId }).catch(() => {});
  }

  online() {
    for (const room of this.#rooms.values()) this.#enter(room);
  }

  lost() {
    for (const room of this.#rooms.values()) {
      this.#clock.clearTimeout(room.retry);
      room.phase = 'out';
      room.retries = 0;
    }
  }

  /** Nobody gets in as the connection stands; the rooms are kept for another that the app may ask for. */
  shut(error) {
    for (const room of this.#rooms.values()) {
      room.reject(error);
      room.await();
    }
  }

  /** A server event with a `roomId`. */
  receive(name, event) {
    const room = this.#rooms.get(event.roomId);
    if (!room) return;
    switch (name) {
      case 'message':
      case 'message_updated':
        return this.#receiveLogged(room, name, event);
      case 'history_gap':
        return this.rejoin(room.roomId);
      case 'removed_from_room':
        return this.#removed(room, event);
      case 'user_joined':
      case 'user_left':
        this.#receiveSignal(room, name, event);
        return this.#emit('members', { roomId: room.roomId, members: this.members(room.roomId) });
      case 'users_changed':
        return this.#usersChanged(room, event);
      case 'user_typing':
      case 'signal':
      case 'room_updated':
      case 'member_updated':
      case 'read':
        return this.#receiveSignal(room, name, event);
      default: // an event of a later version, of which nothing is known that could be told
    }
  }

  #receiveLogged(room, name, event) {
    if (room.phase !== 'in') return room.hold(name, event);
    const verdict = room.log.take(event);
    if (verdict === 'next') this.#emit(name, event);
    else if (verdict === 'gap') this.rejoin(room.roomId);
  }

  #removed(room, event) {
    if (room.phase === 'joining') return; // asked for after that, or refused because of it: the answer says
    this.#drop(room);
    room.reject(new ParlanceError('FORBIDDEN', 'this user was taken out of the room'));
    this.#onRemoved(room.roomId);
    this.#emit('removed_from_room', event);
  }

  #receiveSignal(room, name, event) {
    const { userId, username } = event;
    if (name === 'user_joined') room.members.set(userId, { userId, username });
    if (name === 'user_left') room.members.delete(userId);
    this.#emit(name, event);
  }

  /** Of many at once; this user is told of its own coming, too, and of what is known already. */
  #usersChanged(room, { roomId, count, joined = [], left = [] }) {
    const isNews = ({ userId, username }) => room.members.get(userId)?.username !== username;
    const came = joined.filter(isNews);
    const gone = left.filter(({ userId }) => userId !== this.#me() && room.members.has(userId));
    if (came.length + gone.length === 0) return;
    for (const { userId } of gone) room.members.delete(userId);
    for (const { userId, username } of came) room.members.set(userId, { userId, username });
    this.#emit('users_changed', { roomId, count, joined: came, left: gone });
    this.#emit('members', { roomId, members: this.members(roomId) });
  }

  #enter(room) {
    if (room.phase === 'joining') return;
    this.#clock.clearTimeout(room.retry);
    room.phase = 'joining';
    room.release();
    const since = room.log.position;
    const request = { roomId: room.roomId };
    if (since) request.since = since;
    else if (this.#limit) request.limit = this.#limit;
    const entered = (answer) => this.#current(room) && this.#entered(room, since, answer);
    this.#link.request('join_room', request, entered).catch((error) => this.#current(room) && this.#failed(room, error));
  }

  #enterLater(room, ms) {
    room.phase = 'out';
    this.#clock.clearTimeout(room.retry);
    room.retry = this.#clock.setTimeout(() => this.#enter(room), ms);
  }

  #entered(room, since, answer) {
    room.phase = 'in';
    room.retries = 0;
    if (answer.changesLost) {
      // Which old messages changed is unknown: only the whole history is right again.
      room.log.position = null;
      this.#enterLater(room, 0);
      return;
    }
    room.log.position = answer.position;
    room.see(answer.members);
    if (answer.recovered) this.#emitMissed(since, answer);
    else this.#emit('reset', this.#resetOf(since, answer));
    this.#emit('members', { roomId: room.roomId, members: answer.members });
    room.resolve(answer);
    this.#onEntered(room.roomId, answer);
    for (const [name, event] of room.release()) this.#receiveLogged(room, name, event);
  }

  #emitMissed(since, { messages }) {
    for (const message of messages) {
      this.#emit(message.offset > since.offset ? 'message' : 'message_updated', message);
    }
  }

  #resetOf(since, { roomId, messages, members, position }) {
    const limit = since === null ? this.#limit : undefined;
    const hasMore = messages.length > 0 && messages.length >= (limit ?? Infinity) && messages[0].offset > 1;
    const lost = since === null ? null : since.epoch === position.epoch ? 'too-much' : 'epoch';
    return { roomId, messages, members, position, hasMore, lost };
  }

  #failed(room, error) {
    room.phase = 'out';
    if (error.code === 'DISCONNECTED') return;
    if (error.retryable) {
      this.#enterLater(room, error.retryAfterMillis + Math.min(LATEST_REJOIN, SOONEST_REJOIN * 2 ** room.retries++));
      return;
    }
    this.#drop(room);
    room.reject(error);
    this.#emit('refused', { roomId: room.roomId, error });
  }

  #current(room) {
    return this.#rooms.get(room.roomId) === room;
  }

  #drop(room) {
    this.#clock.clearTimeout(room.retry);
    this.#rooms.delete(room.roomId);
  }
}
