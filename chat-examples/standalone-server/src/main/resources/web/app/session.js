import { connect, storedOutbox } from '../parlance.js';
import { Conversation } from './conversation.js';
import { remember, tabStorage } from './memory.js';
import { ReadMarks } from './read-marks.js';

const PAGE = 50;
const SESSION = 'parlance.session';

/**
 * One stay in the chat: the connection, the conversations, and which one is current. Tells `onChange(part)` which part
 * of the page is out of date: `log`, `rooms`, `people`, `typing`, `connection`, `outbox` (there is room in it) or `room`
 * (another one is current).
 */
export class Session {
  conversations = new Map();
  current = null;
  #onChange;
  #onRefused;
  #onRemoved;
  #onNews;
  #marks;
  #reading = () => true;

  /**
   * @param {{url: string, user: {userId: string, username: string}, token?: string, rooms: string[], current: string,
   *   onChange: (part: string) => void, onRefused: (roomId: string, error: Error) => void,
   *   onRemoved: (roomId: string, reason?: string) => void,
   *   onNews: (message: object) => void}} options
   */
  constructor({ url, user, token, rooms, current, onChange, onRefused, onRemoved, onNews }) {
    this.#onChange = onChange;
    this.#onRefused = onRefused;
    this.#onRemoved = onRemoved;
    this.#onNews = onNews;
    this.#marks = new ReadMarks(user.userId);
    const storage = tabStorage();
    this.chat = connect({
      url,
      ...user,
      token,
      joinLimit: PAGE,
      outbox: storage ? storedOutbox(storage, `parlance.outbox.${user.userId}`) : undefined,
    });
    this.#listen();
    for (const roomId of rooms) this.#add(roomId);
    this.open(current);
  }

  /** `reading` says whether the end of the current room is in sight. */
  set reading(reading) {
    this.#reading = reading;
  }

  get unread() {
    return [...this.conversations.values()].reduce((sum, { unread }) => sum + unread, 0);
  }

  open(roomId) {
    if (this.current && this.current.roomId !== roomId) {
      this.chat.typing(this.current.roomId, false);
      if (this.current.unread === 0) this.current.newAfter = null;
    }
    this.#add(roomId);
    this.current = this.conversations.get(roomId);
    this.#remember();
    this.#onChange('room');
  }

  /** Goes to the room `step` places further in the list. */
  openNeighbour(step) {
    const ids = [...this.conversations.keys()];
    if (ids.length < 2) return;
    this.open(ids[(ids.indexOf(this.current.roomId) + step + ids.length) % ids.length]);
  }

  leave(roomId) {
    this.chat.leave(roomId);
    this.#remove(roomId);
  }

  /** Leaves everything, at once instead of after the server's grace. */
  end() {
    remember(SESSION, null, 'tab');
    for (const roomId of this.chat.rooms) this.chat.leave(roomId);
    this.chat.close();
  }

  /** Returns whether there was room for it among what waits to be sent. */
  send(text) {
    try {
      this.chat.send(this.current.roomId, text);
    } catch (error) {
      if (error.code !== 'OUTBOX_FULL') throw error;
      return false;
    }
    this.current.newAfter = null;
    return true;
  }

  async loadOlder() {
    const conversation = this.current;
    const { oldest, epoch } = conversation;
    conversation.older = 'loading';
    this.#onChange('log');
    try {
      const page = await this.chat.history(conversation.roomId, { before: oldest.offset, epoch, limit: PAGE });
      // After a reset the page belongs to messages that are no longer shown.
      if (conversation.oldest === oldest) conversation.addOlder(page.messages, page.hasMore && page.messages.length > 0);
      conversation.older = 'idle';
    } catch (error) {
      conversation.older = error.code === 'DISCONNECTED' ? 'idle' : 'failed';
    }
    this.#onChange('log');
  }

  /** Everything in a conversation was seen. */
  read(conversation) {
    if (!conversation.joined || document.visibilityState === 'hidden') return;
    this.#marks.set(conversation.roomId, { epoch: conversation.epoch, offset: conversation.lastOffset });
    if (conversation.unread === 0) return;
    conversation.unread = 0;
    this.#onChange('rooms');
  }

  #listen() {
    const { chat } = this;
    chat.on('state', () => this.#stateChanged());
    chat.on('reset', (reset) => this.#reset(reset));
    chat.on('message', (message) => this.#arrived(message));
    chat.on('message_updated', (message) => this.#with(message, (c) => c.put(message), 'log'));
    chat.on('members', (event) => this.#with(event, (c) => (c.members = event.members), 'people'));
    chat.on('user_joined', (event) => this.#with(event, (c) => c.note('joined', event), 'log'));
    chat.on('user_left', (event) => this.#left(event));
    chat.on('user_typing', (event) => this.#with(event, (c) => c.setTyping(event), 'typing'));
    chat.on('outbox', ({ change }) => {
      this.#onChange('log');
      if (change === 'sent' || change === 'discarded') this.#onChange('outbox');
    });
    chat.on('removed_from_room', ({ roomId, reason }) => {
      this.#remove(roomId);
      this.#onRemoved(roomId, reason);
    });
    chat.on('refused', ({ roomId, error }) => {
      this.#remove(roomId);
      this.#onRefused(roomId, error);
    });
  }

  #stateChanged() {
    if (this.chat.state.state !== 'online') {
      for (const conversation of this.conversations.values()) conversation.typing.clear();
      this.#onChange('typing');
    }
    this.#onChange('connection');
  }

  #reset(reset) {
    this.#with(reset, (conversation) => {
      conversation.reset(reset);
      if (reset.lost === 'epoch') conversation.note('renewed');
      const seen = this.#marks.seen(reset.roomId, conversation.epoch);
      const others = conversation.messages.filter(({ userId }) => userId !== this.chat.user.userId);
      const unseen = others.filter(({ offset }) => offset > seen);
      conversation.unread = unseen.length;
      if (unseen.length > 0 && unseen.length < others.length) conversation.newAfter = unseen[0].offset - 1;
    }, 'log', 'rooms', 'typing');
  }

  #arrived(message) {
    this.#with(message, (conversation) => {
      if (!conversation.put(message) || message.userId === this.chat.user.userId) return;
      const seen = conversation === this.current && document.visibilityState === 'visible' && this.#reading();
      if (seen) conversation.trim();
      else {
        conversation.unread += 1;
        conversation.newAfter ??= message.offset - 1;
      }
      if (conversation === this.current) this.#onNews(message);
    }, 'log', 'rooms', 'typing');
  }

  #left(event) {
    this.#with(event, (conversation) => {
      conversation.note('left', event);
      conversation.setTyping({ ...event, isTyping: false });
    }, 'log', 'typing');
  }

  #with({ roomId }, change, ...parts) {
    const conversation = this.conversations.get(roomId);
    if (!conversation) return;
    change(conversation);
    for (const part of parts) if (conversation === this.current || part === 'rooms') this.#onChange(part);
  }

  #add(roomId) {
    if (this.conversations.has(roomId)) return;
    this.conversations.set(roomId, new Conversation(roomId));
    this.chat.join(roomId);
    this.#onChange('rooms');
  }

  #remove(roomId) {
    const ids = [...this.conversations.keys()];
    const next = ids[ids.indexOf(roomId) + 1] ?? ids[ids.indexOf(roomId) - 1];
    this.conversations.delete(roomId);
    if (this.current?.roomId === roomId) {
      this.current = null;
      if (next !== undefined) this.open(next);
    }
    this.#remember();
    this.#onChange('rooms');
    if (!this.current) this.#onChange('room');
  }

  #remember() {
    const { username } = this.chat.user;
    const rooms = [...this.conversations.keys()];
    remember(SESSION, rooms.length > 0 ? { username, rooms, current: this.current?.roomId } : null, 'tab');
  }
}
