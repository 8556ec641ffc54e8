import { Arrivals } from '../../../main/resources/web/model/arrivals.js';
import { Commands } from '../../../main/resources/web/model/commands.js';
import { Directs } from '../../../main/resources/web/model/directs.js';
import { Following } from '../../../main/resources/web/model/following.js';
import { Presence } from '../../../main/resources/web/model/presence.js';
import { Profiles } from '../../../main/resources/web/model/profiles.js';
import { Places } from '../../../main/resources/web/model/places.js';
import { ReadMarks } from '../../../main/resources/web/model/read-marks.js';
import { RoomList } from '../../../main/resources/web/model/room-list.js';
import { RoomNames } from '../../../main/resources/web/model/room-names.js';
import { Rooms } from '../../../main/resources/web/model/rooms.js';
import { SharedMarks } from '../../../main/resources/web/model/shared-marks.js';
import { Unread } from '../../../main/resources/web/model/unread.js';
import { storedMemory } from './stored.mjs';

const EPOCH = 'e1';
/** A message that Bo has said in tea. */
export const said = (offset, more) => ({ roomId: 'tea', id: `m${offset}`, userId: 'bo', username: 'Bo', offset, timestamp: offset, ...more });

/** A stay over a chat of our own, in the rooms tea and cake, tea before one's eyes. */
export function stay({ memory = storedMemory(), server, clock, present = true, atEnd = true, isAtEnd = () => atEnd } = {}) {
  const listeners = new Map();
  const calls = [];
  const chat = {
    user: { userId: 'ada', username: 'Ada' },
    state: { state: 'online' },
    rooms: ['tea', 'cake'],
    on: (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    join: (room) => calls.push(`join ${room}`),
    leave: (room) => calls.push(`leave ${room}`),
    typing: (room, on) => calls.push(`typing ${room} ${on}`),
    close: () => calls.push('close'),
    send: (room, text) => calls.push(`send ${room} ${text}`),
    unsent: () => [],
    profiles: () => Promise.resolve([]),
    room: () => Promise.reject(new Error('no record')),
    ...server?.answers(calls),
  };
  const changed = [];
  const told = [];
  const onChange = (part) => changed.push(part);
  const rooms = new Rooms();
  const reader = { isPresent: () => present, isAtEnd };
  const following = new Following({ chat, isOffered: Boolean(server), clock });
  const marks = new SharedMarks({ following, own: new ReadMarks(memory, 'ada') });
  const unread = new Unread({ rooms, marks, following, reader, isOwn: ({ userId }) => userId === 'ada', isForMe: ({ mentions }) => Boolean(mentions) });
  const places = new Places(memory);
  const profiles = new Profiles({ chat, clock, onChange });
  const presence = new Presence({ chat, rooms, profiles, reader, clock, onChange });
  const directs = new Directs({ chat, memory, following, profiles });
  const names = new RoomNames({ chat, following, onChange });
  const list = new RoomList({ rooms, following, directs, names, profiles });
  const commands = new Commands({ chat, rooms, unread, following, list, places, page: 2, clock, onChange });
  const onRoomLost = (roomId) => commands.drop(roomId);
  const ends = { onNews: ({ id }) => told.push(`news ${id}`), onRefused: (room) => told.push(`refused ${room}`), onRemoved: (room) => told.push(`removed ${room}`) };
  new Arrivals({ chat, rooms, unread, following, onRoomLost, told: { onChange, ...ends } });
  commands.enter('tea');
  commands.enter('cake');
  commands.open('tea');
  const hear = (type, event) => {
    for (const listener of listeners.get(type)) listener(event);
  };
  const load = (roomId, ...messages) =>
    hear('reset', { roomId, messages, position: { epoch: EPOCH, offset: 9 }, hasMore: false, lost: null });
  return { following, profiles, presence, directs, list, chat, calls, changed, told, rooms, unread, places, commands, hear, load };
}
