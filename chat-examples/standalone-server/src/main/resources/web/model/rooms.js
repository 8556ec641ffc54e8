import { Conversation } from './conversation.js';

/** The rooms that are open here, in the order in which they were opened, and which of them one looks at. */
export class Rooms {
  #conversations = new Map();
  /** @type {Conversation | null} */
  current = null;

  get ids() {
    return [...this.#conversations.keys()];
  }

  get all() {
    return [...this.#conversations.values()];
  }

  get(roomId) {
    return this.#conversations.get(roomId);
  }

  /** Returns whether it is a new one. */
  add(roomId) {
    if (this.#conversations.has(roomId)) return false;
    this.#conversations.set(roomId, new Conversation(roomId));
    return true;
  }

  show(roomId) {
    this.current = this.#conversations.get(roomId);
  }

  /** Takes a room out. Returns the one to go to if it was the current one; undefined if it was not, or was the last. */
  remove(roomId) {
    const { ids } = this;
    const next = ids[ids.indexOf(roomId) + 1] ?? ids[ids.indexOf(roomId) - 1];
    this.#conversations.delete(roomId);
    if (this.current?.roomId !== roomId) return undefined;
    this.current = null;
    return next;
  }
}
