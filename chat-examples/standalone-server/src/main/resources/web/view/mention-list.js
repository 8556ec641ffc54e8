import { EVERYBODY, mentionAt, whoIsMeant } from '../model/mentions.js';
import { icon } from './icons.js';
import { draw, dress, nodeOf, view } from './view.js';
import { avatar } from './words.js';

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** Offers the names of people while one types an @: the keys stay in the field, what is chosen takes the place of what was typed. */
export class MentionList {
  #t;
  #list;
  #input;
  #peopleOf;
  #onChosen;
  #offered = [];
  #at = 0;
  /** Where the @ is that was sent away. */
  #refused = null;

  /**
   * @param {{t: Function, list: Element, input: HTMLTextAreaElement, peopleOf: () => object[], onChosen: (person: object) => void}} options
   */
  constructor({ t, list, input, peopleOf, onChosen }) {
    this.#t = t;
    this.#list = list;
    this.#input = input;
    this.#peopleOf = peopleOf;
    this.#onChosen = onChosen;
  }

  /** The text or the caret in the field is another. */
  update() {
    const begun = mentionAt(this.#input.value, this.#input.selectionStart);
    if (!begun || begun.from !== this.#refused) this.#refused = null;
    this.#offered = begun && this.#refused === null ? whoIsMeant(begun.query, this.#peopleOf(), this.#t.compare) : [];
    this.#at = 0;
    this.#render();
  }

  close() {
    this.#offered = [];
    this.#refused = null;
    this.#render();
  }

  /** Returns whether it takes a key that was pressed in the field. */
  takes({ key, shiftKey }) {
    const { length } = this.#offered;
    if (length === 0) return false;
    if (STEPS[key]) {
      this.#at = (this.#at + STEPS[key] + length) % length;
      this.#render();
    } else if ((key === 'Enter' || key === 'Tab') && !shiftKey) this.#choose(this.#offered[this.#at]);
    else if (key === 'Escape') {
      this.#refused = mentionAt(this.#input.value, this.#input.selectionStart)?.from ?? null;
      this.#offered = [];
      this.#render();
    } else return false;
    return true;
  }

  #choose(person) {
    const { from } = mentionAt(this.#input.value, this.#input.selectionStart);
    this.#input.setRangeText(`@${person.username} `, from, this.#input.selectionStart, 'end');
    this.close();
    this.#onChosen(person);
  }

  #render() {
    const options = this.#offered.map((person, i) => this.#option(person, i === this.#at));
    draw(this.#list, options);
    dress(this.#list, { hidden: options.length === 0 });
    const chosen = nodeOf(this.#list, this.#offered[this.#at]?.userId);
    dress(this.#input, { 'aria-activedescendant': chosen?.id });
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  #option(person, isChosen) {
    const { userId, username } = person;
    const on = {
      // The focus stays in the field.
      pointerdown: (event) => event.preventDefault(),
      click: () => this.#choose(person),
    };
    const id = `${this.#list.id}-${this.#offered.indexOf(person)}`;
    const props = { key: userId, id, class: isChosen ? 'mention-option is-chosen' : 'mention-option', role: 'option' };
    return view('li', { ...props, 'aria-selected': String(isChosen), data: { testid: 'mention-option' }, on }, [
      person === EVERYBODY ? icon('people') : avatar(person),
      view('bdi', { class: 'member-name' }, username),
      person === EVERYBODY && view('span', { class: 'mention-about' }, this.#t('everybodyHere')),
    ]);
  }
}
