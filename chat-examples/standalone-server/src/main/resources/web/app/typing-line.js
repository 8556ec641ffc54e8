import { byId, nameOf, redraw } from './dom.js';

/** The line that says who is typing. */
export class TypingLine {
  #line = byId('typing');
  #text = byId('typing-text');
  #timer = null;

  stop() {
    clearTimeout(this.#timer);
  }

  render({ current }) {
    this.stop();
    const names = current?.typists() ?? [];
    this.#line.classList.toggle('is-active', names.length > 0);
    redraw(this.#text, JSON.stringify(names), () => sentence(names));
    if (names.length > 0) this.#timer = setTimeout(() => this.render({ current }), 1_000);
  }
}

function sentence(names) {
  if (names.length === 0) return [];
  const [first, second] = names.map(nameOf);
  if (names.length === 1) return [first, ' is typing…'];
  if (names.length === 2) return [first, ' and ', second, ' are typing…'];
  const others = names.length === 3 ? 'one more' : `${names.length - 2} others`;
  return [first, ', ', second, ` and ${others} are typing…`];
}
