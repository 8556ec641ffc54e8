import { isDirect } from './directs.js';

/** All rooms that there are to go to: those that are open here, and those that the user follows. Each keeps its place in the list. */
export class RoomList {
  #rooms;
  #following;
  #directs;
  #order = [];

  /** @param {{rooms: object, following: object, directs: object}} options */
  constructor({ rooms, following, directs }) {
    this.#rooms = rooms;
    this.#following = following;
    this.#directs = directs;
  }

  /** @returns {{roomId: string, name?: string, peer?: object, unread: number, mentions: number, last?: object}[]} as `get` has it, rooms of two last */
  get all() {
    return this.#ids.map((roomId) => this.#entry(roomId));
  }

  /** A room that is open here or followed. `name`: of a room of two the other's, undefined as long as nobody knows it. */
  get(roomId) {
    return this.#entry(roomId);
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
    const { unread, mentions } = open ?? this.#following.countOf(roomId);
    const last = open?.joined ? open.messages.findLast(({ deleted }) => !deleted) : followed?.last;
    const peer = isDirect(roomId) ? this.#directs.peerIn(roomId, open) : undefined;
    const name = isDirect(roomId) ? peer?.username : roomId;
    return { roomId, name, peer, unread, mentions, last: this.#following.isKnown ? last : undefined };
  }
}
