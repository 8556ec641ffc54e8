/** What somebody typed as a room: `#tea` is meant as `tea`. */
export const cleanRoom = (text) => text.trim().replace(/^#+/, '').trim();

/** `#room/tea`, behind that a message, and behind that its thread. */
const TARGET = /^#room\/([^/]+)(?:\/([^/]+)(\/thread)?)?$/;

/**
 * Where an address leads: `#room/tea` to a room, `#room/tea/<id>` to a message there, `#room/tea/<id>/thread` to what answers it; `#room=tea` and `?room=tea` are understood, too.
 *
 * @returns {{room: string, message?: string, thread?: boolean}} without a room it is ''
 */
export function targetIn({ hash, search }) {
  const [, room, message, thread] = TARGET.exec(hash)?.map(decoded) ?? [];
  if (room) return { room: cleanRoom(room), message, thread: thread !== undefined };
  const fromHash = new URLSearchParams(hash.slice(1)).get('room');
  return { room: cleanRoom(fromHash ?? new URLSearchParams(search).get('room') ?? '') };
}

/** The address that leads others to a room, to a message in it, or to what answers that. */
export function addressOf({ room, message, thread }, { origin, pathname }) {
  const path = [room, message].filter(Boolean).map(encodeURIComponent).join('/');
  return `${origin}${pathname}#room/${path}${thread ? '/thread' : ''}`;
}

/** What is no text stands for nothing. */
function decoded(text) {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * The proof of who this is, `#token=`, and the address without it.
 *
 * @returns {{token: string, rest: string} | null} null if none is named; an empty one says that the last one is over
 */
export function tokenInAddress({ hash, pathname, search }) {
  const words = new URLSearchParams(hash.slice(1));
  const token = words.get('token');
  if (token === null) return null;
  words.delete('token');
  const others = words.toString();
  return { token, rest: `${pathname}${search}${others && `#${others}`}` };
}
