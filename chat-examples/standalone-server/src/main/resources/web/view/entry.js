import { cleanRoom } from '../model/address.js';
import { logo } from './icons.js';
import { avatar } from './words.js';
import { draw, dress, part, uid, view } from './view.js';

const NAME = {
  maxlength: 64,
  autocomplete: 'nickname',
  autocapitalize: 'words',
  data: { part: 'name-input', testid: 'name-input' },
};
const ROOM = {
  maxlength: 128,
  autocomplete: 'off',
  autocapitalize: 'none',
  data: { part: 'room-input', testid: 'room-input' },
};

/** The way in: a name and a room. */
export class Entry {
  #t;
  #root;
  #identity;
  #ids = { name: uid(), room: uid(), error: uid() };
  #onEnter;
  #error = '';
  /** The field that the error is about, or null. */
  #wrong = null;

  /** @param {{root: Element, t: Function, identity: object, onEnter: (name: string, room: string) => void}} options */
  constructor({ root, t, identity, onEnter }) {
    this.#t = t;
    this.#root = part(root, 'entry');
    this.#identity = identity;
    this.#onEnter = onEnter;
  }

  show({ name, room, error = '' }) {
    this.#error = error;
    this.#wrong = null;
    dress(this.#root, { hidden: false });
    this.#render();
    const nameInput = this.#part('name-input');
    const roomInput = this.#part('room-input');
    nameInput.value = name;
    roomInput.value = room;
    this.#render();
    (name ? (room ? this.#part('enter') : roomInput) : nameInput).focus();
  }

  #part(name) {
    return part(this.#root, name);
  }

  #render() {
    const t = this.#t;
    const ids = this.#ids;
    const submit = (event) => {
      event.preventDefault();
      this.#enter();
    };
    draw(this.#root, [
      view('form', { class: 'entry-card', novalidate: true, on: { submit }, data: { part: 'entry-form' } }, [
        view('div', { class: 'entry-brand' }, [logo(44), view('h1', { class: 'wordmark' }, 'Parlance')]),
        view('p', { class: 'entry-lead' }, t('lead')),
        this.#field(ids.name, t('yourName'), this.#preview(), { ...NAME, placeholder: t('nameExample') }),
        this.#field(ids.room, t('room'), view('span', { class: 'field-hash', 'aria-hidden': 'true' }, '#'), {
          ...ROOM,
          placeholder: t('roomExample'),
        }),
        view('p', { id: ids.error, class: 'entry-error', role: 'alert', data: { testid: 'entry-error' } }, this.#error),
        view('button', { class: 'button button-primary', data: { part: 'enter', testid: 'enter' } }, t('enter')),
      ]),
    ]);
  }

  #field(id, label, before, props) {
    const input = () => this.#say('');
    const invalid = this.#wrong === props.data.part && 'true';
    const fixed = { dir: 'auto', spellcheck: 'false', required: true, 'aria-describedby': this.#ids.error, 'aria-invalid': invalid };
    const all = { ...props, ...fixed, id, on: { input } };
    return view('div', { class: 'field' }, [
      view('label', { for: id }, label),
      view('div', { class: 'field-row' }, [before, view('input', all)]),
    ]);
  }

  /** As they will be seen. */
  #preview() {
    const username = this.#part('name-input')?.value.trim();
    const user = username ? { userId: this.#identity.likelyUserId(username), username } : undefined;
    return avatar(user, user ? ' avatar-large' : ' avatar-large is-empty');
  }

  #enter() {
    const name = this.#part('name-input').value.trim();
    const room = cleanRoom(this.#part('room-input').value);
    if (!name) return this.#complain('name-input', 'nameMissing');
    if (!room) return this.#complain('room-input', 'roomMissing');
    dress(this.#root, { hidden: true });
    this.#onEnter(name, room);
  }

  #complain(input, key) {
    this.#say(this.#t(key), input);
    this.#part(input).focus();
  }

  #say(text, wrong = null) {
    this.#error = text;
    this.#wrong = wrong;
    this.#render();
  }
}
