/** Where one writes: a room, or a thread of it. No room has such a character in its id. */
export const deskOf = (roomId, thread) => (thread ? `${roomId}\u0000${thread}` : roomId);

/** What is being written at each desk: something new, an answer, or another text for what was said, beside which the draft is kept. */
export class Writing {
  #drafts;
  /** @type {Map<string, {kind: 'reply' | 'edit', message: object, text?: string}>} */
  #beside = new Map();
  /** Who was chosen to be mentioned: of several with one name that one. */
  #chosen = new Map();

  constructor(drafts) {
    this.#drafts = drafts;
  }

  /** @returns {{kind: 'new' | 'reply' | 'edit', message?: object}} `message`: which one is answered or edited, as it was seen */
  of(desk) {
    return this.#beside.get(desk) ?? { kind: 'new' };
  }

  textIn(desk) {
    return this.#beside.get(desk)?.text ?? this.#drafts.of(desk);
  }

  keep(desk, text) {
    const beside = this.#beside.get(desk);
    if (beside?.kind === 'edit') beside.text = text;
    else this.#drafts.keep(desk, text);
  }

  reply(message, desk = message.roomId) {
    this.#beside.set(desk, { kind: 'reply', message });
  }

  /** Begins with the text that is there. */
  edit(message, text = message.message, desk = message.roomId) {
    this.#beside.set(desk, { kind: 'edit', message, text });
  }

  chosenIn(desk) {
    return this.#chosen.get(desk) ?? [];
  }

  choose(desk, person) {
    this.#chosen.set(desk, [person, ...this.chosenIn(desk)]);
  }

  /** Goes on with what was written before. */
  end(desk) {
    this.#beside.delete(desk);
    this.#chosen.delete(desk);
  }
}
