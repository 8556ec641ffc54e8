/** A server forgets "is typing" after 6 s, so it is told again after half of that. */
const AGAIN_AFTER = 3_000;
/** Without a keystroke for this long, the user has stopped. */
const IDLE_AFTER = 5_000;

/** Tells the rooms that the user types: at most every 3 s while it lasts, and once when it ends. */
export class Typing {
  #link;
  #clock;
  #rooms = new Map();

  constructor({ link, clock }) {
    this.#link = link;
    this.#clock = clock;
  }

  set(roomId, isTyping) {
    if (isTyping) this.#active(roomId);
    else this.#ended(roomId, true);
  }

  /** A sent message ends typing on the server by itself, and so does a lost connection. */
  forget(roomId) {
    this.#ended(roomId, false);
  }

  forgetAll() {
    for (const roomId of [...this.#rooms.keys()]) this.forget(roomId);
  }

  #active(roomId) {
    if (!this.#link.online) return;
    const now = this.#clock.now();
    const typing = this.#rooms.get(roomId) ?? { told: -Infinity, idle: null };
    this.#rooms.set(roomId, typing);
    this.#clock.clearTimeout(typing.idle);
    typing.idle = this.#clock.setTimeout(() => this.#ended(roomId, true), IDLE_AFTER);
    if (now - typing.told < AGAIN_AFTER) return;
    typing.told = now;
    this.#link.notify('typing', { roomId, isTyping: true });
  }

  #ended(roomId, tell) {
    const typing = this.#rooms.get(roomId);
    if (!typing) return;
    this.#clock.clearTimeout(typing.idle);
    this.#rooms.delete(roomId);
    if (tell) this.#link.notify('typing', { roomId, isTyping: false });
  }
}
