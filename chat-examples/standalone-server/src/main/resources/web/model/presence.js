const AGAIN = 30_000;

/** Whether the other one of a room of two is there, as far as the rooms that are open here tell, or when that was last. */
export class Presence {
  #chat;
  #rooms;
  #profiles;
  #reader;
  #clock;
  #onChange;
  /** Of whom that is said. */
  #shown = new Set();
  #timer = null;

  /** @param {{chat: object, rooms: object, profiles: object, reader: {isPresent: () => boolean}, clock?: {setTimeout: Function}, onChange: (part: string) => void}} options */
  constructor({ chat, rooms, profiles, reader, clock = globalThis, onChange }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#profiles = profiles;
    this.#reader = reader;
    this.#clock = clock;
    this.#onChange = onChange;
    chat.on('user_joined', (user) => this.#cameOrWent([user], []));
    chat.on('user_left', (user) => this.#cameOrWent([], [user]));
    chat.on('users_changed', ({ joined, left }) => this.#cameOrWent(joined, left));
  }

  #cameOrWent(joined, left) {
    for (const { userId } of left) this.#profiles.saw(userId);
    if ([...joined, ...left].some(({ userId }) => this.#shown.has(userId))) this.#onChange('names');
  }

  /** @returns {{isHere: boolean, lastSeen?: number} | null} null if nobody knows */
  of({ userId }) {
    if (this.#chat.state.state !== 'online') return null;
    this.#shown.add(userId);
    if (this.#isHere(userId)) return { isHere: true };
    this.#profiles.lookUp([userId]);
    this.#timer ??= this.#clock.setTimeout(() => this.#renew(), AGAIN);
    const lastSeen = this.#profiles.get(userId)?.lastSeen;
    return lastSeen === undefined ? null : { isHere: false, lastSeen };
  }

  #isHere(userId) {
    return this.#rooms.all.some(({ joined, members }) => joined && members.some((each) => each.userId === userId));
  }

  /** Time goes on, and they may have been there meanwhile. Who does not look asks nobody. */
  #renew() {
    this.#timer = null;
    const away = [...this.#shown].filter((userId) => !this.#isHere(userId));
    this.#shown.clear();
    if (this.#reader.isPresent()) this.#profiles.renew(away);
    this.#onChange('names');
  }
}
