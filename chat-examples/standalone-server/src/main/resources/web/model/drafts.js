const DRAFTS = 'drafts';
const ANSWERED = 'answered';
/** So much of what is answered is kept: it is shown in two lines. */
const MOST_OF_ANSWERED = 200;

/** What is being written: one draft for each room, and which message it answers, kept through reloads. */
export class Drafts {
  #memory;
  #texts;
  #answered;

  constructor(memory) {
    this.#memory = memory;
    this.#texts = memory.recall(DRAFTS, {}, 'tab');
    this.#answered = memory.recall(ANSWERED, {}, 'tab');
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

  /** The message that is answered there, as it was seen, or undefined. */
  answeredIn(roomId) {
    return this.#answered[roomId];
  }

  /** Without a message, it answers none. */
  keepAnswered(roomId, message) {
    if (!message && !this.#answered[roomId]) return;
    if (message) {
      const { id, userId, username, message: text } = message;
      this.#answered[roomId] = { roomId, id, userId, username, message: text.slice(0, MOST_OF_ANSWERED) };
    } else delete this.#answered[roomId];
    this.#memory.keep(ANSWERED, this.#answered, 'tab');
  }
}
