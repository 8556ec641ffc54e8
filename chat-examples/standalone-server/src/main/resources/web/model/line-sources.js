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

/** Whose names these messages want: who has said them, and whom they mention. */
export const namedIn = (messages) => new Set(messages.flatMap(({ userId, mentions = [] }) => [userId, ...mentions]));
