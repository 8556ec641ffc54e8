import { pinsOf } from '../model/pins.js';
import { draw, dress, part, uid, view } from './view.js';
import { avatar, iconButton, nameOf, reasonOf } from './words.js';

/** The pinned messages of the current room, above everything else. */
export class Pins {
  #t;
  #dialog;
  #stay;
  #onJump;
  #heading = uid();
  #conversation = null;
  /** What the server told; null until it has. */
  #told = null;
  #problem = '';

  /** @param {{root: Element, t: Function, stay: object, onJump: (id: string) => void}} options */
  constructor({ root, t, stay, onJump }) {
    this.#t = t;
    this.#dialog = part(root, 'pins');
    this.#stay = stay;
    this.#onJump = onJump;
    const on = { click: (event) => event.target === this.#dialog && this.close(), close: () => (this.#conversation = null) };
    dress(this.#dialog, { 'aria-labelledby': this.#heading, on });
  }

  async open() {
    const conversation = this.#stay.rooms.current;
    this.#conversation = conversation;
    this.#told = null;
    this.#problem = '';
    this.render();
    this.#dialog.showModal();
    try {
      const told = await this.#stay.chat.pins(conversation.roomId);
      if (this.#conversation === conversation) this.#told = told;
    } catch (error) {
      this.#problem = reasonOf(this.#t, error);
    }
    this.render();
  }

  close() {
    this.#dialog.close();
  }

  render() {
    const t = this.#t;
    if (!this.#conversation) return;
    draw(this.#dialog, [
      view('div', { class: 'pins-head' }, [
        view('h2', { id: this.#heading }, t('pins')),
        iconButton('close', { label: t('closePins'), data: { testid: 'close-pins' }, on: { click: () => this.close() } }),
      ]),
      this.#content(),
    ]);
  }

  #content() {
    const t = this.#t;
    if (this.#problem) return view('p', { key: 'problem', class: 'pins-note', role: 'alert' }, this.#problem);
    if (!this.#told) return view('p', { key: 'loading', class: 'pins-note' }, [view('span', { class: 'spinner', 'aria-hidden': 'true' })]);
    const pins = pinsOf(this.#told, this.#conversation);
    if (pins.length === 0) return view('p', { key: 'none', class: 'pins-note' }, t('noPins'));
    return view('ul', { key: 'pins', class: 'pins-list' }, pins.map((message) => this.#pin(message)));
  }

  #pin(message) {
    const t = this.#t;
    const { id, userId, username, timestamp, message: text } = message;
    const jump = () => {
      this.close();
      this.#onJump(id);
    };
    const props = { type: 'button', class: 'pin-link', title: t('toOriginal'), data: { testid: 'pin' }, on: { click: jump } };
    return view('li', { key: id, class: 'pin-item' }, [
      view('button', props, [
        avatar({ userId, username }),
        view('span', { class: 'pin-what' }, [
          view('span', { class: 'pin-heading' }, [nameOf(username), view('time', { class: 'pin-time' }, t.short(timestamp))]),
          view('span', { class: 'pin-text', dir: 'auto' }, text),
        ]),
      ]),
      iconButton('close', { label: t('unpin'), title: t('unpin'), on: { click: () => this.#stay.acts.unpin(message) } }),
    ]);
  }
}
