import { cleanRoom } from './address.js';
import { byId } from './dom.js';
import { KeyedList } from './keyed-list.js';
import { RoomItem } from './room-item.js';

/** The list of rooms with what is unread in them, and the field to join another. */
export class Rail {
  #session;
  #list;

  /** @param {{session: object, onOpen: (roomId: string) => void, onLeave: (roomId: string) => void}} options */
  constructor({ session, onOpen, onLeave }) {
    this.#session = session;
    this.#list = new KeyedList(byId('rooms'), ({ roomId }) => new RoomItem(roomId, { onOpen, onLeave }));
    this.#list.clear();
    byId('add-room').onsubmit = (event) => {
      event.preventDefault();
      const input = byId('add-room-input');
      const roomId = cleanRoom(input.value);
      if (!roomId) return input.focus();
      input.value = '';
      onOpen(roomId);
    };
  }

  render() {
    const { conversations, current } = this.#session;
    const focused = byId('rooms').contains(document.activeElement);
    const rooms = [...conversations.values()];
    this.#list.show(rooms.map(({ roomId, unread }) => [roomId, { roomId, unread, current: roomId === current.roomId }]));
    byId('rail-badge').hidden = !rooms.some((each) => each !== current && each.unread > 0);
    // The room that had the focus was left.
    if (focused && !byId('rooms').contains(document.activeElement)) this.#list.view(current.roomId).focus();
  }
}
