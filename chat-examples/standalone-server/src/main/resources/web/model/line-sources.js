/**
 * What a timeline asks of a stay for its lines.
 *
 * @param {{deletions: object, reactions: object, profiles: object}} stay
 * @param {object} conversation
 */
export function lineSources({ deletions, reactions, profiles }, conversation) {
  // Of whoever reacted and is mentioned, looked up once.
  const [names, all] = [new Map(), new Map()];
  const once = (known, userId, look) => (known.has(userId) ? known : known.set(userId, look(userId))).get(userId);
  const nameOf = (userId) => once(names, userId, (id) => profiles.nameOf(id) ?? conversation.nameOf(id));
  return {
    nameOf,
    namesOf: (userId) => once(all, userId, (id) => [...new Set([nameOf(id), ...conversation.namesOf(id)])]),
    asNow: (message) => profiles.asNow(message),
    stageOf: (message) => deletions.stageOf(message),
    reactionsOf: (message) => reactions.of(message),
  };
}

/**
 * Whose names these messages want: who has said them, whom they mention, and who has said what they answer.
 *
 * @param {object[]} messages
 * @param {(id: string) => object | null | undefined} [original]
 */
export function namedIn(messages, original = () => undefined) {
  const named = messages.flatMap(({ userId, mentions = [], replyTo }) => [userId, ...mentions, replyTo && original(replyTo)?.userId]);
  return new Set(named.filter(Boolean));
}
