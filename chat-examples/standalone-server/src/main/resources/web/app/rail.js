import { cleanRoom } from './address.js';
import { byId, element, icon } from './dom.js';

/** The list of rooms with what is unread in them, and the field to join another. */
export class Rail {
  #session;
  #list = byId('rooms');
  #onOpen;
  #onLeave;

  /** @param {{session: object, onOpen: (roomId: string) => void, onLeave: (roomId: string) => void}} options */
  constructor({ session, onOpen, onLeave }) {
    this.#session = session;
    this.#onOpen = onOpen;
    this.#onLeave = onLeave;
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
    const focused = document.activeElement?.closest('.room-item')?.dataset.roomId;
    const { conversations, current } = this.#session;
    this.#list.replaceChildren(...[...conversations.values()].map((each) => this.#item(each, each === current)));
    byId('rail-badge').hidden = ![...conversations.values()].some((each) => each !== current && each.unread > 0);
    // Drawn anew under the user's finger, the list must not lose the focus.
    if (focused !== undefined) this.#list.querySelector(`[data-room-id="${CSS.escape(focused)}"] .room-link`)?.focus();
  }

  #item({ roomId, unread }, isCurrent) {
    return element(
      'li',
      { class: isCurrent ? 'room-item is-current' : 'room-item', data: { testid: 'room', roomId } },
      element(
        'button',
        {
          type: 'button',
          class: unread > 0 ? 'room-link has-unread' : 'room-link',
          'aria-current': isCurrent && 'true',
          title: roomId,
          data: { testid: 'room-link' },
          on: { click: () => this.#onOpen(roomId) },
        },
        element('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
        element('bdi', { class: 'room-label' }, roomId),
        unread > 0 && badge(unread),
      ),
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button room-leave',
          'aria-label': `Leave ${roomId}`,
          title: 'Leave this room',
          data: { testid: 'leave-room' },
          on: { click: () => this.#onLeave(roomId) },
        },
        icon('close'),
      ),
    );
  }
}

function badge(unread) {
  const count = unread > 99 ? '99+' : String(unread);
  return element('span', { class: 'badge', data: { testid: 'unread' } }, count, element('span', { class: 'sr' }, ' unread'));
}
