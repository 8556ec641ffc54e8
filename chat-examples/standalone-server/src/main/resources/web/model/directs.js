const DIRECT = 'direct~';
/** What the ids of those begin with who came to this server without a login, while others have one. */
const GUEST = 'guest:';
const PEERS = 'peers';
const MOST = 200;

/** Rooms of two have ids that no other room has. */
export const isDirect = (roomId) => roomId.startsWith(DIRECT);

/** Whether somebody would come to know of it: nobody knows a guest again. */
export const isReachable = ({ userId }) => !userId.startsWith(GUEST);

/** With whom one is in rooms of two. What somebody is called is kept: a server that knows no names gives the id in place of it. */
export class Directs {
  #chat;
  #memory;
  #following;
  #profiles;

  /** @param {{chat: object, memory: object, following: object, profiles: object}} options */
  constructor({ chat, memory, following, profiles }) {
    this.#chat = chat;
    this.#memory = memory;
    this.#following = following;
    this.#profiles = profiles;
  }

  /** The room of the user and one other. */
  async open(peer) {
    const roomId = await this.#chat.openDirect(peer.userId);
    this.#keep(roomId, peer);
    return roomId;
  }

  /**
   * The other one of a room of two; undefined as long as nobody knows.
   *
   * @param {string} roomId
   * @param {object} [conversation] the room as it is open here
   */
  peerIn(roomId, conversation) {
    const { peer, last } = this.#following.get(roomId) ?? {};
    const kept = this.#peers[roomId];
    const userId = peer?.userId ?? kept?.userId;
    if (userId === undefined) return undefined;
    const { username: now, picture = peer?.picture } = this.#profiles.get(userId) ?? {};
    const told = peer && peer.username !== userId ? peer.username : undefined;
    const said = last?.userId === userId ? last.username : undefined;
    const username = now ?? told ?? conversation?.nameOf(userId) ?? said ?? kept?.username ?? userId;
    if (kept?.username !== username) this.#keep(roomId, { userId, username });
    return { userId, username, picture };
  }

  #keep(roomId, peer) {
    const { [roomId]: before, ...others } = this.#peers;
    this.#memory.keep(PEERS, Object.fromEntries([...Object.entries(others).slice(1 - MOST), [roomId, peer]]));
  }

  get #peers() {
    return this.#memory.recall(PEERS, {});
  }
}
