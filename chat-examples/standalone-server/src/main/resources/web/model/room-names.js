/**
 * What rooms are called, where they have a record: of those that the user follows the list of these says it, of others that are open here the record itself, for which
 * the server is asked one after another.
 */
export class RoomNames {
  #chat;
  #following;
  #onChange;
  #names = new Map();
  #waiting = [];
  #isAsking = false;

  /** @param {{chat: object, following: object, onChange: (part: string) => void}} options */
  constructor({ chat, following, onChange }) {
    this.#chat = chat;
    this.#following = following;
    this.#onChange = onChange;
    chat.on('reset', ({ roomId }) => this.#lookUp(roomId));
    chat.on('room_updated', ({ roomId, name }) => {
      this.#names.set(roomId, name);
      onChange('names');
    });
  }

  /** Without a name a room is called by its id. */
  of(roomId) {
    return this.#following.get(roomId)?.name ?? this.#names.get(roomId) ?? roomId;
  }

  async #lookUp(roomId) {
    this.#names.delete(roomId);
    if (this.#following.isOffered) return;
    this.#waiting.push(roomId);
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#ask(next);
    this.#isAsking = false;
  }

  async #ask(roomId) {
    try {
      const { name } = await this.#chat.room(roomId);
      if (name === undefined) return;
      this.#names.set(roomId, name);
      this.#onChange('names');
    } catch {
      // Most rooms have no record.
    }
  }
}
