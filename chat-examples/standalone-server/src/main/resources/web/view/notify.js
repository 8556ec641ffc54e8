import { draw, dress, part, uid, view } from './view.js';

const TOAST = 4_000;
const MOST_ANNOUNCED = 5;

/** What the page says besides what it shows: short words at its edge, what is read out, and a question before something is lost. */
export class Notify {
  #t;
  #root;
  #question = uid();
  #timer = null;
  #announced = [];
  #count = 0;

  /** @param {{root: Element, t: Function}} options */
  constructor({ root, t }) {
    this.#t = t;
    this.#root = root;
  }

  /** A short word at the edge of the page. */
  toast(text) {
    clearTimeout(this.#timer);
    const toast = part(this.#root, 'toast');
    draw(toast, [text]);
    dress(toast, { class: 'toast is-shown' });
    this.#timer = setTimeout(() => dress(toast, { class: 'toast' }), TOAST);
  }

  /** Reads a new message out. The log itself is silent: drawing a room or older history would read out all of it. */
  announce({ username, message }) {
    this.#count += 1;
    const text = this.#t('spoken', { name: username, message });
    this.#announced = [...this.#announced, view('p', { key: this.#count }, text)].slice(-MOST_ANNOUNCED);
    draw(part(this.#root, 'announcer'), this.#announced);
  }

  /** Asks whether unsent messages may be thrown away, if there are some. */
  confirmDiscard(count, onYes) {
    if (count === 0) return onYes();
    const t = this.#t;
    const dialog = part(this.#root, 'confirm');
    draw(dialog, [
      view('form', { method: 'dialog' }, [
        view('p', { id: this.#question }, t('unsent', { count })),
        view('div', { class: 'confirm-actions' }, [
          view('button', { class: 'button', value: 'no', autofocus: true }, t('stay')),
          view('button', { class: 'button button-danger', value: 'yes', data: { testid: 'confirm-yes' } }, t('discardAndLeave')),
        ]),
      ]),
    ]);
    dress(dialog, { 'aria-labelledby': this.#question, on: { close: () => dialog.returnValue === 'yes' && onYes() } });
    dialog.returnValue = '';
    dialog.showModal();
  }
}
