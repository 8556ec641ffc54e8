import { draw, dress, part, view } from './view.js';
import { nameOf } from './words.js';

const DOTS = view('span', { class: 'dots', 'aria-hidden': 'true' }, [view('i'), view('i'), view('i')]);
const AGAIN = 1_000;

/** The line that says who is typing. */
export class Typing {
  #t;
  #root;
  #stay;
  #timer = null;

  constructor({ root, t, stay }) {
    this.#t = t;
    this.#root = part(root, 'typing');
    this.#stay = stay;
  }

  stop() {
    clearTimeout(this.#timer);
  }

  render() {
    this.stop();
    const names = this.#stay.rooms.current?.typists() ?? [];
    dress(this.#root, { class: names.length > 0 ? 'typing is-active' : 'typing' });
    draw(this.#root, [DOTS, view('span', { class: 'typing-text' }, this.#sentence(names))]);
    if (names.length > 0) this.#timer = setTimeout(() => this.render(), AGAIN);
  }

  #sentence(names) {
    if (names.length === 0) return [];
    const [first, second] = names.map(nameOf);
    if (names.length === 1) return this.#t.nodes('typingOne', { first });
    if (names.length === 2) return this.#t.nodes('typingTwo', { first, second });
    return this.#t.nodes('typingMore', { first, second, count: names.length - 2 });
  }
}
