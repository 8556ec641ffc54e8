import { dress, part } from './view.js';

/** The rooms and the people: beside the room where there is space, else drawers above it. An open thread takes the place of the people, or of the room. */
export class Drawers {
  #root;
  #narrow = matchMedia('(max-width: 759px)');
  #medium = matchMedia('(max-width: 1099px)');
  /** `rail`, `people` or null. */
  #open = null;
  #withoutPeople = false;
  #withThread = false;
  #closeThread;
  #onChange;

  /** @param {{root: Element, signal: AbortSignal, closeThread: () => void, onChange: () => void}} options `onChange`: what a button says is another */
  constructor({ root, signal, closeThread, onChange }) {
    this.#root = root;
    this.#closeThread = closeThread;
    this.#onChange = onChange;
    part(root, 'scrim').addEventListener('click', () => this.close(), { signal });
    for (const query of [this.#narrow, this.#medium]) query.addEventListener('change', () => this.close(), { signal });
    this.#expose();
  }

  get isOpen() {
    return this.#open !== null;
  }

  get showsRail() {
    return this.#open === 'rail';
  }

  get showsPeople() {
    return this.#medium.matches ? this.#open === 'people' : !this.#withoutPeople && !this.#withThread;
  }

  /** Whether there is a thread, and no room beside it. */
  get hidesRoom() {
    return this.#withThread && this.#medium.matches;
  }

  /** A thread is open, or is no more. */
  showThread(isOpen) {
    if (this.#withThread === isOpen) return;
    this.#withThread = isOpen;
    this.#expose();
  }

  openRail() {
    this.#show('rail');
  }

  togglePeople() {
    if (this.#medium.matches) return this.#show('people');
    if (this.#withThread) {
      this.#withoutPeople = false;
      return this.#closeThread();
    }
    this.#withoutPeople = !this.#withoutPeople;
    this.#expose();
  }

  /** The focus goes back to where it came from. */
  close() {
    const opened = this.#open;
    this.#open = null;
    this.#expose();
    if (opened) part(this.#root, `${opened}-open`).focus();
  }

  #show(name) {
    this.#open = name;
    this.#expose();
    const drawer = part(this.#root, name);
    (drawer.querySelector('.is-current .room-link') ?? drawer.querySelector('button')).focus();
  }

  /** Closed drawers and what is under an open one are out of reach of the keyboard and of screen readers. */
  #expose() {
    const rail = this.#open === 'rail';
    const people = this.#open === 'people';
    const dressed = (name, props) => dress(part(this.#root, name), props);
    const look = ['shell', this.#withoutPeople && 'without-people', this.#withThread && 'with-thread'];
    dressed('shell', { class: look.filter(Boolean).join(' ') });
    dressed('rail', { class: rail ? 'rail is-open' : 'rail', inert: people || (this.#narrow.matches && !rail) });
    dressed('people', { class: people ? 'people is-open' : 'people', inert: rail || !this.showsPeople });
    dressed('room', { inert: rail || people || this.hidesRoom });
    // What takes the room's place is what the page is about.
    dressed('thread', { hidden: !this.#withThread, inert: rail || people, role: this.hidesRoom ? 'main' : 'complementary' });
    dressed('scrim', { hidden: !this.isOpen });
    this.#onChange();
  }
}
