/** What is being written in each room: something new, an answer, or another text for what was said, beside which the draft is kept. */
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
  of(roomId) {
    return this.#beside.get(roomId) ?? { kind: 'new' };
  }

  textIn(roomId) {
    return this.#beside.get(roomId)?.text ?? this.#drafts.of(roomId);
  }

  keep(roomId, text) {
    const beside = this.#beside.get(roomId);
    if (beside?.kind === 'edit') beside.text = text;
    else this.#drafts.keep(roomId, text);
  }

  reply(message) {
    this.#beside.set(message.roomId, { kind: 'reply', message });
  }

  /** Begins with the text that is there. */
  edit(message, text = message.message) {
    this.#beside.set(message.roomId, { kind: 'edit', message, text });
  }

  chosenIn(roomId) {
    return this.#chosen.get(roomId) ?? [];
  }

  choose(roomId, person) {
    this.#chosen.set(roomId, [person, ...this.chosenIn(roomId)]);
  }

  /** Goes on with what was written before. */
  end(roomId) {
    this.#beside.delete(roomId);
    this.#chosen.delete(roomId);
  }
}
