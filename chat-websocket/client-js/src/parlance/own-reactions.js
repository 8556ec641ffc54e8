/** Messages of which more is kept than they say themselves; of the oldest it is forgotten, and asked for with the next answer. */
const MOST_KEPT = 2_000;

/**
 * What this user reacted with. An event says it only as far as it lists users, an answer says it in whole (`ownReactions`); so
 * what an answer has said is kept while others' events come.
 */
export class OwnReactions {
  #userId;
  #kept = new Map();

  /** @param {() => string} userId */
  constructor(userId) {
    this.#userId = userId;
  }

  /**
   * A message with its `ownReactions`, if it has any reactions.
   *
   * @template {object} Message
   * @param {Message} message of an event or an answer
   * @returns {Message}
   */
  complete(message) {
    const key = keyOf(message.roomId, message.id);
    const counts = message.reactionCounts ?? {};
    const own = this.#of(message, this.#kept.get(key) ?? []).filter((emoji) => counts[emoji] > 0);
    this.#keep(key, own);
    return Object.keys(counts).length === 0 ? message : { ...message, ownReactions: own };
  }

  /** An answer or event whose messages are complete. */
  completeAll(answer) {
    return { ...answer, messages: answer.messages.map((message) => this.complete(message)) };
  }

  /** The server has taken a reaction of this user, whichever event says so. */
  acted(roomId, id, emoji, on) {
    const key = keyOf(roomId, id);
    const others = (this.#kept.get(key) ?? []).filter((each) => each !== emoji);
    this.#keep(key, on ? [...others, emoji] : others);
  }

  #of({ ownReactions, reaction, reactions = {}, reactionCounts = {} }, known) {
    const own = new Set(ownReactions ?? known);
    if (ownReactions) return [...own];
    for (const [emoji, users] of Object.entries(reactions)) {
      if (users.includes(this.#userId())) own.add(emoji);
      else if (users.length >= reactionCounts[emoji]) own.delete(emoji);
    }
    if (reaction?.userId === this.#userId()) own[reaction.on ? 'add' : 'delete'](reaction.emoji);
    return [...own];
  }

  #keep(key, own) {
    this.#kept.delete(key);
    if (own.length > 0) this.#kept.set(key, own);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
  }
}

/** A blank is in no id of a message. */
const keyOf = (roomId, id) => `${id} ${roomId}`;
