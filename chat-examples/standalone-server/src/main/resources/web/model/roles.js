const PAGE = 1_000;
const KEEPS_ORDER = new Set(['owner', 'moderator']);

/** What the user is to rooms with a record: asked for when it first matters, as hardly anybody mentions a whole room. */
export class Roles {
  #chat;
  #onChange;
  /** By room; undefined while it is asked for. */
  #roles = new Map();

  /** @param {{chat: object, onChange: (part: string) => void}} options */
  constructor({ chat, onChange }) {
    this.#chat = chat;
    this.#onChange = onChange;
    const updated = ({ roomId, userId, role = null }) => userId === chat.user.userId && this.#roles.set(roomId, role);
    chat.on('member_updated', updated);
    // It may have become another one while nobody was told.
    chat.on('reset', ({ roomId }) => this.#roles.delete(roomId));
  }

  /** Whether the user may mention all of a room; undefined until that is known. The server's word counts, this one is for what is offered. */
  mayMentionRoom(roomId) {
    if (!this.#roles.has(roomId)) this.#ask(roomId);
    const role = this.#roles.get(roomId);
    return role === undefined ? undefined : KEEPS_ORDER.has(role);
  }

  async #ask(roomId) {
    this.#roles.set(roomId, undefined);
    try {
      const role = await this.#read(roomId);
      if (this.#roles.has(roomId) && this.#roles.get(roomId) === undefined) this.#roles.set(roomId, role);
    } catch (error) {
      // Without a record nobody has a role; what failed for the moment is asked for again.
      if (error.retryable) this.#roles.delete(roomId);
      else this.#roles.set(roomId, null);
      return;
    }
    this.#onChange('roles');
  }

  async #read(roomId) {
    const { userId } = this.#chat.user;
    for (let after; ; ) {
      const { members, hasMore } = await this.#chat.roomMembers(roomId, { limit: PAGE, after });
      const own = members.find((each) => each.userId === userId);
      if (own || !hasMore || members.length === 0) return own?.role ?? null;
      after = members.at(-1).userId;
    }
  }
}
