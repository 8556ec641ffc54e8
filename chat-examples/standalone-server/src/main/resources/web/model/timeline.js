import { dayKey } from './dates.js';
import { EVERYBODY } from './mentions.js';

/** Messages of one author within this time stand together. */
const TOGETHER = 5 * 60_000;

/** Of a longer run of notices, only the last are lines of their own. */
const NOTICES_IN_A_ROW = 4;

/** So much of what is answered stands above an answer. */
const QUOTED = 200;

/**
 * The lines of a conversation in their order: `day`, `new`, `notice` and `message`, each with a `key` that stays.
 * Unsent messages come last. A message is `first` or `last` of its author's group.
 *
 * @param {object} conversation
 * @param {object[]} unsent outbox items
 * @param {{userId: string, username: string}} me
 * @param {{original: (id: string) => object | null | undefined, stageOf: (message: object) => string,
 *   nameOf: (userId: string) => string | undefined, namesOf: (userId: string) => (string | undefined)[], asNow: (message: object) => object, reactionsOf: (message: object) => object[],
 *   readersOf: (message: object) => string[] | undefined}} [more] `original`: what
 *   is answered, null if it is no more, undefined if that is not known yet; `stageOf`: how far a deletion is, see `Deletions`; `nameOf`: what
 *   somebody is called now, `namesOf`: that and what they were called before; `asNow`: a message under the present name of its author; `reactionsOf`: see `Reactions`; `readersOf`: see `Receipts`
 */
export function timeline({ messages, notices, newAfter }, unsent, me, more = {}) {
  const { original = () => undefined, stageOf = () => undefined, nameOf = () => undefined, namesOf = (userId) => [nameOf(userId)], asNow = (message) => message, reactionsOf = () => [], readersOf = () => undefined } = more;
  const lines = [];
  const waiting = [...notices];
  const unfolded = new Set(notices.filter((notice, i) => notice.after !== notices[i + NOTICES_IN_A_ROW]?.after));
  let previous = null;
  let divided = newAfter === null;

  const push = (line) => {
    lines.push(line);
    previous = line.kind === 'message' ? line : null;
  };
  const noticesUpTo = (offset) => {
    let folded = 0;
    while (waiting.length > 0 && waiting[0].after < offset) {
      const notice = waiting.shift();
      if (!unfolded.has(notice)) folded += 1;
      else {
        if (folded > 0) push({ kind: 'notice', what: 'folded', key: `f${notice.after}`, count: folded });
        folded = 0;
        push(noticeLine(notice));
      }
    }
  };
  const put = (line) => {
    if (previous && together(previous, line)) previous.last = false;
    else line.first = true;
    push(line);
  };

  let day = null;
  const dayOf = (timestamp) => {
    const key = dayKey(timestamp);
    if (key === day) return;
    day = key;
    push({ kind: 'day', key: `d${key}`, timestamp });
  };

  for (const message of messages.map(asNow)) {
    noticesUpTo(message.offset);
    dayOf(message.timestamp);
    if (!divided && message.offset > newAfter) {
      divided = true;
      push({ kind: 'new', key: 'new' });
    }
    const beside = { ...quote(message, original, asNow), ...mentioned(message, me, namesOf), leaving: stageOf(message) };
    put({ ...messageLine(message, me), ...beside, chips: chips(reactionsOf(message), nameOf), readBy: readBy(readersOf(message), nameOf) });
  }
  noticesUpTo(Infinity);
  const confirmed = new Set(messages.map(({ userId, clientMessageId }) => userId === me.userId && clientMessageId));
  for (const item of unsent) {
    if (confirmed.has(item.clientMessageId)) continue;
    dayOf(Math.max(item.createdAt, messages.at(-1)?.timestamp ?? 0));
    put({ ...unsentLine(item, me), ...quote(item, original, asNow), ...mentioned({ ...item, userId: me.userId }, me, namesOf) });
  }
  return lines;
}

function noticeLine({ kind, ...notice }) {
  return { ...notice, kind: 'notice', what: kind };
}

function messageLine(message, me) {
  const own = message.userId === me.userId;
  // The same key while unsent and after, so that the line stays where it is on the screen.
  const key = own && message.clientMessageId ? `c${message.clientMessageId}` : `m${message.id}`;
  return { kind: 'message', key, ...message, own, state: 'sent', first: false, last: true };
}

/** Whom a message mentions, under each name that is known; `forMe`: the user is among them. */
function mentioned({ userId, mentions = [], mentionsRoom }, me, namesOf) {
  if (mentions.length === 0 && !mentionsRoom) return {};
  const people = mentions.flatMap((each) => namesOf(each).map((username) => ({ userId: each, username, isMe: each === me.userId })));
  if (mentionsRoom) people.push({ ...EVERYBODY, isMe: userId !== me.userId });
  return { mentioned: people, forMe: people.some(({ isMe }) => isMe) };
}

/** Reactions with the names of those who are known. */
function chips(reactions, nameOf) {
  return reactions.map(({ users, ...reaction }) => ({ ...reaction, names: users.map(nameOf).filter(Boolean) }));
}

/** How many have read it, and who, as far as it is known what they are called. */
const readBy = (users, nameOf) => users && { count: users.length, names: users.map(nameOf).filter(Boolean) };

/** What a message answers: `unknown`, `gone`, `deleted` or `there`. */
function quote({ replyTo }, original, asNow) {
  if (!replyTo) return {};
  const answered = original(replyTo);
  if (!answered) return { quote: { state: answered === null ? 'gone' : 'unknown' } };
  const { id, userId, username, deleted, message } = asNow(answered);
  if (deleted) return { quote: { state: 'deleted', id, userId, username } };
  return { quote: { state: 'there', id, userId, username, text: message.slice(0, QUOTED) } };
}

function unsentLine({ clientMessageId, message, createdAt, state, error }, me) {
  const line = { kind: 'message', key: `c${clientMessageId}`, clientMessageId, message, timestamp: createdAt };
  return { ...line, ...me, own: true, state: state === 'failed' ? 'failed' : 'pending', error, first: false, last: true };
}

function together(before, after) {
  return before.userId === after.userId && before.username === after.username && after.timestamp - before.timestamp < TOGETHER;
}
