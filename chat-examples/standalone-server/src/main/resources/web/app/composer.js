import { byId, setText } from './dom.js';
import { remember, remembered } from './memory.js';

export const MOST_CHARACTERS = 4_000;
const COUNT_FROM = 3_600;
const DRAFTS = 'parlance.drafts';

/** The field to write in: one draft for each room, kept through reloads. */
export class Composer {
  #session;
  #onSent;
  #input = byId('composer-input');
  /** Nothing more can wait to be sent; what is in the field stays there. */
  #full = false;
  #drafts = remembered(DRAFTS, {}, 'tab');

  /** @param {{session: object, onSent: () => void}} options */
  constructor({ session, onSent }) {
    this.#session = session;
    this.#onSent = onSent;
    this.#input.oninput = () => this.#edited();
    this.#input.onkeydown = (event) => this.#key(event);
    byId('composer').onsubmit = (event) => {
      event.preventDefault();
      this.#send();
    };
  }

  /** Shows the draft of the current room. */
  open() {
    const roomId = this.#session.current?.roomId;
    if (roomId === undefined) return;
    this.#input.value = this.#drafts[roomId] ?? '';
    this.#input.placeholder = `Message #${roomId}`;
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

  #edited() {
    const { roomId } = this.#session.current;
    this.#keepDraft(roomId);
    this.#session.chat.typing(roomId, this.#input.value.trim() !== '');
    this.#fit();
  }

  #key(event) {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.#input.value.trim();
    if (!text) return this.focus();
    if (text.length > MOST_CHARACTERS) return this.#refuse();
    if (!this.#session.send(text)) {
      this.#full = true;
      this.#fit();
      return this.#refuse();
    }
    this.#input.value = '';
    this.#keepDraft(this.#session.current.roomId);
    this.#fit();
    this.focus();
    this.#onSent();
  }

  #refuse() {
    byId('composer').classList.remove('is-refusing');
    // Reading the size starts the animation again.
    void byId('composer').offsetWidth;
    byId('composer').classList.add('is-refusing');
    this.focus();
  }

  #keepDraft(roomId) {
    if (this.#input.value) this.#drafts[roomId] = this.#input.value;
    else delete this.#drafts[roomId];
    remember(DRAFTS, this.#drafts, 'tab');
  }

  #fit() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
    const { length } = this.#input.value.trim();
    const over = length - MOST_CHARACTERS;
    setText(byId('composer-note'), this.#note(length, over));
    byId('composer').classList.toggle('is-over', over > 0 || this.#full);
    this.#input.setAttribute('aria-invalid', String(over > 0));
    byId('send').setAttribute('aria-disabled', String(length === 0 || over > 0 || this.#full));
  }
  #note(length, over) {
    if (over > 0) return `${over} too many: a message may have ${MOST_CHARACTERS.toLocaleString()} characters.`;
    if (this.#full) return 'Too many messages wait to be sent already. This one stays here: send it again later.';
    return length >= COUNT_FROM ? `${-over} left` : '';
  }
}
