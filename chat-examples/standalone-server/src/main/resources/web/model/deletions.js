/** How long one may take a deletion back; then it is sent, for what is deleted on the server stays so. */
const REGRET = 5_000;

/** Messages that are about to be deleted. */
export class Deletions {
  #chat;
  #clock;
  #onChange;
  #onFailed;
  /** Timers by message; null once it is sent. */
  #leaving = new Map();

  /**
   * @param {{chat: object, clock?: {setTimeout: Function, clearTimeout: Function}, onChange: (part: string) => void,
   *   onFailed: (error: Error) => void}} options
   */
  constructor({ chat, clock = globalThis, onChange, onFailed }) {
    this.#chat = chat;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#onFailed = onFailed;
  }

  /** How far the deletion of a message is: undefined if there is none, `revocable`, or `sent`. */
  stageOf({ id, deleted }) {
    if (deleted) this.#leaving.delete(id);
    const leaving = this.#leaving.get(id);
    return leaving ? 'revocable' : leaving === null ? 'sent' : undefined;
  }

  begin({ roomId, id }) {
    if (this.#leaving.has(id)) return;
    const timer = this.#clock.setTimeout(() => this.#send(id), REGRET);
    this.#leaving.set(id, { roomId, timer });
    this.#onChange('log');
  }

  undo(id) {
    const leaving = this.#leaving.get(id);
    if (!leaving) return;
    this.#clock.clearTimeout(leaving.timer);
    this.#leaving.delete(id);
    this.#onChange('log');
  }

  /** Nobody is there any more to take anything back. */
  sendAll() {
    for (const [id, leaving] of this.#leaving) if (leaving) this.#send(id);
  }

  async #send(id) {
    const { roomId, timer } = this.#leaving.get(id);
    this.#clock.clearTimeout(timer);
    this.#leaving.set(id, null);
    this.#onChange('log');
    try {
      await this.#chat.delete(roomId, id);
    } catch (error) {
      this.#leaving.delete(id);
      this.#onChange('log');
      this.#onFailed(error);
    }
  }
}
