import { EVERYBODY, whomItMentions } from './mentions.js';

/** What the user does with messages that are there. Each tells `onChange(part)` what of the page is out of date. */
export class Acts {
  #chat;
  #rooms;
  #threads;
  #writing;
  #deletions;
  #reactions;
  #roles;
  #onChange;
  #onFailed;

  /**
   * What is edited is written at a desk: that of the current room, or of the thread that is open, see `deskOf`.
   *
   * @param {{chat: object, rooms: object, threads: {current: object | null}, writing: object, deletions: object, reactions: object, roles: object,
   *   onChange: (part: string) => void,
   *   onFailed: (error: Error) => void}} options
   */
  constructor({ chat, rooms, threads, writing, deletions, reactions, roles, onChange, onFailed }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#threads = threads;
    this.#writing = writing;
    this.#deletions = deletions;
    this.#reactions = reactions;
    this.#roles = roles;
    this.#onChange = onChange;
    this.#onFailed = onFailed;
  }

  reply(id) {
    this.#writing.reply(this.#message(id));
    this.#onChange('writing');
  }

  edit(id, desk) {
    const message = this.#message(id);
    this.#writing.edit(message, message.message, desk);
    this.#onChange('writing');
  }

  /** Edits what one has said last among some messages. Returns whether there is something. */
  editLast(messages = this.#rooms.current.messages, desk = undefined) {
    const { userId } = this.#chat.user;
    const isMine = (message) => message.userId === userId && !message.deleted && !this.#deletions.stageOf(message);
    const last = messages.findLast(isMine);
    if (last) this.edit(last.id, desk);
    return Boolean(last);
  }

  /** Neither answers nor edits any more. */
  drop(desk = this.#rooms.current.roomId) {
    this.#writing.end(desk);
    this.#onChange('writing');
  }

  /**
   * Gives the message that is edited another text.
   *
   * @returns {Promise<Error | null>} why it was not taken; of a conflict, the next try is from the state that is there now
   */
  async change(text, desk = this.#rooms.current.roomId) {
    const { message } = this.#writing.of(desk);
    if (text !== message.message) {
      try {
        await this.#chat.edit(message, { message: text, ...this.#mentionsOf(message, text, desk) });
      } catch (error) {
        const present = this.#rooms.get(message.roomId)?.get(message.id) ?? this.#threads.current?.get(message.id);
        if (error.code === 'EDIT_CONFLICT' && present && !present.deleted) this.#writing.edit(present, text, desk);
        return error;
      }
    }
    this.#writing.end(desk);
    this.#onChange('writing');
    return null;
  }

  /** Of whom it is not known what they are called it is not known either whether the text names them: they stay. */
  #mentionsOf({ mentions: before = [], mentionsRoom: wasForAll = false }, text, desk) {
    const { current } = this.#rooms;
    const everybody = wasForAll ? [EVERYBODY] : this.#everybodyIn(text);
    const nameless = before.filter((userId) => current.namesOf(userId).length === 0);
    const named = before.flatMap((userId) => current.namesOf(userId).map((username) => ({ userId, username })));
    const { mentions, mentionsRoom } = whomItMentions(text, [...this.#writing.chosenIn(desk), ...named, ...this.others, ...everybody]);
    const after = [...nameless, ...mentions];
    const isSame = after.length === before.length && after.every((userId) => before.includes(userId));
    return {
      ...(!isSame && { mentions: after.length > 0 ? after : null }),
      ...(mentionsRoom !== wasForAll && { mentionsRoom: mentionsRoom || null }),
    };
  }

  /** Who else is in the current room. */
  get others() {
    return this.#rooms.current.members.filter(({ userId }) => userId !== this.#chat.user.userId);
  }

  /** Who can be mentioned, as far as it is known: the whole room by those who may. */
  get mentionable() {
    return [...this.others, ...(this.#roles.mayMentionRoom(this.#rooms.current.roomId) ? [EVERYBODY] : [])];
  }

  /** Whom a new text mentions, as a message says it. */
  mentionsIn(text, desk = this.#rooms.current.roomId) {
    return whomItMentions(text, [...this.#writing.chosenIn(desk), ...this.others, ...this.#everybodyIn(text)]);
  }

  /** Until it is known that the user may not, the server is asked. */
  #everybodyIn(text) {
    return text.includes('@') && this.#roles.mayMentionRoom(this.#rooms.current.roomId) !== false ? [EVERYBODY] : [];
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

  /** Of a thread not all need be loaded in the room. */
  #message(id) {
    return this.#rooms.current.get(id) ?? this.#threads.current.get(id);
  }
}
