import { beside } from './beside.js';
import { icon } from './icons.js';
import { MentionList } from './mention-list.js';
import { draw, dress, part } from './view.js';
import { reasonOf } from './words.js';

const MOST_CHARACTERS = 4_000;
const COUNT_FROM = 3_600;
/** Where fingers write there is no Shift to make a line with, so Enter makes one. */
const byFinger = matchMedia('(pointer: coarse)');

/** A field to write in: something new, an answer, or another text for what was said. */
export class Composer {
  #t;
  #root;
  #input;
  #stay;
  #onSent;
  #at;
  #mentions;
  /** Nothing more can wait to be sent; what is in the field stays there. */
  #full = false;
  /** An edit is under way. */
  #busy = false;
  /** Why the last one was not taken. */
  #problem = '';

  /**
   * @param {{form: Element, t: Function, stay: object, emoji: object, onSent: () => void,
   *   at: () => {desk: string, hint: string, replyTo?: string, said: object[]} | null}} options `at`: where one writes now, see `deskOf`, with what stands
   *   in the empty field, the message that is answered there and what was said there; null if that is nowhere
   */
  constructor({ form, t, stay, emoji, onSent, at }) {
    this.#t = t;
    this.#root = form;
    this.#input = part(form, 'composer-input');
    this.#stay = stay;
    this.#onSent = onSent;
    this.#at = at;
    this.#mentions = new MentionList({
      t,
      list: this.#part('mention-list'),
      input: this.#input,
      peopleOf: () => stay.acts.mentionable,
      onChosen: (person) => this.#chosen(person),
    });
    const on = { click: () => this.#mentions.update(), blur: () => this.#mentions.close() };
    dress(this.#input, { on: { ...on, input: () => this.#edited(), keydown: (event) => this.#key(event) } });
    dress(this.#part('emoji'), { hidden: !emoji.isOffered, on: { click: () => this.#pick(emoji) } });
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    dress(this.#root, { on: { submit } });
  }

  /** Shows what is being written here. */
  open() {
    this.#problem = '';
    this.#mentions.close();
    this.#input.value = this.#stay.writing.textIn(this.#desk);
    dress(this.#input, { enterkeyhint: byFinger.matches ? 'enter' : 'send' });
    this.hintAgain();
    this.#fit();
  }

  /** What one writes in, or to whom, may be called otherwise by now. */
  hintAgain() {
    dress(this.#input, { placeholder: this.#at().hint });
  }

  /** The field is ready to type in, except where that would bring a keyboard over half of the screen. */
  invite() {
    if (matchMedia('(pointer: fine)').matches) this.focus();
  }

  /** Something that waited has gone. */
  roomAgain() {
    if (!this.#full) return;
    this.#full = false;
    if (this.#at()) this.#fit();
  }

  /** Others can be mentioned than before. */
  mayMentionOthers() {
    if (document.activeElement === this.#input) this.#mentions.update();
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  get #desk() {
    return this.#at()?.desk;
  }

  get #kind() {
    return this.#stay.writing.of(this.#desk).kind;
  }

  #part(name) {
    return part(this.#root, name);
  }

  #edited() {
    this.#problem = '';
    this.#keep();
    this.#mentions.update();
    if (this.#kind !== 'edit') this.#stay.commands.typing(this.#input.value);
    this.#fit();
  }

  #key(event) {
    // While an input method composes, the keys are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#mentions.takes(event)) this.#take(event, () => {});
    else if (event.key === 'Enter' && !event.shiftKey && !byFinger.matches) this.#take(event, () => this.#submit());
    else if (event.key === 'Escape' && this.#kind !== 'new') this.#take(event, () => this.#stay.acts.drop(this.#desk));
    else if (event.key === 'ArrowUp' && this.#isUntouched(event)) {
      if (this.#stay.acts.editLast(this.#at().said, this.#desk)) this.#take(event, () => {});
    }
  }

  #chosen(person) {
    this.#stay.writing.choose(this.#desk, person);
    this.#edited();
  }

  #pick(emoji) {
    const onPicked = (picked) => {
      // The caret is where it was when the field had the focus.
      this.#input.setRangeText(picked, this.#input.selectionStart, this.#input.selectionEnd, 'end');
      this.#edited();
    };
    emoji.open({ beside: this.#part('emoji'), onPicked, onClosed: () => byFinger.matches || this.focus() });
  }

  #isUntouched({ altKey, ctrlKey, metaKey, shiftKey }) {
    return this.#kind === 'new' && this.#input.value === '' && !(altKey || ctrlKey || metaKey || shiftKey);
  }

  #take(event, action) {
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  #submit() {
    const text = withoutMargins(this.#input.value);
    if (this.#busy) return;
    if (text.length > MOST_CHARACTERS) return this.#refuse();
    if (this.#kind === 'edit') {
      if (text) this.#change(text);
      else this.#refuse();
      return;
    }
    if (text) this.#send(text);
    else this.focus();
  }

  #send(text) {
    const { kind, message } = this.#stay.writing.of(this.#desk);
    const replyTo = kind === 'reply' ? message.id : this.#at().replyTo;
    if (!this.#stay.commands.send(text, { replyTo, ...this.#stay.acts.mentionsIn(text, this.#desk) })) {
      this.#full = true;
      this.#fit();
      return this.#refuse();
    }
    this.#stay.writing.end(this.#desk);
    this.#input.value = '';
    this.#keep();
    this.#fit();
    this.focus();
    this.#onSent();
  }

  async #change(text) {
    const desk = this.#desk;
    this.#busy = true;
    this.#fit();
    const error = await this.#stay.acts.change(text, desk);
    this.#busy = false;
    if (!this.#at()) return;
    if (error && this.#desk === desk) this.#problem = reasonOf(this.#t, error);
    this.#fit(); // wherever one is by now
  }

  #refuse() {
    this.#root.classList.remove('is-refusing');
    // Reading the size starts the animation again.
    void this.#root.offsetWidth;
    this.#root.classList.add('is-refusing');
    this.focus();
  }

  #keep() {
    this.#stay.writing.keep(this.#desk, this.#input.value);
  }

  #fit() {
    const t = this.#t;
    const { writing, user, acts, profiles } = this.#stay;
    const now = writing.of(this.#desk);
    draw(this.#part('composer-beside'), now.kind === 'new' ? [] : beside(t, { ...now, message: profiles.asNow(now.message) }, user, () => acts.drop(this.#desk)));
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
    const { length } = withoutMargins(this.#input.value);
    const over = length - MOST_CHARACTERS;
    draw(this.#part('composer-note'), [this.#note(length, over)]);
    const wrong = over > 0 || this.#full || this.#problem !== '';
    dress(this.#root, { class: wrong ? 'composer is-over' : 'composer' });
    dress(this.#input, { 'aria-invalid': String(over > 0 || this.#problem !== '') });
    const isEdit = now.kind === 'edit';
    const disabled = String(length === 0 || over > 0 || this.#full || this.#busy);
    dress(this.#part('send'), { 'aria-disabled': disabled, 'aria-label': t(isEdit ? 'save' : 'send') });
    draw(this.#part('send'), [icon(isEdit ? 'check' : 'send')]);
  }

  #note(length, over) {
    if (over > 0) return this.#t('charactersTooMany', { count: over, most: MOST_CHARACTERS });
    if (this.#problem) return this.#problem;
    if (this.#full) return this.#t('tooManyUnsent');
    return length >= COUNT_FROM ? this.#t('charactersLeft', { count: -over }) : '';
  }
}

/** Without empty lines above and blanks below; blanks before the first word are code's own. */
const withoutMargins = (text) => text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
