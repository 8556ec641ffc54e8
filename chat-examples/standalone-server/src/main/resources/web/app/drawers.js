import { byId } from './dom.js';

const narrow = matchMedia('(max-width: 759px)');
const medium = matchMedia('(max-width: 1099px)');

/** The rooms and the people: beside the room where there is space, else drawers above it. */
export class Drawers {
  #opener = null;

  constructor() {
    byId('rail-open').onclick = () => this.#open('rail', byId('rail-open'));
    byId('people-open').onclick = () => this.#togglePeople();
    byId('rail-close').onclick = byId('people-close').onclick = byId('scrim').onclick = () => this.close();
    for (const query of [narrow, medium]) query.onchange = () => this.close();
    this.#expose();
  }

  get isOpen() {
    return this.#opener !== null;
  }

  /** The focus goes back to where it came from. */
  close() {
    const opener = this.#opener;
    this.#opener = null;
    for (const id of ['rail', 'people']) byId(id).classList.remove('is-open');
    byId('scrim').hidden = true;
    this.#expose();
    opener?.focus();
  }

  #togglePeople() {
    if (medium.matches) return this.#open('people', byId('people-open'));
    byId('shell').classList.toggle('without-people');
    this.#expose();
  }

  #open(id, opener) {
    this.#opener = opener;
    byId(id).classList.add('is-open');
    byId('scrim').hidden = false;
    this.#expose();
    (byId(id).querySelector('.is-current .room-link') ?? byId(id).querySelector('button')).focus();
  }

  /** Closed drawers and what is under an open one are out of reach of the keyboard and of screen readers. */
  #expose() {
    const rail = byId('rail').classList.contains('is-open');
    const people = byId('people').classList.contains('is-open');
    const without = byId('shell').classList.contains('without-people');
    byId('rail').inert = people || (narrow.matches && !rail);
    byId('people').inert = rail || (medium.matches ? !people : without);
    byId('room').inert = rail || people;
    byId('rail-open').setAttribute('aria-expanded', String(rail));
    byId('people-open').setAttribute('aria-expanded', String(medium.matches ? people : !without));
  }
}
