/** The room in the page's address, `#room=tea` or `?room=tea`, or ''. */
export function roomInAddress({ hash, search } = location) {
  const fromHash = new URLSearchParams(hash.slice(1)).get('room');
  return cleanRoom(fromHash ?? new URLSearchParams(search).get('room') ?? '');
}

/** The address that leads others to a room. */
export function addressOf(roomId) {
  return `${location.origin}${location.pathname}#${new URLSearchParams({ room: roomId })}`;
}

export function showInAddress(roomId) {
  history.replaceState(null, '', roomId ? addressOf(roomId) : location.pathname);
}

/** What somebody typed as a room: `#tea` is meant as `tea`. */
export const cleanRoom = (text) => text.trim().replace(/^#+/, '').trim();
