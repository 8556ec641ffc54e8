import { isDirect } from './directs.js';

const ALERTS = 'alerts';
/** Of what one is told: of every message, of those that are for oneself, of none. */
export const WHICH = ['all', 'mentions', 'none'];
const MOST_TOLD = 200;

/**
 * Tells one of what was said while one did not look: of messages in the rooms that are open here, and of mentions wherever they are. What is told of is the reader's choice, kept
 * for all tabs of the browser; one of these tells it.
 */
export class Alerts {
  #chat;
  #rooms;
  #memory;
  #tabs;
  #isForMe;
  #onAlert;
  /** What was seen by this tab, since a mention is told beside its message. */
  #told = new Set();

  /**
   * @param {{chat: object, rooms: object, memory: object, tabs: {areLookedAt: () => Promise<boolean>, claim: (what: string) => Promise<boolean>},
   *   isForMe: (message: object) => boolean, onAlert: (message: object, how: {isDirect: boolean, withSound: boolean}) => void}} options `tabs`: whether any tab of
   *   this user is looked at, and whether this one is the first to tell something
   */
  constructor({ chat, rooms, memory, tabs, isForMe, onAlert }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#memory = memory;
    this.#tabs = tabs;
    this.#isForMe = isForMe;
    this.#onAlert = onAlert;
    chat.on('message', (message) => this.#came(message));
    chat.on('mention', (mention) => this.#mentioned(mention));
  }

  /** What the reader chose, in whichever tab. */
  get choice() {
    const { which, sound } = this.#memory.recall(ALERTS, {});
    return { which: WHICH.includes(which) ? which : 'mentions', sound: sound === true };
  }

  choose(changes) {
    this.#memory.keep(ALERTS, { ...this.choice, ...changes });
  }

  /** Of an open room the message itself comes, but for one that mentions since it was edited. */
  async #mentioned({ roomId, id, removed }) {
    if (removed || this.choice.which === 'none') return;
    try {
      this.#came(this.#rooms.get(roomId)?.original(id) ?? (await this.#chat.message(roomId, id)));
    } catch {
      // What cannot be read need not be told.
    }
  }

  async #came(message) {
    const { roomId, id, userId, deleted } = message;
    // Of different rooms two may have one id.
    const what = `${roomId} ${id}`;
    if (userId === this.#chat.user.userId || deleted || this.#told.has(what) || !this.#isWanted(message)) return;
    this.#told.add(what);
    if (this.#told.size > MOST_TOLD) this.#told.delete(this.#told.values().next().value);
    if ((await this.#tabs.areLookedAt()) || !(await this.#tabs.claim(what))) return;
    this.#onAlert(message, { isDirect: isDirect(roomId), withSound: this.choice.sound });
  }

  #isWanted(message) {
    const { which } = this.choice;
    return which === 'all' || (which === 'mentions' && (isDirect(message.roomId) || this.#isForMe(message)));
  }
}
