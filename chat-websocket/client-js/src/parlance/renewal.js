const AHEAD = 30_000;
const TOO_LATE = 1_000;
const LONGEST_TIMER = 86_400_000; // timers of browsers end at 24 days

/** Has a login renewed 30 s before it ends; a short one after half of its time. */
export class Renewal {
  #clock;
  #renew;
  #timer = null;

  /** @param {{clock: object, renew: (expiresAt: number) => void}} options `renew` calls `before` again, whatever comes of it */
  constructor({ clock, renew }) {
    this.#clock = clock;
    this.#renew = renew;
  }

  /**
   * Waits until it is time. If that is over by a clock which may be wrong, the server has the word: it closes with 4003.
   *
   * @param {number | undefined} expiresAt when the login ends, if it does
   */
  before(expiresAt) {
    this.stop();
    const left = expiresAt - this.#clock.now();
    if (!(left >= TOO_LATE)) return;
    const wait = Math.max(left - AHEAD, left / 2);
    const then = wait > LONGEST_TIMER ? () => this.before(expiresAt) : () => this.#renew(expiresAt);
    this.#timer = this.#clock.setTimeout(then, Math.min(wait, LONGEST_TIMER));
  }

  stop() {
    this.#clock.clearTimeout(this.#timer);
  }
}
