const FIRST = 500;
const LONGEST = 30_000;

/**
 * How long to wait before coming back: full jitter below a bound that doubles from 0.5 s to 30 s, so that the clients
 * of a restarted server do not arrive together.
 */
export class Backoff {
  #random;
  #attempt = 0;

  constructor(random) {
    this.#random = random;
  }

  /** Attempts since the last `reset`. */
  get attempt() {
    return this.#attempt;
  }

  /** The next delay in ms. `crowded` says that everybody was sent away at once, so even the first delay spreads over 2 s. */
  next(crowded = false) {
    if (crowded) this.#attempt = Math.max(this.#attempt, 2);
    const bound = Math.min(LONGEST, FIRST * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.round(this.#random() * bound);
  }

  reset() {
    this.#attempt = 0;
  }
}
