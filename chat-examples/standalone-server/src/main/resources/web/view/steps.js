/**
 * The address names the current room and the thread that is open: each that one goes to is a step of the history. A link may lead to
 * a message, too.
 */
export class Steps {
  #place;
  #stay;
  #open;
  #jump;
  /** Where a link leads, until one is there. */
  #sought = null;
  /** The history is on its way back from a thread. */
  #goesBack = false;

  /**
   * @param {{root: Element, place: object, stay: object, open: (roomId: string) => void, jump: (id: string) => void, signal: AbortSignal}}
   *   options `open`: shows a room, `jump`: a message of the current one
   */
  constructor({ root, place, stay, open, jump, signal }) {
    this.#place = place;
    this.#stay = stay;
    this.#open = open;
    this.#jump = jump;
    root.addEventListener('click', (event) => this.#followed(event), { signal });
  }

  /** Shows a room, and as soon as one is there a message in it, or its thread. */
  open({ room, message, thread }) {
    this.#sought = message ? { room, message, thread } : null;
    this.#open(room);
  }

  /** The address leads somewhere else. Returns whether it does: nobody comes into a room that they have left by going back. */
  follow(target, isStep) {
    this.#goesBack = false;
    const { room, message, thread } = target;
    const { rooms, threads } = this.#stay;
    if (!room || (isStep && !rooms.get(room))) return false;
    if (!isStep || room !== rooms.current?.roomId) this.open(target);
    else if (thread) threads.open(message);
    else threads.close();
    return true;
  }

  closeThread() {
    this.#stay.threads.close();
    if (!this.#place.isOver) return;
    this.#goesBack = true;
    this.#place.back();
  }

  /** Another room is current, or another thread is open. */
  show({ roomId }) {
    // Until one is there the address is the link.
    if (this.#goesBack || this.#sought?.room === roomId) return;
    const thread = this.#stay.threads.current;
    const before = this.#place.target;
    const target = thread ? { room: roomId, message: thread.id, thread: true } : { room: roomId };
    // There is no way back to a room that was left.
    if (before.room !== roomId) this.#place.show(target, this.#stay.rooms.get(before.room) ? 'next' : 'instead');
    else this.#place.show(target, thread && !before.thread ? 'over' : 'instead');
  }

  /** Goes where a link leads, once the room is there. */
  seek(current) {
    if (!this.#sought) return;
    const { room, message, thread } = this.#sought;
    const isHere = room === current.roomId;
    if (isHere && !(current.joined && this.#stay.connection.isOnline)) return;
    this.#sought = null;
    if (!isHere) return;
    if (thread) this.#stay.threads.open(message);
    else this.#jump(message);
    this.show(current);
  }

  /** A link to what is here opens it here. */
  #followed(event) {
    const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
    const link = target.closest('a[href]');
    const leads = link && this.#place.targetOf(link);
    if (!leads || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    this.open(leads);
  }
}
