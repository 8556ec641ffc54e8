/** What a server answers to who follows rooms: some rooms with marks, which are moved as they are asked to be. */
export class MarkingServer {
  rooms = new Map();

  /** A room that is followed. */
  with(roomId, { offset, unread, version = 1, ...more }) {
    const mark = { roomId, epoch: 'e1', offset, number: offset, version, unread, mentions: 0 };
    this.rooms.set(roomId, { roomId, kind: 'open', mark, posts: offset + unread, ...more });
    return this;
  }

  answers(calls) {
    const { rooms } = this;
    const asked = (name, answer) => (...data) => {
      calls.push([name, ...data]);
      return Promise.resolve().then(() => answer(...data));
    };
    const moved = (roomId, { epoch, offset }, more) => {
      const { mark, posts } = rooms.get(roomId);
      const next = { roomId, epoch, offset, number: offset, version: mark.version + 1, unread: posts - offset, mentions: 0, ...more };
      rooms.get(roomId).mark = next;
      return next;
    };
    return {
      watchRooms: () => calls.push('watch'),
      followedRooms: asked('rooms', ({ limit, after = '' }) => {
        const behind = [...rooms.values()].filter(({ roomId }) => roomId > after).sort((a, b) => (a.roomId < b.roomId ? -1 : 1));
        return { rooms: behind.slice(0, limit).map((room) => ({ ...room })), hasMore: behind.length > limit };
      }),
      follow: asked('follow', (roomId) => this.with(roomId, { offset: 9, unread: 0 }).rooms.get(roomId).mark),
      unfollow: asked('unfollow', (roomId) => rooms.delete(roomId)),
      markRead: asked('read', (roomId, upTo) => moved(roomId, upTo)),
      markUnread: asked('unread', (roomId, behind) => moved(roomId, behind, { markedUnread: true })),
      openDirect: asked('direct', (userId) => `direct~${userId}`),
    };
  }
}

/** A clock that is moved by hand, one timer after another. */
export class HandClock {
  #timers = new Map();
  #last = 0;

  setTimeout = (act) => {
    this.#last += 1;
    this.#timers.set(this.#last, act);
    return this.#last;
  };

  clearTimeout = (id) => this.#timers.delete(id);

  /** What waits comes. */
  async later() {
    const due = [...this.#timers.values()];
    this.#timers.clear();
    for (const act of due) act();
    await settled();
  }
}

/** What was answered has come. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
