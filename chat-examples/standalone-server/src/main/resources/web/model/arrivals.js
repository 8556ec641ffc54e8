/** What the server tells becomes part of the conversations. Events of a room that is not open say nothing. */
export class Arrivals {
  #chat;
  #rooms;
  #unread;
  #following;
  #told;

  /**
   * @param {{chat: object, rooms: object, unread: object, following: object, onRoomLost: (roomId: string) => void,
   *   told: {onChange: (part: string) => void, onNews: (message: object) => void,
   *   onRefused: (roomId: string, error: Error) => void, onRemoved: (roomId: string, reason?: string) => void}}} options
   */
  constructor({ chat, rooms, unread, following, onRoomLost, told }) {
    this.#chat = chat;
    this.#rooms = rooms;
    this.#unread = unread;
    this.#following = following;
    this.#told = told;
    chat.on('state', () => this.#stateChanged());
    chat.on('reset', (reset) => this.#reset(reset));
    chat.on('message', (message) => this.#arrived(message));
    chat.on('message_updated', (message) => this.#updated(message));
    chat.on('members', (event) => this.#with(event, (c) => (c.members = event.members), 'people'));
    chat.on('user_joined', (event) => this.#came(event));
    chat.on('user_left', (event) => this.#left(event));
    chat.on('users_changed', (event) => this.#changed(event));
    chat.on('user_typing', (event) => this.#with(event, (c) => c.setTyping(event), 'typing'));
    chat.on('outbox', ({ change }) => this.#outboxChanged(change));
    following.watch({ onKnown: (isFirst) => this.#marksKnown(isFirst), onMark: (mark) => this.#marked(mark) });
    chat.on('removed_from_room', ({ roomId, reason }) => {
      following.forget(roomId);
      onRoomLost(roomId);
      told.onRemoved(roomId, reason);
    });
    chat.on('refused', ({ roomId, error }) => {
      following.forget(roomId);
      onRoomLost(roomId);
      told.onRefused(roomId, error);
    });
  }

  #stateChanged() {
    if (this.#chat.state.state !== 'online') {
      for (const conversation of this.#rooms.all) conversation.typing.clear();
      this.#told.onChange('typing');
    }
    this.#told.onChange('connection');
  }

  #outboxChanged(change) {
    this.#told.onChange('log');
    if (change === 'sent' || change === 'discarded') this.#told.onChange('outbox');
  }

  #reset(reset) {
    this.#with(reset, (conversation) => {
      conversation.reset(reset);
      if (reset.lost === 'epoch') conversation.note('renewed');
      this.#unread.loaded(conversation);
      this.#following.follow(conversation.roomId);
    }, 'log', 'rooms', 'typing');
  }

  #arrived(message) {
    this.#with(message, (conversation) => {
      if (!conversation.put(message) || message.userId === this.#chat.user.userId) return;
      this.#unread.came(conversation, message);
      if (conversation === this.#rooms.current) this.#told.onNews(message);
    }, 'log', 'rooms', 'typing');
  }

  #updated(message) {
    const change = (conversation) => {
      conversation.put(message);
      if (message.deleted) this.#unread.deleted(conversation);
    };
    this.#with(message, change, 'log', ...(message.deleted ? ['rooms'] : []));
  }

  #marksKnown(isFirst) {
    for (const conversation of this.#rooms.all.filter(({ joined }) => joined)) {
      this.#following.follow(conversation.roomId);
      this.#unread.known(conversation, isFirst);
    }
    for (const part of ['rooms', 'log']) this.#told.onChange(part);
  }

  #marked(mark) {
    const conversation = this.#rooms.get(mark.roomId);
    if (conversation?.joined && mark.version) this.#unread.marked(conversation, mark);
    this.#told.onChange('rooms');
    if (conversation && conversation === this.#rooms.current) this.#told.onChange('log');
  }

  /** Who is there already has got another name. */
  #came(event) {
    this.#with(event, (conversation) => {
      if (!conversation.members.some(({ userId }) => userId === event.userId)) conversation.note('joined', event);
    }, 'log');
  }

  #left(event) {
    this.#with(event, (conversation) => {
      conversation.note('left', event);
      conversation.setTyping({ ...event, isTyping: false });
    }, 'log', 'typing');
  }

  /** Many at once. */
  #changed(event) {
    this.#with(event, (conversation) => {
      const here = new Set(conversation.members.map(({ userId }) => userId));
      for (const user of event.joined) if (!here.has(user.userId)) conversation.note('joined', user);
      for (const user of event.left) {
        conversation.note('left', user);
        conversation.setTyping({ ...user, isTyping: false });
      }
    }, 'log', 'typing');
  }

  #with({ roomId }, change, ...parts) {
    const conversation = this.#rooms.get(roomId);
    if (!conversation) return;
    change(conversation);
    for (const part of parts) if (conversation === this.#rooms.current || part === 'rooms') this.#told.onChange(part);
  }
}
