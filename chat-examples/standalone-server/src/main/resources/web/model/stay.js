import { connect, storedOutbox } from '../parlance.js';
import { Arrivals } from './arrivals.js';
import { Commands } from './commands.js';
import { Connection } from './connection.js';
import { Drafts } from './drafts.js';
import { Places } from './places.js';
import { ReadMarks } from './read-marks.js';
import { Rooms } from './rooms.js';
import { Unread } from './unread.js';

const PAGE = 50;

/**
 * One stay in the chat, from the way in to the way out, put together from its parts. It tells `onChange(part)` which part of
 * the page is out of date: `log`, `rooms`, `people`, `typing`, `connection`, `outbox` (there is room in it) or `room` (another
 * one is current).
 */
export class Stay {
  /**
   * @param {{url: string, user: {userId: string, username: string}, token?: string, rooms: string[], current: string,
   *   memory: object, reader: object, told: object}} options `reader` as `Unread` asks it, `told` as `Arrivals` tells it
   */
  constructor({ url, user, token, rooms, current, memory, reader, told }) {
    const outbox = memory.tab ? storedOutbox(memory.tab, memory.keyOf(`outbox.${user.userId}`)) : undefined;
    const chat = connect({ url, ...user, token, joinLimit: PAGE, outbox });
    this.chat = chat;
    this.connection = new Connection(chat, token);
    this.drafts = new Drafts(memory);
    this.rooms = new Rooms();
    this.unread = new Unread({
      rooms: this.rooms,
      marks: new ReadMarks(memory, user.userId),
      reader,
      isOwn: ({ userId }) => userId === chat.user.userId,
    });
    this.commands = new Commands({
      chat,
      rooms: this.rooms,
      unread: this.unread,
      places: new Places(memory),
      page: PAGE,
      onChange: told.onChange,
    });
    new Arrivals({
      chat,
      rooms: this.rooms,
      unread: this.unread,
      onRoomLost: (roomId) => this.commands.drop(roomId),
      told,
    });
    for (const roomId of rooms) this.commands.enter(roomId);
    this.commands.open(current);
  }

  get user() {
    return this.chat.user;
  }
}
