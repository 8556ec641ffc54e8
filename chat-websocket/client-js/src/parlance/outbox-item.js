/** The server stores a repeat once within 2 minutes of the first; a margin is left for the way. */
const REPEAT_IS_SAFE = 110_000;

/**
 * A message on its way: `state` is `waiting`, `sending` or `failed`. `first` tells when, and at which position of the
 * room, it was first sent: what a later history must reach back to, to prove that it did not arrive.
 *
 * @typedef {{clientMessageId: string, roomId: string, message: string, metadata?: Object<string, string>,
 *   replyTo?: string, mentions?: string[], mentionsRoom?: boolean, attachments?: string[], createdAt: number, state: string, error?: {code: string, message: string},
 *   first?: {at: number, epoch: string, offset: number}}} OutboxItem
 */

/**
 * What a message says beside its text, as far as there is some of it.
 *
 * @param {{metadata?: Object<string, string>, replyTo?: string, mentions?: string[], mentionsRoom?: boolean, attachments?: string[]}} options
 */
export function besideText({ metadata, replyTo, mentions, mentionsRoom, attachments }) {
  return {
    ...(metadata && { metadata }),
    ...(replyTo && { replyTo }),
    ...(mentions?.length > 0 && { mentions }),
    ...(mentionsRoom && { mentionsRoom }),
    ...(attachments?.length > 0 && { attachments }),
  };
}

/**
 * Whether sending an item (again) cannot store it twice. `answer` is that of the join just made, in whose messages the
 * item is not.
 *
 * @param {OutboxItem} item
 */
export function safeToSend(item, answer, now) {
  const { first } = item;
  if (!first || now - first.at < REPEAT_IS_SAFE) return true;
  // Another epoch is another log, and the item is not in it.
  if (first.epoch !== answer.position.epoch || answer.recovered) return true;
  const oldest = answer.messages[0]?.offset ?? answer.position.offset + 1;
  return oldest <= first.offset + 1;
}
