import { cleanRoom } from '../model/address.js';
import { isDirect } from '../model/directs.js';
import { icon, logo } from './icons.js';
import { roomRow } from './room-row.js';
import { avatar, heardOnly, iconButton } from './words.js';
import { draw, part, uid, view } from './view.js';

const NEXT_THEME = { auto: 'light', light: 'dark', dark: 'auto' };
const THEMES = { auto: ['auto', 'themeAuto'], light: ['sun', 'themeLight'], dark: ['moon', 'themeDark'] };

/** The lists of rooms and of rooms of two with what is unread in them, the field to join another, and who one is. */
export class Rail {
  #t;
  #root;
  #stay;
  #theme;
  #markdown;
  #actions;
  #ids = { rooms: uid(), direct: uid(), input: uid() };

  /**
   * @param {{root: Element, t: Function, stay: object, theme?: {choice: string, choose: (choice: string) => void}, markdown: object,
   *   onOpen: (roomId: string) => void, onLeave: (roomId: string) => void, onClose: () => void, onExit: () => void, onAlerts: () => void, onMentions: () => void}} options
   */
  constructor({ root, t, stay, theme, markdown, ...actions }) {
    this.#t = t;
    this.#root = part(root, 'rail');
    this.#stay = stay;
    this.#theme = theme;
    this.#markdown = markdown;
    this.#actions = actions;
  }

  render() {
    const { current } = this.#stay.rooms;
    const before = part(this.#root, 'rooms');
    const focused = before?.contains(document.activeElement);
    draw(this.#root, this.#content());
    const rooms = part(this.#root, 'rooms');
    // The room that had the focus was left.
    if (focused && !rooms.contains(document.activeElement)) rooms.querySelector('[aria-current]').focus();
  }

  #content() {
    const t = this.#t;
    const { onClose } = this.#actions;
    return [
      view('div', { class: 'rail-head' }, [
        logo(30),
        view('span', { class: 'wordmark' }, 'Parlance'),
        iconButton('close', { class: ' only-narrow', label: t('closeRooms'), on: { click: onClose } }),
      ]),
      this.#mentions(),
      view('div', { class: 'rooms', data: { part: 'rooms', testid: 'room-list' } }, this.#lists()),
      this.#joining(),
      this.#you(),
    ];
  }

  /** Where one is mentioned, and how many of these one has not seen. */
  #mentions() {
    const t = this.#t;
    const { unseen } = this.#stay.mentions;
    const props = { type: 'button', class: 'rail-row', data: { testid: 'open-mentions' }, on: { click: this.#actions.onMentions } };
    return view('button', props, [
      icon('mention'),
      view('span', { class: 'room-label' }, t('mentions')),
      view('span', { class: 'badge', hidden: unseen === 0, data: { testid: 'mentions-unseen' } }, [
        view('span', { key: 'count' }, unseen > 99 ? '99+' : String(unseen)),
        heardOnly(` ${t('unread')}`),
      ]),
    ]);
  }

  #lists() {
    const { list: { all }, profiles } = this.#stay;
    profiles.lookUp(all.flatMap(({ peer, last }) => [peer?.userId, last?.userId]).filter(Boolean));
    const direct = all.filter(({ roomId }) => isDirect(roomId));
    const others = all.filter(({ roomId }) => !isDirect(roomId));
    return [...this.#listOf('rooms', others), ...(direct.length > 0 ? this.#listOf('direct', direct) : [])];
  }

  #listOf(name, rooms) {
    const { rooms: { current }, user } = this.#stay;
    const { onOpen, onLeave } = this.#actions;
    const id = this.#ids[name];
    const rows = rooms.map((each) => roomRow(this.#t, each, { isCurrent: each.roomId === current.roomId, me: user, plain: (text) => this.#markdown.plain(text), onOpen, onLeave }));
    return [
      view('h2', { key: id, id, class: 'rail-label' }, this.#t(name === 'rooms' ? 'rooms' : 'direct')),
      view('ul', { key: name, 'aria-labelledby': id, data: { testid: `${name}-list` } }, rows),
    ];
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
      this.#alertsButton(),
      this.#theme && this.#themeButton(),
      iconButton('exit', { label: t('leaveTheChat'), data: { testid: 'exit' }, on: { click: this.#actions.onExit } }),
    ]);
  }

  #alertsButton() {
    const { alerts } = this.#stay;
    const props = { label: this.#t('alerts'), title: this.#t('alerts'), data: { testid: 'open-alerts' }, on: { click: this.#actions.onAlerts } };
    return iconButton(alerts.choice.which === 'none' ? 'silent' : 'bell', props);
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
