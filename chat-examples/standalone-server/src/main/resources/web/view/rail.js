import { cleanRoom } from '../model/address.js';
import { logo } from './icons.js';
import { avatar, heardOnly, iconButton } from './words.js';
import { draw, nodeOf, part, uid, view } from './view.js';

const NEXT_THEME = { auto: 'light', light: 'dark', dark: 'auto' };
const THEMES = { auto: ['auto', 'themeAuto'], light: ['sun', 'themeLight'], dark: ['moon', 'themeDark'] };

/** The list of rooms with what is unread in them, the field to join another, and who one is. */
export class Rail {
  #t;
  #root;
  #stay;
  #theme;
  #actions;
  #ids = { rooms: uid(), input: uid() };

  /**
   * @param {{root: Element, t: Function, stay: object, theme?: {choice: string, choose: (choice: string) => void},
   *   onOpen: (roomId: string) => void, onLeave: (roomId: string) => void, onClose: () => void, onExit: () => void}} options
   */
  constructor({ root, t, stay, theme, ...actions }) {
    this.#t = t;
    this.#root = part(root, 'rail');
    this.#stay = stay;
    this.#theme = theme;
    this.#actions = actions;
  }

  render() {
    const { all, current } = this.#stay.rooms;
    const before = part(this.#root, 'rooms');
    const focused = before?.contains(document.activeElement);
    draw(this.#root, this.#content(all, current));
    const rooms = part(this.#root, 'rooms');
    // The room that had the focus was left.
    if (focused && !rooms.contains(document.activeElement)) {
      nodeOf(rooms, current.roomId).querySelector('button').focus();
    }
  }

  #content(all, current) {
    const t = this.#t;
    const { onClose } = this.#actions;
    return [
      view('div', { class: 'rail-head' }, [
        logo(30),
        view('span', { class: 'wordmark' }, 'Parlance'),
        iconButton('close', { class: ' only-narrow', label: t('closeRooms'), on: { click: onClose } }),
      ]),
      view('h2', { id: this.#ids.rooms, class: 'rail-label' }, t('rooms')),
      view(
        'ul',
        { class: 'rooms', 'aria-labelledby': this.#ids.rooms, data: { part: 'rooms', testid: 'room-list' } },
        all.map((room) => this.#room(room, room === current)),
      ),
      this.#joining(),
      this.#you(),
    ];
  }

  #room({ roomId, unread, mentions }, isCurrent) {
    const t = this.#t;
    const { onOpen, onLeave } = this.#actions;
    const link = {
      type: 'button',
      class: unread > 0 ? 'room-link has-unread' : 'room-link',
      title: roomId,
      'aria-current': isCurrent && 'true',
      data: { testid: 'room-link' },
      on: { click: () => onOpen(roomId) },
    };
    const item = { key: roomId, class: isCurrent ? 'room-item is-current' : 'room-item', data: { testid: 'room', roomId } };
    return view('li', item, [
      view('button', link, [
        view('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
        view('bdi', { class: 'room-label' }, roomId),
        view('span', { class: 'badge', hidden: unread === 0, data: { testid: 'unread' } }, [
          mentions > 0 && view('span', { key: 'for-me', class: 'badge-for-me', data: { testid: 'unread-for-me' } }, '@'),
          view('span', { key: 'count' }, unread > 99 ? '99+' : String(unread)),
          heardOnly(mentions > 0 ? ` ${t('unreadForYou')}` : ` ${t('unread')}`),
        ]),
      ]),
      iconButton('close', {
        class: ' room-leave',
        label: t('leaveRoom', { room: roomId }),
        title: t('leaveThisRoom'),
        data: { testid: 'leave-room' },
        on: { click: () => onLeave(roomId) },
      }),
    ]);
  }

  #joining() {
    const t = this.#t;
    const submit = (event) => {
      event.preventDefault();
      const input = part(this.#root, 'add-room-input');
      const roomId = cleanRoom(input.value);
      if (!roomId) return input.focus();
      input.value = '';
      this.#actions.onOpen(roomId);
    };
    const field = {
      id: this.#ids.input,
      dir: 'auto',
      maxlength: 128,
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      placeholder: t('joinARoomHint'),
      data: { part: 'add-room-input', testid: 'add-room-input' },
    };
    return view('form', { class: 'add-room', on: { submit } }, [
      view('label', { class: 'sr', for: this.#ids.input }, t('joinARoom')),
      view('input', field),
      iconButton('plus', { type: 'submit', label: t('joinThisRoom'), data: { testid: 'add-room' } }),
    ]);
  }

  #you() {
    const t = this.#t;
    const { user } = this.#stay;
    return view('div', { class: 'you' }, [
      avatar(user),
      view('bdi', { class: 'you-name', title: user.username, data: { testid: 'own-name' } }, user.username),
      this.#theme && this.#themeButton(),
      iconButton('exit', { label: t('leaveTheChat'), data: { testid: 'exit' }, on: { click: this.#actions.onExit } }),
    ]);
  }

  /** Goes through system, light and dark colours. */
  #themeButton() {
    const t = this.#t;
    const theme = this.#theme;
    const [name, key] = THEMES[theme.choice];
    const click = () => {
      theme.choose(NEXT_THEME[theme.choice]);
      this.render();
    };
    const words = { theme: t(key) };
    const props = { label: t('changeColours', words), title: t('colours', words), data: { testid: 'theme' }, on: { click } };
    return iconButton(name, props);
  }
}
