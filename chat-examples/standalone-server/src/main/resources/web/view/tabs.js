/** A tab that comes to hear of something later than another by less than this does not tell it again. */
const CLAIMED_FOR = 30_000;

/**
 * The tabs of one user in this browser, by locks of the browser's, which end with their tab. Where there are none, as on a page that came without encryption, each tab is alone.
 */
export class Tabs {
  #name;
  #locks;
  #isLookedAt;
  #stopLooking = null;

  /**
   * @param {{name: string, signal: AbortSignal, locks?: LockManager, isLookedAt?: () => boolean}} options `name`: one for all tabs of the user
   */
  constructor({ name, signal, locks = globalThis.navigator?.locks, isLookedAt = isThisOneLookedAt }) {
    this.#name = name;
    this.#locks = locks;
    this.#isLookedAt = isLookedAt;
    for (const type of ['focus', 'blur', 'pageshow']) addEventListener(type, () => this.#look(), { signal });
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    signal.addEventListener('abort', () => this.#stopLooking?.());
    this.#look();
  }

  /** Whether somebody looks at any of them. */
  async areLookedAt() {
    if (this.#isLookedAt()) return true;
    const { held = [] } = (await this.#locks?.query()) ?? {};
    return held.some(({ name }) => name === this.#lookedAt);
  }

  /** Whether no other tab has claimed something before. */
  async claim(what) {
    if (!this.#locks) return true;
    return new Promise((resolve) => {
      const held = (lock) => {
        resolve(lock !== null);
        return lock && new Promise((end) => setTimeout(end, CLAIMED_FOR));
      };
      this.#locks.request(`${this.#name} ${what}`, { ifAvailable: true }, held).catch(() => resolve(true));
    });
  }

  get #lookedAt() {
    return `${this.#name} looked at`;
  }

  #look() {
    const looks = this.#isLookedAt();
    if (looks === (this.#stopLooking !== null)) return;
    if (!looks) {
      this.#stopLooking();
      this.#stopLooking = null;
      return;
    }
    const untilItEnds = new Promise((resolve) => (this.#stopLooking = resolve));
    this.#locks?.request(this.#lookedAt, { mode: 'shared' }, () => untilItEnds).catch(() => {});
  }
}

/** One that is visible may stand beside the window that somebody looks at. */
const isThisOneLookedAt = () => document.visibilityState === 'visible' && document.hasFocus();
