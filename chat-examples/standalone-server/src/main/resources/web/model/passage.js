/** Who has been at a room for so long stays there. */
const SETTLED = 400;

/** The room that is being passed on the way through the list: it is seen, and entered by who stays, does something there or goes there on purpose. */
export class Passage {
  #clock;
  #onStay;
  #timer = null;
  /** The room, or null. */
  at = null;

  /** @param {{clock: {setTimeout: Function, clearTimeout: Function}, onStay: (roomId: string) => void}} options */
  constructor({ clock, onStay }) {
    this.#clock = clock;
    this.#onStay = onStay;
  }

  pass(roomId) {
    this.at = roomId;
    this.#timer = this.#clock.setTimeout(() => this.stay(), SETTLED);
  }

  stay() {
    const roomId = this.goOn();
    if (roomId !== null) this.#onStay(roomId);
  }

  /** Returns the room that was being passed, or null. */
  goOn() {
    const { at } = this;
    if (at !== null) this.#clock.clearTimeout(this.#timer);
    this.at = null;
    return at;
  }
}
