import { draw, dress, part, view } from './view.js';

/** What is said when the connection is lost, and when it tries again. */
export class Banner {
  #t;
  #root;
  #connection;
  #onRepaired;
  #timer = null;

  /** @param {{root: Element, t: Function, stay: object, onRepaired: () => void}} options `onRepaired`: it goes, and the focus was in it */
  constructor({ root, t, stay, onRepaired }) {
    this.#t = t;
    this.#root = part(root, 'banner');
    this.#connection = stay.connection;
    this.#onRepaired = onRepaired;
  }

  render() {
    this.stop();
    const trouble = this.#connection.trouble();
    const hadFocus = this.#root.contains(document.activeElement);
    const hidden = !trouble?.told;
    dress(this.#root, { hidden });
    if (hadFocus && hidden) this.#onRepaired();
    if (!trouble) return;
    this.#draw(trouble);
    if (trouble.againIn !== undefined) this.#timer = setTimeout(() => this.render(), trouble.againIn);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #draw({ text, button, helpless }) {
    // Not hidden while it cannot help, or it would lose the focus at each attempt.
    const retry = {
      class: 'button button-small',
      type: 'button',
      'aria-disabled': String(helpless),
      data: { testid: 'try-now' },
      on: { click: () => this.#connection.retry() },
    };
    draw(this.#root, [
      view('span', { class: 'banner-text', data: { testid: 'banner-text' } }, this.#t(...text)),
      view('button', retry, this.#t(button)),
    ]);
  }
}
