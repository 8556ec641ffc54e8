/** Which room the address names, with a step of the history for each that one goes to, and the message to which a link leads. */
export class Steps {
  #place;
  #stay;
  #open;
  #jump;
  /** Until it is gone to. */
  #sought = null;

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

  /** Shows a room, and a message in it as soon as one is there. */
  open(roomId, message) {
    this.#sought = message ? { roomId, message } : null;
    this.#open(roomId);
  }

  /** The address leads somewhere else. Returns whether it does: nobody comes into a room that they have left by going back. */
  follow({ room, message }, isStep) {
    const leads = room && !(isStep && !this.#stay.rooms.get(room));
    if (leads) this.open(room, message);
    return Boolean(leads);
  }

  /** Another room is current. */
  show({ roomId }) {
    const { room } = this.#place.target;
    // There is no way back to a room that was left.
    this.#place.show({ room: roomId }, { instead: room === roomId || !this.#stay.rooms.get(room) });
  }

  /** Goes to the message that a link named, once the room is there. */
  seek(current) {
    if (!this.#sought) return;
    const { roomId, message } = this.#sought;
    const isHere = roomId === current.roomId;
    if (isHere && !(current.joined && this.#stay.connection.isOnline)) return;
    this.#sought = null;
    if (isHere) this.#jump(message);
  }

  /** A link to what is here opens it here. */
  #followed(event) {
    const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
    const link = target.closest('a[href]');
    const leads = link && this.#place.targetOf(link);
    if (!leads || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    this.open(leads.room, leads.message);
  }
}
