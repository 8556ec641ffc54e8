/** How far a user has read in each room: by the server's word on whichever device, where there is one, and else in this browser. */
export class SharedMarks {
  #following;
  #own;
  /** What was read here and may not have come to the server yet. */
  #here = new Map();

  /** @param {{following: object, own: object}} options `own`: the marks of this browser */
  constructor({ following, own }) {
    this.#following = following;
    this.#own = own;
  }

  /** The offset up to which everything was seen; in a room never read that is everything, in another epoch nothing. */
  seen(roomId, epoch) {
    if (!this.#following.isKnown) return this.#own.seen(roomId, epoch);
    const mark = this.#following.markOf(roomId);
    return mark ? Math.max(offsetIn(epoch, mark), offsetIn(epoch, this.#here.get(roomId))) : Infinity;
  }

  set(roomId, position) {
    this.#own.set(roomId, position);
    if (!this.#following.isKnown) return;
    this.#here.set(roomId, position);
    this.#following.read(roomId, position);
  }

  /** What was read here is to be unread again. */
  setBack(roomId) {
    this.#here.delete(roomId);
  }
}

const offsetIn = (epoch, position) => (position?.epoch === epoch ? position.offset : 0);
