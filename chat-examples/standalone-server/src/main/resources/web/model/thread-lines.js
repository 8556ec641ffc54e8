import { timeline } from './timeline.js';

/**
 * The lines of a thread: what is answered, how many answers there are, and the answers. None says what it answers.
 *
 * @param {{id: string, root: object | null | undefined, answers: object[]}} thread
 * @param {object[]} unsent all outbox items of the room
 * @param {{userId: string, username: string}} me
 * @param {object} sources as `timeline` asks
 */
export function threadLines({ id, root, answers }, unsent, me, sources) {
  const bare = ({ replyTo, ...message }) => message;
  // How many answers it has is said below it.
  const { thread, ...original } = root ?? {};
  const messages = [...(root ? [original] : []), ...answers].map(bare);
  const own = unsent.filter(({ replyTo }) => replyTo === id).map(bare);
  const lines = timeline({ messages, notices: [], newAfter: null }, own, me, sources);
  const after = root ? lines.findIndex((line) => line.id === id) + 1 : 0;
  if (after > 0) lines[after - 1].last = true;
  const next = lines.slice(after).find(({ kind }) => kind === 'message');
  if (next) next.first = true;
  lines.splice(after, 0, { kind: 'answers', key: 'answers', count: answers.length });
  return lines;
}
