const SOONEST_AGAIN = 1_000;
const LATEST_AGAIN = 15_000;

/** Has the server tell what concerns this user in whichever room, as long as the app wants it: on each connection anew. */
export class Watching {
  #on = false;
  #retries = 0;
  #retry;
  #link;
  #clock;
  #emit;

  /** @param {{link: object, clock: object, emit: (type: string, detail: object) => void}} options */
  constructor({ link, clock, emit }) {
    this.#link = link;
    this.#clock = clock;
    this.#emit = emit;
  }

  set(on) {
    if (on === this.#on) return;
    this.#on = on;
    if (this.#link.online) this.#ask();
  }

  online() {
    if (this.#on) this.#ask();
  }

  lost() {
    this.#clock.clearTimeout(this.#retry);
    this.#retries = 0;
  }

  /** Whether an event is one of those. */
  receive(name, event) {
    switch (name) {
      case 'mark_updated':
      case 'mention':
      case 'own_reaction':
      case 'room_activity':
        if (this.#on) this.#emit(name, event);
        return true;
      case 'watch_gap': // something was lost, as while there was no connection
        if (this.#on) this.#emit('watching', { on: true });
        return true;
      default: // an event of a room
        return false;
    }
  }

  #ask() {
    this.#clock.clearTimeout(this.#retry);
    const on = this.#on;
    this.#link.request('watch_rooms', { on }).then(
      () => on === this.#on && this.#done(on),
      (error) => on === this.#on && this.#failed(error),
    );
  }

  #done(on) {
    this.#retries = 0;
    this.#emit('watching', { on });
  }

  #failed(error) {
    if (error.code === 'DISCONNECTED') return;
    if (!error.retryable) return this.#emit('error', error);
    const wait = error.retryAfterMillis + Math.min(LATEST_AGAIN, SOONEST_AGAIN * 2 ** this.#retries++);
    this.#retry = this.#clock.setTimeout(() => this.#link.online && this.#ask(), wait);
  }
}
