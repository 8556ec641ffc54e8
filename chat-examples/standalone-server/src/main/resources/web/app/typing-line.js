import { byId, element, nameOf } from './dom.js';

/** The line that says who is typing. */
export class TypingLine {
  #line = byId('typing');
  #timer = null;

  stop() {
    clearTimeout(this.#timer);
  }

  render({ current }) {
    this.stop();
    const names = current?.typists() ?? [];
    this.#line.classList.toggle('is-active', names.length > 0);
    if (names.length === 0) return this.#line.replaceChildren();
    const dots = element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));
    this.#line.replaceChildren(dots, element('span', { class: 'typing-text' }, ...sentence(names)));
    this.#timer = setTimeout(() => this.render({ current }), 1_000);
  }
}

function sentence(names) {
  const [first, second] = names.map(nameOf);
  if (names.length === 1) return [first, ' is typing…'];
  if (names.length === 2) return [first, ' and ', second, ' are typing…'];
  const others = names.length === 3 ? 'one more' : `${names.length - 2} others`;
  return [first, ', ', second, ` and ${others} are typing…`];
}
