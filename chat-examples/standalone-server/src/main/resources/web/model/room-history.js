const PATIENCE = 20_000;

/** What was said in rooms: of those that are open here as the chat reads it, of others as the server shows it over HTTP to who may read it, since nobody comes in for that. */
export class RoomHistory {
  #chat;
  #url;
  #token;
  #fetch;

  /** @param {{chat: object, url: string, token?: string, fetch?: Function}} options `url`: of the native protocol */
  constructor({ chat, url, token, fetch = (...all) => globalThis.fetch(...all) }) {
    this.#chat = chat;
    this.#url = url;
    this.#token = token;
    this.#fetch = fetch;
  }

  /**
   * @param {string} roomId
   * @param {{after: number, epoch: string, limit: number}} query
   * @returns {Promise<{messages: object[], hasMore: boolean}>} oldest first
   */
  async read(roomId, query) {
    if (this.#chat.rooms.includes(roomId)) return this.#chat.history(roomId, query);
    const address = new URL(`api/chat/${encodeURIComponent(roomId)}/history`, this.#url.replace(/^ws/, 'http'));
    address.search = new URLSearchParams(query);
    const headers = this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` };
    const answer = await this.#fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }
}
