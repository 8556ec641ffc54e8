import { watchLongPress } from './long-press.js';

/** There what can be done covers the page, so it comes when one asks for it: by resting, or by Enter. */
const byFinger = matchMedia('(pointer: coarse)');
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Which message is at hand: the mouse is over it, the keyboard has come to it, or a finger rested on it. The messages are one
 * stop of the keyboard, between them one goes up and down.
 */
export class Reach {
  #lines;
  #onChange;
  #over = null;
  #on = null;
  /** Where the keyboard was last. */
  #last = null;
  #ended = new AbortController();

  /** @param {{lines: Element, onChange: () => void}} options */
  constructor({ lines, onChange }) {
    this.#lines = lines;
    this.#onChange = onChange;
    const { signal } = this.#ended;
    const listen = (type, listener) => lines.addEventListener(type, listener, { signal });
    listen('pointerover', (event) => this.#pointed(event, keyOf(event.target)));
    listen('pointerleave', (event) => this.#pointed(event, null));
    listen('focusin', (event) => this.#focused(event.target));
    // Not at once: what has the focus may be on its way out of the document.
    listen('focusout', () => setTimeout(() => this.#unfocused()));
    listen('keydown', (event) => this.#pressed(event));
    watchLongPress(lines, (target) => this.#open(keyOf(target)), signal);
  }

  /**
   * How far each message is: `on`, `next` if the keyboard would come to it first, or undefined.
   *
   * @param {object[]} lines all there are
   * @returns {(key: string) => string | undefined}
   */
  among(lines) {
    const last = lines.some((line) => line.key === this.#last) ? this.#last : lines.findLast(({ kind }) => kind === 'message')?.key;
    return (key) => (key === this.#on ? 'on' : key === last ? 'next' : undefined);
  }

  dismiss() {
    this.#set(null);
  }

  stop() {
    this.#ended.abort();
  }

  #pointed({ pointerType }, key) {
    if (pointerType !== 'mouse' || byFinger.matches) return;
    this.#over = key;
    if (key !== null || !this.#lines.contains(document.activeElement)) this.#set(key);
  }

  /** A finger that only touches focuses too, but shows no focus. */
  #focused(target) {
    if (!target.matches(':focus-visible')) return;
    this.#last = keyOf(target);
    if (!byFinger.matches) this.#set(this.#last);
  }

  /** Goes to what can be done. */
  #open(key) {
    this.#set(key);
    this.#lines.querySelector('.action')?.focus({ preventScroll: true });
  }

  #unfocused() {
    if (!this.#ended.signal.aborted && !this.#lines.contains(document.activeElement)) this.#set(this.#over);
  }

  #pressed(event) {
    const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (altKey || ctrlKey || metaKey || shiftKey) return;
    const message = target.closest('.message');
    if (STEPS[key]) {
      const all = [...this.#lines.querySelectorAll('.message')];
      event.preventDefault();
      all[all.indexOf(message) + STEPS[key]]?.focus();
    } else if (key === 'Enter' && target === message) {
      event.preventDefault();
      this.#open(keyOf(message));
    } else if (key === 'Escape' && target !== message && this.#on !== null) {
      event.stopPropagation();
      message.focus();
      if (byFinger.matches) this.dismiss();
    }
  }

  #set(key) {
    if (this.#on === key) return;
    this.#on = key;
    this.#onChange();
  }
}

const keyOf = (target) => target.closest('.message')?.dataset.key ?? null;
