/** Time that stands still until `advance`. */
export class FakeClock {
  #now = 1_790_000_000_000;
  #timers = new Map();
  #lastId = 0;

  now = () => this.#now;

  setTimeout = (callback, ms) => {
    this.#timers.set(++this.#lastId, { callback, at: this.#now + ms });
    return this.#lastId;
  };

  clearTimeout = (timer) => this.#timers.delete(timer);

  async advance(ms) {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { callback, at }] = next;
      this.#timers.delete(id);
      this.#now = at;
      callback();
      await settled();
    }
    this.#now = end;
  }

  #next(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}

/** Ends when every promise that could go on without time or network has gone on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
