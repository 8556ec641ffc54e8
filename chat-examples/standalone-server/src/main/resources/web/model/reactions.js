/** What people react with, and what the user does about it: that is shown at once, and taken back if the server does not take it. */
export class Reactions {
  #chat;
  #onChange;
  #onFailed;
  /** By message and emoji what the user wants, until the server has answered. */
  #wanted = new Map();

  /** @param {{chat: object, onChange: (part: string) => void, onFailed: (error: Error) => void}} options */
  constructor({ chat, onChange, onFailed }) {
    this.#chat = chat;
    this.#onChange = onChange;
    this.#onFailed = onFailed;
  }

  /**
   * The reactions to a message in the order in which they came.
   *
   * @returns {{emoji: string, count: number, own: boolean, users: string[]}[]} `users`: the first others who reacted with it
   */
  of({ id, deleted, reactionCounts = {}, reactions = {}, ownReactions = [] }) {
    if (deleted) return [];
    const wanted = this.#wanted.get(id) ?? new Map();
    const kinds = [...new Set([...Object.keys(reactionCounts), ...wanted.keys()])];
    return kinds
      .map((emoji) => {
        const was = ownReactions.includes(emoji);
        const own = wanted.get(emoji) ?? was;
        const users = (reactions[emoji] ?? []).filter((userId) => userId !== this.#chat.user.userId);
        return { emoji, count: (reactionCounts[emoji] ?? 0) + own - was, own, users };
      })
      .filter(({ count }) => count > 0);
  }

  /** Adds a reaction of the user, or takes it away. */
  async toggle(message, emoji) {
    const { roomId, id } = message;
    const on = !this.of(message).some((each) => each.emoji === emoji && each.own);
    if (!this.#wanted.has(id)) this.#wanted.set(id, new Map());
    const wanted = this.#wanted.get(id);
    wanted.set(emoji, on);
    this.#onChange('log');
    try {
      await this.#chat.react(roomId, id, emoji, on);
    } catch (error) {
      this.#onFailed(error);
    }
    // Whoever was faster than the server wants something else meanwhile.
    if (wanted.get(emoji) !== on) return;
    wanted.delete(emoji);
    if (wanted.size === 0) this.#wanted.delete(id);
    this.#onChange('log');
  }
}
