/** Where one writes: a room, or a thread of it. No room has such a character in its id. */
export const deskOf = (roomId, thread) => (thread ? `${roomId}\u0000${thread}` : roomId);

/** What is being written at each desk: something new, an answer, or another text for what was said, beside which the draft is kept with what it answers. */
export class Writing {
  #drafts;
  /** @type {Map<string, {kind: 'edit', message: object, text: string}>} */
  #edits = new Map();
  /** Who was chosen to be mentioned: of several with one name that one. */
  #chosen = new Map();

  constructor(drafts) {
    this.#drafts = drafts;
  }

  /** @returns {{kind: 'new' | 'reply' | 'edit', message?: object}} `message`: which one is answered or edited, as it was seen */
  of(desk) {
    const answered = this.#drafts.answeredIn(desk);
    return this.#edits.get(desk) ?? (answered ? { kind: 'reply', message: answered } : { kind: 'new' });
  }

  textIn(desk) {
    return this.#edits.get(desk)?.text ?? this.#drafts.of(desk);
  }

  keep(desk, text) {
    const edit = this.#edits.get(desk);
    if (edit) edit.text = text;
    else this.#drafts.keep(desk, text);
  }

  reply(message, desk = message.roomId) {
    this.#edits.delete(desk);
    this.#drafts.keepAnswered(desk, message);
  }

  /** Begins with the text that is there. */
  edit(message, text = message.message, desk = message.roomId) {
    this.#edits.set(desk, { kind: 'edit', message, text });
  }

  chosenIn(desk) {
    return this.#chosen.get(desk) ?? [];
  }

  choose(desk, person) {
    this.#chosen.set(desk, [person, ...this.chosenIn(desk)]);
  }

  /** Goes on with what was written before: behind an edit that is the draft, with what it answers. */
  end(desk) {
    if (!this.#edits.delete(desk)) this.#drafts.keepAnswered(desk, null);
    this.#chosen.delete(desk);
  }
}
