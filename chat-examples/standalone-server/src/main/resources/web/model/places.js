const STAY = 'session';

/** Where somebody is in the chat: under which name, in which rooms and in which of them now. After a reload it goes on there. */
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

  keep({ username, rooms, current }) {
    this.#memory.keep(STAY, rooms.length > 0 ? { username, rooms, current } : null, 'tab');
  }

  forget() {
    this.#memory.keep(STAY, null, 'tab');
  }
}
