import { latest } from './versions.js';

/**
 * The pinned messages of a conversation, pinned last first: those that the server told when it was asked, as they are now, and
 * those that were pinned since, as far as they are loaded.
 *
 * @param {object[]} told
 * @param {object} conversation
 */
export function pinsOf(told, conversation) {
  return asTheyAre(told, conversation)
    .filter(({ pinnedAt, deleted }) => pinnedAt && !deleted)
    .sort((a, b) => b.pinnedAt - a.pinnedAt);
}

function asTheyAre(told, conversation) {
  const known = new Map(told.map((message) => [message.id, latest(conversation.original(message.id), message)]));
  for (const message of conversation.messages) known.set(message.id, latest(known.get(message.id), message));
  return [...known.values()];
}
