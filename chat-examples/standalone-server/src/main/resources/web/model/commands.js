import { Passage } from './passage.js';

/** On the way to a message older ones come in pages of this size, as many at the most. */
const PAGE_BACK = 200;
const MOST_PAGES_BACK = 20;

/** What the user does. Each tells `onChange(part)` what of the page is out of date. */
export class Commands {
  #chat;
  #rooms;
  #unread;
  #following;
  #list;
  #places;
  #page;
  #onChange;
  #passage;
  /** Of conversations, what older messages are being loaded. */
  #loading = new WeakMap();

  /**
   * @param {{chat: object, rooms: object, unread: object, following: object, list: object, places: object, page: number,
   *   clock?: object, onChange: (part: string) => void}} options `page`: how many older messages come at a time
   */
  constructor({ chat, rooms, unread, following, list, places, page, clock = globalThis, onChange }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#unread = unread;
    this.#following = following;
    this.#list = list;
    this.#places = places;
    this.#page = page;
    this.#onChange = onChange;
    this.#passage = new Passage({ clock, onStay: (roomId) => this.#chat.join(roomId) });
  }

  /** Enters a room if need be, without going to it. */
  enter(roomId) {
    if (!this.#rooms.add(roomId)) return;
    this.#chat.join(roomId);
    this.#onChange('rooms');
  }

  open(roomId) {
    this.#leaveBehind(roomId);
    this.enter(roomId);
    this.#show(roomId);
  }

  /** Goes to the room `step` places further in the list. Whoever only passes one that is not open here does not come in. */
  openNeighbour(step) {
    const roomId = this.#list.neighbour(step);
    if (roomId === undefined) return;
    if (this.#rooms.get(roomId)) return this.open(roomId);
    this.#leaveBehind(roomId);
    this.#rooms.add(roomId);
    this.#show(roomId);
    this.#passage.pass(roomId);
  }

  #leaveBehind(roomId) {
    const before = this.#rooms.current;
    if (this.#passage.at === roomId) this.#passage.stay();
    if (!before || before.roomId === roomId) return;
    if (this.#passage.goOn() !== null) return void this.#rooms.remove(before.roomId);
    this.#chat.typing(before.roomId, false);
    this.#unread.left(before);
  }

  #show(roomId) {
    this.#rooms.show(roomId);
    this.#keepPlace();
    this.#onChange('room');
  }

  leave(roomId) {
    if (this.#passage.at === roomId) this.#passage.goOn();
    this.#chat.leave(roomId);
    this.#following.unfollow(roomId);
    const [other] = this.#following.ids;
    // Who closes all that is open here goes on to what is followed.
    if (other !== undefined && this.#rooms.ids.every((each) => each === roomId)) this.open(other);
    this.drop(roomId);
  }

  /** What was said from a message on is to be unread again, on all devices. Throws why not. */
  async markUnread(id) {
    const { current } = this.#rooms;
    await this.#following.markUnread(current.roomId, { epoch: current.epoch, offset: current.get(id).offset - 1 });
  }

  /** One is in a room no more, whoever said so. */
  drop(roomId) {
    const next = this.#rooms.remove(roomId);
    if (next !== undefined) this.open(next);
    this.#keepPlace();
    this.#onChange('rooms');
    if (!this.#rooms.current) this.#onChange('room');
  }

  /** Leaves everything, at once instead of after the server's grace. */
  end() {
    this.#passage.goOn();
    this.#places.forget();
    for (const roomId of this.#chat.rooms) this.#chat.leave(roomId);
    this.#chat.close();
  }

  /** How much would be lost with a room, or with all of them. */
  unsent(rooms = this.#chat.rooms) {
    return rooms.reduce((sum, roomId) => sum + this.#chat.unsent(roomId).length, 0);
  }

  typing(text) {
    this.#passage.stay();
    this.#chat.typing(this.#rooms.current.roomId, text.trim() !== '');
  }

  /**
   * Returns whether there was room for it among what waits to be sent.
   *
   * @param {string} text
   * @param {{replyTo?: string, mentions?: string[], mentionsRoom?: boolean}} [beside] what the message says beside its text
   */
  send(text, beside = {}) {
    const { current } = this.#rooms;
    this.#passage.stay();
    try {
      this.#chat.send(current.roomId, text, beside);
    } catch (error) {
      if (error.code !== 'OUTBOX_FULL') throw error;
      return false;
    }
    current.newAfter = null;
    return true;
  }

  retry(clientMessageId) {
    this.#chat.retry(clientMessageId);
  }

  discard(clientMessageId) {
    this.#chat.discard(clientMessageId);
  }

  /** The end of the current room is in sight. */
  read() {
    if (this.#unread.read(this.#rooms.current)) this.#onChange('rooms');
  }

  /** What was new in the current room and has been read is new no more. */
  settle() {
    const { current } = this.#rooms;
    if (!current || current.newAfter === null) return;
    this.#unread.left(current);
    if (current.newAfter === null) this.#onChange('log');
  }

  /**
   * Loads older messages until one is there, as far as there is a reasonable way.
   *
   * @returns {Promise<Error | null>} why it is not there, with a code of the server's or `TOO_FAR_BACK`; null too if one has gone to another
   *   room meanwhile
   */
  async loadBackTo(id) {
    const conversation = this.#rooms.current;
    try {
      // What is no more is not looked for.
      if (!conversation.get(id)) await this.#chat.message(conversation.roomId, id);
    } catch (error) {
      return error;
    }
    for (let page = 0; page < MOST_PAGES_BACK && conversation.hasMore; page += 1) {
      if (conversation.get(id) || conversation !== this.#rooms.current) return null;
      const error = await this.loadOlder(PAGE_BACK);
      if (error) return error;
    }
    if (conversation.get(id) || conversation !== this.#rooms.current) return null;
    return Object.assign(new Error(id), { code: 'TOO_FAR_BACK' });
  }

  /** Loads a page of what is older than all that is there. Returns what went wrong. */
  loadOlder(limit = this.#page) {
    const conversation = this.#rooms.current;
    const underWay = this.#loading.get(conversation);
    if (underWay) return underWay;
    const loading = this.#load(conversation, limit).finally(() => this.#loading.delete(conversation));
    this.#loading.set(conversation, loading);
    return loading;
  }

  async #load(conversation, limit) {
    const { oldest, epoch } = conversation;
    let problem = null;
    conversation.older = 'loading';
    this.#onChange('log');
    try {
      const options = { before: oldest.offset, epoch, limit };
      const page = await this.#chat.history(conversation.roomId, options);
      // After a reset the page belongs to messages that are no longer shown.
      if (conversation.oldest === oldest) conversation.addOlder(page.messages, page.hasMore && page.messages.length > 0);
      conversation.older = 'idle';
    } catch (error) {
      problem = error;
      conversation.older = error.code === 'DISCONNECTED' ? 'idle' : 'failed';
    }
    this.#onChange('log');
    return problem;
  }

  #keepPlace() {
    const { ids, current } = this.#rooms;
    this.#places.keep({ username: this.#chat.user.username, rooms: ids, current: current?.roomId });
  }
}
