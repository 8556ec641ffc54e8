import { element, icon, setText } from './dom.js';

/** A room in the list: to open it, to leave it, and how much of it is unread. */
export class RoomItem {
  #link;
  #count = element('span');
  #badge = element('span', { class: 'badge', data: { testid: 'unread' }, hidden: true }, this.#count, element('span', { class: 'sr' }, ' unread'));

  /** @param {{onOpen: (roomId: string) => void, onLeave: (roomId: string) => void}} actions */
  constructor(roomId, { onOpen, onLeave }) {
    this.#link = element(
      'button',
      { type: 'button', class: 'room-link', title: roomId, data: { testid: 'room-link' }, on: { click: () => onOpen(roomId) } },
      element('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
      element('bdi', { class: 'room-label' }, roomId),
      this.#badge,
    );
    const leave = element(
      'button',
      {
        type: 'button',
        class: 'icon-button room-leave',
        'aria-label': `Leave ${roomId}`,
        title: 'Leave this room',
        data: { testid: 'leave-room' },
        on: { click: () => onLeave(roomId) },
      },
      icon('close'),
    );
    this.node = element('li', { class: 'room-item', data: { testid: 'room', roomId } }, this.#link, leave);
  }

  update({ unread, current }) {
    this.node.classList.toggle('is-current', current);
    this.#link.classList.toggle('has-unread', unread > 0);
    if (current) this.#link.setAttribute('aria-current', 'true');
    else this.#link.removeAttribute('aria-current');
    setText(this.#count, unread > 99 ? '99+' : String(unread));
    this.#badge.hidden = unread === 0;
  }

  focus() {
    this.#link.focus();
  }
}
