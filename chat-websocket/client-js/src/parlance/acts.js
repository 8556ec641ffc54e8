/**
 * What a user does with messages that are there. Unlike what is said, none of it waits for a connection: while there is
 * none it fails at once, with `DISCONNECTED`. A change that takes effect unseen, long after, is worse than one that is
 * refused.
 */
export class Acts {
  #link;
  #own;

  /** @param {{link: {request: (event: string, data: object) => Promise<object>}, own: object}} options */
  constructor({ link, own }) {
    this.#link = link;
    this.#own = own;
  }

  /** From the state that is given alone, so that nobody changes what they have not seen. */
  edit({ roomId, id, editedAt = 0 }, changes) {
    return this.#link.request('edit_message', { ...changes, roomId, id, ifEditedAt: editedAt });
  }

  delete(roomId, id) {
    return this.#link.request('delete_message', { roomId, id });
  }

  async react(roomId, id, emoji, on) {
    const answer = await this.#link.request('react', { roomId, id, emoji, on });
    this.#own.acted(roomId, id, emoji, on);
    return answer;
  }

  reactors(roomId, id, emoji, query) {
    return this.#link.request('get_reactions', { ...query, roomId, id, emoji });
  }

  async replies(roomId, id, query) {
    return this.#own.completeAll(await this.#link.request('get_replies', { ...query, roomId, id }));
  }

  readers(roomId, id, query) {
    return this.#link.request('get_readers', { ...query, roomId, id });
  }

  /** As far as a position; with the state of the mark that is known, if one is. */
  markRead(roomId, { epoch, offset }, version) {
    return this.#link.request('mark_read', { roomId, epoch, offset, version });
  }

  markUnread(roomId, { epoch, offset }, version) {
    return this.#link.request('mark_unread', { roomId, epoch, offset, version });
  }

  follow(roomId) {
    return this.#link.request('follow_room', { roomId });
  }

  unfollow(roomId) {
    return this.#link.request('unfollow_room', { roomId });
  }

  followedRooms(query) {
    return this.#link.request('get_rooms', { ...query });
  }

  async pins(roomId) {
    return this.#own.completeAll(await this.#link.request('get_pins', { roomId }));
  }

  pin(roomId, id, on) {
    return this.#link.request('pin_message', { roomId, id, on });
  }

  async message(roomId, id) {
    return this.#own.complete(await this.#link.request('get_message', { roomId, id }));
  }
}
