const NEAR_BOTTOM = 48;
const NEAR_TOP = 240;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Where the reader is in the log: follows its end, or holds still what they read while lines come and go around it. */
export class Scroller {
  #box;
  #content;
  #following = true;
  #gliding = false;
  #ended = new AbortController();

  /** @param {{box: HTMLElement, content: HTMLElement, onScroll: () => void, onTop: () => void}} options */
  constructor({ box, content, onScroll, onTop }) {
    this.#box = box;
    this.#content = content;
    box.addEventListener('scroll', () => {
      this.#following = this.atBottom;
      onScroll();
      if (box.scrollTop < NEAR_TOP) onTop();
    }, { passive: true, signal: this.#ended.signal });
    box.addEventListener('scrollend', () => (this.#gliding = false), { signal: this.#ended.signal });
    // The composer grows, the phone's keyboard comes: the end stays in sight.
    const resized = new ResizeObserver(() => this.#following && this.#jumpToEnd());
    resized.observe(box);
    resized.observe(content);
    this.#ended.signal.onabort = () => resized.disconnect();
  }

  stop() {
    this.#ended.abort();
  }

  get atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
  }

  /** Whether the end is in sight, or will be by itself. */
  get endsAtBottom() {
    return this.atBottom || this.#gliding;
  }

  /** Whether the log is so short, or so far up, that older lines are in order. */
  get nearTop() {
    return this.#box.scrollTop < NEAR_TOP;
  }

  follow() {
    this.#following = true;
    this.#jumpToEnd();
  }

  /** Goes to the end, smoothly when it is near: a long way would only blur past. */
  glideToEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    const near = scrollHeight - scrollTop < 4 * clientHeight;
    if (!near || calm.matches) return this.follow();
    this.#gliding = !this.atBottom;
    this.#box.scrollTo({ top: scrollHeight, behavior: 'smooth' });
  }

  /** Whether a line is further up than what one sees. */
  isAbove(line) {
    return this.#distanceOf(line) < 0;
  }

  /** Shows a line that is further up in the upper third. */
  show(line) {
    const down = this.#distanceOf(line);
    if (down >= 0) return;
    this.#box.scrollTop += down - this.#box.clientHeight / 3;
    this.#following = this.atBottom;
  }

  /** Shows a line in the middle, wherever it is. */
  reveal(line) {
    line.scrollIntoView({ block: 'center' });
    this.#following = this.atBottom;
  }

  /** Runs a change of the content; what the reader reads does not move. */
  during(change) {
    if (this.#following) {
      change();
      this.#jumpToEnd();
      return;
    }
    const anchor = this.#firstVisible();
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor?.isConnected) this.#box.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  /** How far down in the box a line begins. */
  #distanceOf(line) {
    return line.getBoundingClientRect().top - this.#box.getBoundingClientRect().top;
  }

  #firstVisible() {
    const top = this.#box.getBoundingClientRect().top;
    for (const line of this.#content.children) {
      // Day lines come and go with what is above them, so they are no ground to stand on.
      if (line.getBoundingClientRect().bottom > top && line.dataset.messageId) return line;
    }
    return null;
  }

  #jumpToEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
  }
}
