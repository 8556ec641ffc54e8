const STAY = 'session';
const LEFT = 'left';
const MOST_LEFT = 5;

/**
 * Where somebody is in the chat: under which name, in which rooms and in which of them now. After a reload it goes on there, and
 * so it does in the tab that is opened after this one was closed: two tabs that are open stay two people.
 */
export class Places {
  #memory;

  constructor(memory) {
    this.#memory = memory;
  }

  /** @returns {{username: string, rooms: string[], current?: string} | null} null if nobody was in */
  get last() {
    const last = this.#memory.recall(STAY, null, 'tab');
    return last?.username && last.rooms?.length > 0 ? last : null;
  }

  /** Where to go on: as `last`, else where a tab was closed, once. Who comes with a token is somebody else. */
  resume(token) {
    const { last } = this;
    if (last) this.takeBack();
    if (last || token !== undefined) return last;
    const places = this.#left;
    const place = places.pop();
    this.#memory.keep(LEFT, places);
    if (place) this.keep(place);
    return this.last;
  }

  keep({ username, rooms, current }) {
    this.#memory.keep(STAY, rooms.length > 0 ? { username, rooms, current } : null, 'tab');
  }

  forget() {
    this.#memory.keep(STAY, null, 'tab');
  }

  /** The tab may be closed now. */
  leave() {
    const { last } = this;
    if (last) this.#memory.keep(LEFT, [...this.#left, last].slice(-MOST_LEFT));
  }

  /** It was not closed. */
  takeBack() {
    const own = JSON.stringify(this.last);
    this.#memory.keep(LEFT, this.#left.filter((place) => JSON.stringify(place) !== own));
  }

  get #left() {
    return this.#memory.recall(LEFT, []);
  }
}
