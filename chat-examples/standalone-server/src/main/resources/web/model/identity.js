const USERS = 'users';
const MOST = 20;

/**
 * The user ids of names in this browser, made up once and kept. Each name has its own, so that two tabs can be two people.
 */
export class Identity {
  #memory;
  /** The id of the next name that is new here, known before, so that the entry shows the colour it will have. */
  #next;
  #newId;

  /** @param {object} memory @param {() => string} newId */
  constructor(memory, newId) {
    this.#memory = memory;
    this.#newId = newId;
    this.#next = newId();
  }

  /** The name entered last, or ''. */
  get lastName() {
    return this.#users()[0]?.name ?? '';
  }

  /** The user id of a name that enters. */
  userIdOf(name) {
    const userId = this.likelyUserId(name);
    if (userId === this.#next) this.#next = this.#newId();
    const others = this.#users().filter((user) => user.name !== name);
    this.#memory.keep(USERS, [{ name, userId }, ...others].slice(0, MOST));
    return userId;
  }

  /** The user id that a name has, or would get. */
  likelyUserId(name) {
    return this.#users().find((user) => user.name === name)?.userId ?? this.#next;
  }

  #users() {
    const users = this.#memory.recall(USERS, []);
    return users.filter((user) => typeof user?.userId === 'string' && typeof user.name === 'string');
  }
}
