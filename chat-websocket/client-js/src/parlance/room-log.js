/**
 * Where a client stands in the log of a room, and what a live event is to it. Offsets grow by one per room, so anything
 * else than the next one is either known already or tells of a hole.
 */
export class RoomLog {
  /** @type {{epoch: string, offset: number} | null} the last position seen, sent as `since` when joining again */
  position = null;

  /** Takes a `message` or `message_updated`: `next` (position moved on), `known`, or `gap` (join again). */
  take(event) {
    const offset = event.changeOffset ?? event.offset;
    // Of whichever log: who has seen nothing yet has missed nothing before its first event.
    const first = offset === 1 && this.position.offset === 0;
    if (event.epoch !== this.position.epoch && !first) return 'gap';
    if (offset <= this.position.offset) return 'known';
    if (offset > this.position.offset + 1) return 'gap';
    this.position = { epoch: event.epoch, offset };
    return 'next';
  }
}
