const DRAFTS = 'drafts';

/** What is being written: one draft for each room, kept through reloads. */
export class Drafts {
  #memory;
  #texts;

  constructor(memory) {
    this.#memory = memory;
    this.#texts = memory.recall(DRAFTS, {}, 'tab');
  }

  of(roomId) {
    return this.#texts[roomId] ?? '';
  }

  /** An empty text is no draft. */
  keep(roomId, text) {
    if (text) this.#texts[roomId] = text;
    else delete this.#texts[roomId];
    this.#memory.keep(DRAFTS, this.#texts, 'tab');
  }
}
