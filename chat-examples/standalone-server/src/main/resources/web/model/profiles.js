/** So many are asked about at once. */
const BATCH = 100;
const MOST = 2_000;
/** Those who come into sight together are asked about together. */
const PAUSE = 50;

/**
 * What people are called now, how they look and when they were there last, whatever older messages say: asked of the server for those who are in sight, of each once for
 * each connection, and told by it since. Of whom it keeps nothing the name of the message counts.
 */
export class Profiles {
  #chat;
  #clock;
  #onChange;
  /** @type {Map<string, {userId: string, username?: string, picture?: string, lastSeen?: number}>} */
  #known = new Map();
  #asked = new Set();
  #waiting = new Set();
  #timer = null;
  /** Who got another name while the server was being asked. */
  #told = new Set();
  #isOffered = true;

  /** @param {{chat: object, clock?: {setTimeout: Function}, onChange: (part: string) => void}} options */
  constructor({ chat, clock = globalThis, onChange }) {
    this.#chat = chat;
    this.#clock = clock;
    this.#onChange = onChange;
    chat.on('profile_updated', ({ userId, username, picture }) => {
      this.#told.add(userId);
      this.#put(userId, { username, picture });
      onChange('names');
    });
    // What was told meanwhile is lost.
    chat.on('state', () => chat.state.state === 'online' && this.#asked.clear());
  }

  get(userId) {
    return this.#known.get(userId);
  }

  nameOf(userId) {
    return this.#known.get(userId)?.username;
  }

  /** A message, or whatever else names somebody, under the present name. */
  asNow(message) {
    const profile = this.#known.get(message?.userId);
    return profile?.username ? { ...message, username: profile.username, picture: profile.picture } : message;
  }

  /** These people are in sight. */
  lookUp(userIds) {
    if (!this.#isOffered || this.#chat.state.state !== 'online') return;
    for (const userId of userIds) {
      if (this.#asked.has(userId)) continue;
      this.#asked.add(userId);
      this.#waiting.add(userId);
    }
    if (this.#waiting.size > 0) this.#timer ??= this.#clock.setTimeout(() => this.#ask(), PAUSE);
  }

  /** Something else may be true of them by now. */
  renew(userIds) {
    for (const userId of userIds) this.#asked.delete(userId);
    this.lookUp(userIds);
  }

  /** Somebody was there until now. */
  saw(userId, now = Date.now()) {
    if (this.#known.has(userId)) this.#put(userId, { lastSeen: now });
  }

  async #ask() {
    const batch = [...this.#waiting].slice(0, BATCH);
    for (const userId of batch) this.#waiting.delete(userId);
    this.#told.clear();
    try {
      for (const { userId, username, picture, lastSeen } of await this.#chat.profiles(batch)) {
        this.#put(userId, this.#told.has(userId) ? { lastSeen } : { username, picture, lastSeen });
      }
      this.#onChange('names');
    } catch ({ code, retryable }) {
      // An older server, which keeps no names.
      if (code === 'UNKNOWN_EVENT') this.#isOffered = false;
      // Whoever draws them again asks again.
      else if (retryable || code === 'DISCONNECTED') for (const userId of batch) this.#asked.delete(userId);
    }
    this.#timer = this.#waiting.size > 0 ? this.#clock.setTimeout(() => this.#ask(), PAUSE) : null;
  }

  #put(userId, { lastSeen = 0, ...changes }) {
    const before = this.#known.get(userId);
    const seen = Math.max(lastSeen, before?.lastSeen ?? 0);
    this.#known.delete(userId);
    this.#known.set(userId, { ...before, userId, ...changes, lastSeen: seen > 0 ? seen : undefined });
    if (this.#known.size > MOST) this.#forget(this.#known.keys().next().value);
  }

  #forget(userId) {
    this.#known.delete(userId);
    this.#asked.delete(userId);
  }
}
