import { icon } from './icons.js';
import { draw, dress, part } from './view.js';

const MOST_CHARACTERS = 4_000;
const COUNT_FROM = 3_600;
/** Where fingers write there is no Shift to make a line with, so Enter makes one. */
const byFinger = matchMedia('(pointer: coarse)');

/** The field to write in. */
export class Composer {
  #t;
  #root;
  #input;
  #stay;
  #onSent;
  /** Nothing more can wait to be sent; what is in the field stays there. */
  #full = false;

  /** @param {{root: Element, t: Function, stay: object, onSent: () => void}} options */
  constructor({ root, t, stay, onSent }) {
    this.#t = t;
    this.#root = part(root, 'composer');
    this.#input = part(root, 'composer-input');
    this.#stay = stay;
    this.#onSent = onSent;
    dress(this.#input, { on: { input: () => this.#edited(), keydown: (event) => this.#key(event) } });
    const submit = (event) => {
      event.preventDefault();
      this.#send();
    };
    dress(this.#root, { on: { submit } });
    draw(this.#part('send'), [icon('send')]);
  }

  /** Shows the draft of the current room. */
  open() {
    const { roomId } = this.#stay.rooms.current;
    this.#input.value = this.#stay.drafts.of(roomId);
    dress(this.#input, { placeholder: this.#t('messageTo', { room: roomId }), enterkeyhint: byFinger.matches ? 'enter' : 'send' });
    this.#fit();
  }

  /** The field is ready to type in, except where that would bring a keyboard over half of the screen. */
  invite() {
    if (matchMedia('(pointer: fine)').matches) this.focus();
  }

  /** Something that waited has gone. */
  roomAgain() {
    if (!this.#full) return;
    this.#full = false;
    this.#fit();
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  #part(name) {
    return part(this.#root, name);
  }

  #edited() {
    this.#keepDraft();
    this.#stay.commands.typing(this.#input.value);
    this.#fit();
  }

  #key(event) {
    // While an input method composes, the keys are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== 'Enter' || event.shiftKey || byFinger.matches) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = withoutMargins(this.#input.value);
    if (!text) return this.focus();
    if (text.length > MOST_CHARACTERS) return this.#refuse();
    if (!this.#stay.commands.send(text)) {
      this.#full = true;
      this.#fit();
      return this.#refuse();
    }
    this.#input.value = '';
    this.#keepDraft();
    this.#fit();
    this.focus();
    this.#onSent();
  }

  #refuse() {
    this.#root.classList.remove('is-refusing');
    // Reading the size starts the animation again.
    void this.#root.offsetWidth;
    this.#root.classList.add('is-refusing');
    this.focus();
  }

  #keepDraft() {
    this.#stay.drafts.keep(this.#stay.rooms.current.roomId, this.#input.value);
  }

  #fit() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
    const { length } = withoutMargins(this.#input.value);
    const over = length - MOST_CHARACTERS;
    draw(this.#part('composer-note'), [this.#note(length, over)]);
    dress(this.#root, { class: over > 0 || this.#full ? 'composer is-over' : 'composer' });
    dress(this.#input, { 'aria-invalid': String(over > 0) });
    dress(this.#part('send'), { 'aria-disabled': String(length === 0 || over > 0 || this.#full) });
  }

  #note(length, over) {
    if (over > 0) return this.#t('charactersTooMany', { count: over, most: MOST_CHARACTERS });
    if (this.#full) return this.#t('tooManyUnsent');
    return length >= COUNT_FROM ? this.#t('charactersLeft', { count: -over }) : '';
  }
}

/** Without empty lines above and blanks below; blanks before the first word are code's own. */
const withoutMargins = (text) => text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
