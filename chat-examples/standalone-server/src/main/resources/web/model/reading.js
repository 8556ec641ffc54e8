/** Tells the server how far the user has read: the first at once, then once a pause and room, the last for sure. */
export class Reading {
  #chat;
  #clock;
  #pause;
  #onMark;
  /** Of each room what was said last. */
  #said = new Map();
  /** Of each room that is waited for what is to be said then, or null. */
  #waiting = new Map();

  /** @param {{chat: object, clock: object, pause: number, onMark: (mark: object) => void}} options `onMark`: the server has answered */
  constructor({ chat, clock, pause, onMark }) {
    this.#chat = chat;
    this.#clock = clock;
    this.#pause = pause;
    this.#onMark = onMark;
  }

  /** @param {number} version that of the mark that is known: one that was set back meanwhile stays where it is */
  say(roomId, upTo, version) {
    const words = JSON.stringify([upTo.epoch, upTo.offset, version]);
    if (this.#said.get(roomId) === words) return;
    this.#said.set(roomId, words);
    if (this.#waiting.has(roomId)) this.#waiting.set(roomId, { upTo, version });
    else this.#send(roomId, { upTo, version });
  }

  /** What was read in a room and not said yet is not to be said. */
  drop(roomId) {
    this.#said.delete(roomId);
    if (this.#waiting.has(roomId)) this.#waiting.set(roomId, null);
  }

  /** What was said before may be lost. */
  forget() {
    this.#said.clear();
  }

  async #send(roomId, { upTo, version }) {
    this.#waiting.set(roomId, null);
    const paused = new Promise((resolve) => this.#clock.setTimeout(resolve, this.#pause));
    try {
      this.#onMark(await this.#chat.markRead(roomId, upTo, version));
    } catch {
      this.#said.delete(roomId);
    }
    await paused;
    const next = this.#waiting.get(roomId);
    this.#waiting.delete(roomId);
    if (next) this.#send(roomId, next);
  }
}
