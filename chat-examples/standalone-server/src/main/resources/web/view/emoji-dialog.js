import { draw, dress, part, uid, view } from './view.js';
import { iconButton } from './words.js';

const byFinger = matchMedia('(pointer: coarse)');
const GAP = 8;

/** Where an emoji is picked, above everything else. What does that is fetched when it is opened the first time. */
export class EmojiDialog {
  #t;
  #dialog;
  #address;
  #onFailed;
  #heading = uid();
  #loading = null;
  #picker = null;
  #onPicked;
  #onClosed;

  /** @param {{root: Element, t: Function, address?: string, onFailed: () => void}} options `address`: of `emoji.js`; without one nothing is picked */
  constructor({ root, t, address, onFailed }) {
    this.#t = t;
    this.#dialog = part(root, 'emoji-dialog');
    this.#address = address;
    this.#onFailed = onFailed;
    const picked = ({ detail }) => {
      this.close();
      this.#onPicked(detail.unicode);
    };
    const click = (event) => event.target === this.#dialog && this.close();
    const close = () => {
      this.#forgetSearch();
      this.#onClosed();
    };
    dress(this.#dialog, { on: { 'emoji-click': picked, click, close } });
  }

  get isOffered() {
    return this.#address !== undefined;
  }

  /** @param {{beside?: Element, onPicked: (emoji: string) => void, onClosed?: () => void}} what `beside`: where it stands, if the page is wide enough */
  async open({ beside, onPicked, onClosed = () => {} }) {
    this.#onPicked = onPicked;
    this.#onClosed = onClosed;
    this.#draw();
    this.#place(beside);
    this.#dialog.showModal();
    try {
      this.#picker ??= await (this.#loading ??= this.#load());
    } catch {
      // The next one who wants it tries again.
      this.#loading = null;
      this.close();
      return this.#onFailed();
    }
    this.#draw();
    // It draws itself right behind this.
    await null;
    // Where one types, except where that would bring a keyboard over half of the screen.
    if (this.#dialog.open && !byFinger.matches) this.#search?.focus();
  }

  close() {
    this.#dialog.close();
  }

  #draw() {
    const t = this.#t;
    draw(this.#dialog, [
      view('div', { class: 'list-head' }, [
        view('h2', { id: this.#heading }, t('emoji')),
        iconButton('close', { label: t('closeEmoji'), data: { testid: 'close-emoji' }, on: { click: () => this.close() } }),
      ]),
      view('div', { class: 'emoji-place', data: { part: 'emoji-place' } }),
      !this.#picker && view('p', { key: 'loading', class: 'list-note' }, [view('span', { class: 'spinner', 'aria-hidden': 'true' })]),
    ]);
    dress(this.#dialog, { 'aria-labelledby': this.#heading });
    if (this.#picker) part(this.#dialog, 'emoji-place').replaceChildren(this.#picker);
  }

  get #search() {
    return this.#picker?.shadowRoot.querySelector('input');
  }

  /** Whoever comes next looks for something else. */
  #forgetSearch() {
    const search = this.#search;
    if (!search?.value) return;
    search.value = '';
    search.dispatchEvent(new Event('input'));
  }

  #place(beside) {
    if (!beside) return dress(this.#dialog, { class: 'emoji-dialog' });
    const { top, left, right } = beside.getBoundingClientRect();
    const end = this.#t.direction === 'rtl' ? left : innerWidth - right;
    dress(this.#dialog, { class: 'emoji-dialog is-beside', style: { '--end': `${Math.max(GAP, end)}px`, '--bottom': `${innerHeight - top + GAP}px` } });
  }

  #load() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.type = 'module';
      script.src = this.#address;
      script.onload = () => resolve(globalThis.parlanceEmoji(this.#t.language));
      script.onerror = () => {
        script.remove();
        reject(new Error(this.#address));
      };
      document.head.append(script);
    });
  }
}
