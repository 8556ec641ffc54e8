import { isDirect } from './directs.js';

/** All rooms that there are to go to: those that are open here, and those that the user follows. Each keeps its place in the list. */
export class RoomList {
  #rooms;
  #following;
  #directs;
  #names;
  #profiles;
  #order = [];

  /** @param {{rooms: object, following: object, directs: object, names: object, profiles: object}} options */
  constructor({ rooms, following, directs, names, profiles }) {
    this.#rooms = rooms;
    this.#following = following;
    this.#directs = directs;
    this.#names = names;
    this.#profiles = profiles;
  }

  /** @returns {{roomId: string, name?: string, peer?: object, unread: number, mentions: number, last?: object}[]} as `get` has it, rooms of two last */
  get all() {
    return this.#ids.map((roomId) => this.#entry(roomId));
  }

  /** A room that is open here or followed. `name`: of a room of two the other's, undefined as long as nobody knows it. */
  get(roomId) {
    return this.#entry(roomId);
  }

  /** What a room is called that need not be in the list. */
  nameOf(roomId) {
    return this.#names.of(roomId);
  }

  /** The room `step` places further in the list, which is a ring; undefined if there is no other. */
  neighbour(step) {
    const ids = this.#ids;
    return ids.length < 2 ? undefined : ids[(ids.indexOf(this.#rooms.current?.roomId) + step + ids.length) % ids.length];
  }

  get #ids() {
    const there = new Set([...this.#rooms.ids, ...this.#following.ids]);
    const before = this.#order.filter((roomId) => there.delete(roomId));
    this.#order = [...before, ...there];
    // As they are shown.
    return [...this.#order.filter((roomId) => !isDirect(roomId)), ...this.#order.filter(isDirect)];
  }

  #entry(roomId) {
    const open = this.#rooms.get(roomId);
    const followed = this.#following.get(roomId);
    // Of one that is only being passed nothing is loaded.
    const { unread, mentions } = followed && !open?.joined ? this.#following.countOf(roomId) : open;
    const last = open?.joined ? open.messages.findLast(({ deleted }) => !deleted) : followed?.last;
    const peer = isDirect(roomId) ? this.#directs.peerIn(roomId, open) : undefined;
    const name = isDirect(roomId) ? peer?.username : this.#names.of(roomId);
    return { roomId, name, peer, unread, mentions, last: this.#following.isKnown ? this.#profiles.asNow(last) : undefined };
  }
}
