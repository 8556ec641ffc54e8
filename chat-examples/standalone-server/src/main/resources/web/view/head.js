import { isDirect } from '../model/directs.js';
import { draw, part, view } from './view.js';
import { iconButton, presenceOf, titleOf } from './words.js';

const STATES = { connecting: 'connecting', online: 'online', reconnecting: 'reconnecting', offline: 'offline' };

/** The line above the conversation: which room it is, whether one is connected, and the ways to rooms and people. */
export class Head {
  #t;
  #root;
  #stay;
  #ids;
  #drawers;
  #onShare;
  #onPins;

  /** @param {{root: Element, t: Function, stay: object, ids: object, drawers: object, onShare: () => void, onPins: () => void}} options */
  constructor({ root, t, stay, ids, drawers, onShare, onPins }) {
    this.#t = t;
    this.#root = part(root, 'head');
    this.#stay = stay;
    this.#ids = ids;
    this.#drawers = drawers;
    this.#onShare = onShare;
    this.#onPins = onPins;
  }

  render() {
    const { current } = this.#stay.rooms;
    if (!current) return;
    const t = this.#t;
    const title = titleOf(t, this.#stay.list.get(current.roomId));
    draw(this.#root, [
      this.#toRooms(),
      view('h1', { class: 'room-title', title }, [
        !isDirect(current.roomId) && view('span', { key: 'hash', class: 'hash', 'aria-hidden': 'true' }, '#'),
        view('bdi', { id: this.#ids.roomName, data: { testid: 'room-title' } }, title),
      ]),
      this.#presence(current.roomId),
      this.#connection(),
      iconButton('pin', { label: t('pins'), title: t('pins'), data: { testid: 'open-pins' }, on: { click: this.#onPins } }),
      // Nobody else gets into a room of two.
      !isDirect(current.roomId) && iconButton('link', { label: t('copyLink'), title: t('copyLink'), data: { testid: 'share' }, on: { click: this.#onShare } }),
      this.#toPeople(current.members.length),
    ]);
  }

  #toRooms() {
    const props = {
      class: ' only-narrow',
      label: this.#t('rooms'),
      'aria-expanded': String(this.#drawers.showsRail),
      'aria-controls': this.#ids.rail,
      data: { part: 'rail-open', testid: 'open-rooms' },
      on: { click: () => this.#drawers.openRail() },
    };
    return iconButton('menu', props, [view('span', { class: 'dot-badge', hidden: !this.#stay.unread.elsewhere })]);
  }

  /** Of a room of two, whether the other one is there. */
  #presence(roomId) {
    const { peer } = this.#stay.list.get(roomId);
    const known = peer && this.#stay.presence.of(peer);
    return known && view('span', { class: known.isHere ? 'presence is-here' : 'presence', data: { testid: 'presence' } }, presenceOf(this.#t, known));
  }

  #connection() {
    const { name } = this.#stay.connection;
    return view('span', { class: 'connection', role: 'status', data: { testid: 'connection', state: name } }, [
      view('span', { class: 'connection-dot', 'aria-hidden': 'true' }),
      view('span', { class: 'connection-text' }, this.#t(STATES[name])),
    ]);
  }

  #toPeople(count) {
    const t = this.#t;
    const props = {
      class: ' people-button',
      label: t('peopleHereCount', { count }),
      title: t('peopleHere'),
      'aria-expanded': String(this.#drawers.showsPeople),
      'aria-controls': this.#ids.people,
      data: { part: 'people-open', testid: 'open-people' },
      on: { click: () => this.#drawers.togglePeople() },
    };
    return iconButton('people', props, [view('span', { class: 'count' }, count > 0 ? String(count) : '')]);
  }
}
