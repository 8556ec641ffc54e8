const AT_ONCE = 4;

/** Finds the messages that others answer, where they are not loaded: one by one, each once. */
export class Quotes {
  #chat;
  #onChange;
  /** Of conversations, the ids that are asked for. */
  #asked = new WeakMap();
  #waiting = [];
  #underWay = 0;

  /** @param {{chat: object, onChange: (part: string) => void}} options */
  constructor({ chat, onChange }) {
    this.#chat = chat;
    this.#onChange = onChange;
  }

  /** Asks for what is answered in a conversation and not known. */
  lookUp(conversation) {
    if (!this.#asked.has(conversation)) this.#asked.set(conversation, new Set());
    const asked = this.#asked.get(conversation);
    for (const { replyTo } of conversation.messages) {
      if (!replyTo || asked.has(replyTo) || conversation.original(replyTo) !== undefined) continue;
      asked.add(replyTo);
      this.#waiting.push({ conversation, id: replyTo, asked });
    }
    this.#next();
  }

  #next() {
    while (this.#underWay < AT_ONCE && this.#waiting.length > 0) {
      this.#underWay += 1;
      this.#ask(this.#waiting.shift()).then(() => {
        this.#underWay -= 1;
        this.#next();
      });
    }
  }

  /** What failed for the moment is asked for again when the conversation is drawn the next time; what is refused is as good as gone. */
  async #ask({ conversation, id, asked }) {
    try {
      conversation.setAside(id, await this.#chat.message(conversation.roomId, id));
    } catch (error) {
      if (error.retryable) return void asked.delete(id);
      conversation.setAside(id, null);
    }
    asked.delete(id);
    this.#onChange('log');
  }
}
