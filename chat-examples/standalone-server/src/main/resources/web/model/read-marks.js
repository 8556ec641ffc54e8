const MOST = 100;

/** How far a user has read in each room, through reloads and for all tabs of the browser. */
export class ReadMarks {
  #memory;
  #what;
  /** What was written last, because a log at its end is read at every scroll. */
  #written = new Map();

  constructor(memory, userId) {
    this.#memory = memory;
    this.#what = `read.${userId}`;
  }

  /** The offset up to which everything was seen; in a room never read that is everything, in another epoch nothing. */
  seen(roomId, epoch) {
    const mark = this.#memory.recall(this.#what, {})[roomId];
    if (!mark) return Infinity;
    return mark.epoch === epoch ? mark.offset : 0;
  }

  set(roomId, { epoch, offset }) {
    if (this.#written.get(roomId) === `${epoch} ${offset}`) return;
    this.#written.set(roomId, `${epoch} ${offset}`);
    const { [roomId]: before, ...others } = this.#memory.recall(this.#what, {});
    if (before?.epoch === epoch && before.offset >= offset) return;
    const newest = Object.entries(others).slice(1 - MOST);
    this.#memory.keep(this.#what, Object.fromEntries([...newest, [roomId, { epoch, offset }]]));
  }
}
