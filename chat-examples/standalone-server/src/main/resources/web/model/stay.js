import { connect, storedOutbox } from '../parlance.js';
import { Acts } from './acts.js';
import { Alerts } from './alerts.js';
import { Arrivals } from './arrivals.js';
import { Commands } from './commands.js';
import { Connection } from './connection.js';
import { Deletions } from './deletions.js';
import { Directs } from './directs.js';
import { Drafts } from './drafts.js';
import { Following } from './following.js';
import { MissedMentions } from './missed-mentions.js';
import { OwnMentions } from './own-mentions.js';
import { Places } from './places.js';
import { Presence } from './presence.js';
import { Profiles } from './profiles.js';
import { Quotes } from './quotes.js';
import { Reactions } from './reactions.js';
import { ReadMarks } from './read-marks.js';
import { Receipts } from './receipts.js';
import { Roles } from './roles.js';
import { RoomHistory } from './room-history.js';
import { RoomList } from './room-list.js';
import { RoomNames } from './room-names.js';
import { Rooms } from './rooms.js';
import { SharedMarks } from './shared-marks.js';
import { Threads } from './threads.js';
import { Unread } from './unread.js';
import { Writing } from './writing.js';

const PAGE = 50;

/**
 * One stay in the chat, from the way in to the way out, put together from its parts. It tells `onChange(part)` which part of
 * the page is out of date: `log`, `rooms`, `people`, `names` (what people and rooms are called, and who was there when), `typing`, `connection`, `outbox` (there is room in it), `writing` (what a
 * field is for), `roles` (what the user may), `thread` (the one that is open, or none is) or `room` (another one is current).
 */
export class Stay {
  /**
   * @param {{url: string, user: {userId: string, username: string}, token?: string, rooms: string[], current: string,
   *   memory: object, reader: object, tabs: object, told: object}} options `reader` as `Unread` asks it, `tabs` as `Alerts` does, `told` as `Arrivals`, `Acts` and `Alerts` tell it
   */
  constructor({ url, user, token, rooms, current, memory, reader, tabs, told }) {
    const outbox = memory.tab ? storedOutbox(memory.tab, memory.keyOf(`outbox.${user.userId}`)) : undefined;
    const chat = connect({ url, ...user, token, joinLimit: PAGE, outbox });
    this.chat = chat;
    this.connection = new Connection(chat, token);
    this.rooms = new Rooms();
    // Who comes without a token is nobody whom the server would know again.
    this.following = new Following({ chat, isOffered: token !== undefined });
    const { following, rooms: open } = this;
    const { onChange, onFailed } = told;
    this.profiles = new Profiles({ chat, onChange });
    this.presence = new Presence({ chat, rooms: open, profiles: this.profiles, reader, onChange });
    this.directs = new Directs({ chat, memory, following, profiles: this.profiles });
    const names = new RoomNames({ chat, following, onChange });
    this.list = new RoomList({ rooms: open, following, directs: this.directs, names, profiles: this.profiles });
    const isForMe = ({ mentions, mentionsRoom, deleted }) => !deleted && (mentionsRoom || mentions?.includes(chat.user.userId));
    const marks = new SharedMarks({ following: this.following, own: new ReadMarks(memory, user.userId) });
    this.unread = new Unread({
      rooms: this.rooms,
      marks,
      following: this.following,
      reader,
      isOwn: ({ userId }) => userId === chat.user.userId,
      isForMe,
    });
    this.places = new Places(memory);
    this.commands = new Commands({
      chat,
      rooms: this.rooms,
      unread: this.unread,
      following: this.following,
      list: this.list,
      places: this.places,
      page: PAGE,
      onChange: told.onChange,
    });
    this.quotes = new Quotes({ chat, onChange });
    this.writing = new Writing(new Drafts(memory));
    this.deletions = new Deletions({ chat, onChange, onFailed });
    this.reactions = new Reactions({ chat, onChange, onFailed });
    this.receipts = new Receipts({ chat, rooms: this.rooms, following: this.following, onChange });
    this.threads = new Threads({ chat, rooms: this.rooms, onChange });
    const { rooms: own, threads, writing, deletions, reactions } = this;
    const roles = new Roles({ chat, onChange });
    this.acts = new Acts({ chat, rooms: own, threads, writing, deletions, reactions, roles, onChange, onFailed });
    new Arrivals({
      chat,
      rooms: this.rooms,
      unread: this.unread,
      following: this.following,
      onRoomLost: (roomId) => this.commands.drop(roomId),
      told,
    });
    const missed = new MissedMentions({ following, rooms: own, history: new RoomHistory({ chat, url, token }) });
    this.mentions = new OwnMentions({ chat, rooms: own, marks, memory, userId: user.userId, isForMe, missed, onChange });
    this.alerts = new Alerts({ chat, rooms: own, memory, tabs, isForMe, onAlert: told.onAlert });
    chat.watchRooms();
    for (const roomId of rooms) this.commands.enter(roomId);
    this.commands.open(current);
  }

  get user() {
    return this.chat.user;
  }
}
