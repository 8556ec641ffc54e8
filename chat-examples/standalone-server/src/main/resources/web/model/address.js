/** What somebody typed as a room: `#tea` is meant as `tea`. */
export const cleanRoom = (text) => text.trim().replace(/^#+/, '').trim();

/** The room in an address, `#room=tea` or `?room=tea`, or ''. */
export function roomInAddress({ hash, search }) {
  const fromHash = new URLSearchParams(hash.slice(1)).get('room');
  return cleanRoom(fromHash ?? new URLSearchParams(search).get('room') ?? '');
}

/** The address that leads others to a room. */
export function addressOf(roomId, { origin, pathname }) {
  return `${origin}${pathname}#${new URLSearchParams({ room: roomId })}`;
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
