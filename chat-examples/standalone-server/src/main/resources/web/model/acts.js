import { whomItMentions } from './mentions.js';

/** What the user does with messages that are there. Each tells `onChange(part)` what of the page is out of date. */
export class Acts {
  #chat;
  #rooms;
  #writing;
  #deletions;
  #reactions;
  #onChange;
  #onFailed;

  /**
   * @param {{chat: object, rooms: object, writing: object, deletions: object, reactions: object,
   *   onChange: (part: string) => void,
   *   onFailed: (error: Error) => void}} options
   */
  constructor({ chat, rooms, writing, deletions, reactions, onChange, onFailed }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#writing = writing;
    this.#deletions = deletions;
    this.#reactions = reactions;
    this.#onChange = onChange;
    this.#onFailed = onFailed;
  }

  reply(id) {
    this.#writing.reply(this.#message(id));
    this.#onChange('writing');
  }

  edit(id) {
    this.#writing.edit(this.#message(id));
    this.#onChange('writing');
  }

  /** Edits what one has said last, as far as it is loaded. Returns whether there is something. */
  editLast() {
    const { userId } = this.#chat.user;
    const isMine = (message) => message.userId === userId && !message.deleted && !this.#deletions.stageOf(message);
    const last = this.#rooms.current.messages.findLast(isMine);
    if (last) this.edit(last.id);
    return Boolean(last);
  }

  /** Neither answers nor edits any more. */
  drop() {
    this.#writing.end(this.#rooms.current.roomId);
    this.#onChange('writing');
  }

  /**
   * Gives the message that is edited another text.
   *
   * @returns {Promise<Error | null>} why it was not taken; of a conflict, the next try is from the state that is there now
   */
  async change(text) {
    const { message } = this.#writing.of(this.#rooms.current.roomId);
    if (text !== message.message) {
      try {
        await this.#chat.edit(message, { message: text, ...this.#mentionsOf(message, text) });
      } catch (error) {
        const present = this.#rooms.get(message.roomId)?.get(message.id);
        if (error.code === 'EDIT_CONFLICT' && present && !present.deleted) this.#writing.edit(present, text);
        return error;
      }
    }
    this.#writing.end(message.roomId);
    this.#onChange('writing');
    return null;
  }

  /** Of whom it is not known what they are called it is not known either whether the text names them: they stay. */
  #mentionsOf({ mentions: before = [] }, text) {
    const { current } = this.#rooms;
    const nameless = before.filter((userId) => current.nameOf(userId) === undefined);
    const named = before.map((userId) => ({ userId, username: current.nameOf(userId) })).filter(({ username }) => username);
    const after = [...nameless, ...whomItMentions(text, [...this.#writing.chosenIn(current.roomId), ...named, ...this.others])];
    if (after.length === before.length && after.every((userId) => before.includes(userId))) return {};
    return { mentions: after.length > 0 ? after : null };
  }

  /** Who else is in the current room. */
  get others() {
    return this.#rooms.current.members.filter(({ userId }) => userId !== this.#chat.user.userId);
  }

  /** Whom a new text mentions. */
  mentionsIn(text) {
    return whomItMentions(text, [...this.#writing.chosenIn(this.#rooms.current.roomId), ...this.others]);
  }

  delete(id) {
    this.#deletions.begin(this.#message(id));
  }

  undoDelete(id) {
    this.#deletions.undo(id);
  }

  react(id, emoji) {
    this.#reactions.toggle(this.#message(id), emoji);
  }

  /** Pins a message, or unpins one that is pinned. */
  pin(id) {
    const { roomId, pinnedAt } = this.#message(id);
    this.#chat.pin(roomId, id, !pinnedAt).catch(this.#onFailed);
  }

  /** Of a message that need not be loaded. */
  unpin({ roomId, id }) {
    this.#chat.pin(roomId, id, false).catch(this.#onFailed);
  }

  #message(id) {
    return this.#rooms.current.get(id);
  }
}
