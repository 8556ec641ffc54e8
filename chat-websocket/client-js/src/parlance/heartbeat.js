/** Notices a dead link: after a silence it pings, and when nothing at all is heard in answer it reports the link dead. */
export class Heartbeat {
  #clock;
  #every;
  #wait;
  #ping;
  #dead;
  #timer = null;

  /**
   * @param {{clock: object, every: number, wait: number, ping: () => void, dead: () => void}} options
   *   `every`: silence in ms before a ping; `wait`: ms until the link counts as dead
   */
  constructor({ clock, every, wait, ping, dead }) {
    this.#clock = clock;
    this.#every = every;
    this.#wait = wait;
    this.#ping = ping;
    this.#dead = dead;
  }

  /** Something was heard: the silence starts anew. Also starts the heartbeat. */
  heard() {
    this.stop();
    this.#timer = this.#clock.setTimeout(() => this.check(), this.#every);
  }

  /** Asks now, because there is reason to doubt (the network changed, the computer woke up). */
  check() {
    this.stop();
    this.#timer = this.#clock.setTimeout(this.#dead, this.#wait);
    this.#ping();
  }

  stop() {
    this.#clock.clearTimeout(this.#timer);
  }
}
