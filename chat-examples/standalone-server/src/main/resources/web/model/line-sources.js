/**
 * What a timeline asks of a stay for its lines.
 *
 * @param {{deletions: object, reactions: object}} stay
 * @param {object} conversation
 */
export function lineSources({ deletions, reactions }, conversation) {
  const names = new Map(); // of whoever reacted and is mentioned, looked up once
  return {
    nameOf: (userId) => (names.has(userId) ? names : names.set(userId, conversation.nameOf(userId))).get(userId),
    stageOf: (message) => deletions.stageOf(message),
    reactionsOf: (message) => reactions.of(message),
  };
}
