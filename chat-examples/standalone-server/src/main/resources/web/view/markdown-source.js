import { isMarkdown, markdownParser, markdownTree, plainText } from '../model/markdown.js';

const TRY_AGAIN = 30_000;

/** Texts in Markdown. What reads it is fetched when the first one is to be seen: a first visit does not wait for it, and until then a text is as it was typed. */
export class MarkdownSource {
  #address;
  #parser = null;
  #askedAt = -Infinity;
  /** There is something to draw anew. */
  onReady = () => {};

  /** @param {string} [address] of markdown-it; without one every text stays as it was typed */
  constructor(address) {
    this.#address = address;
  }

  /** Whether there is more to a text than was typed, now. */
  reads(text) {
    if (!this.#address || !isMarkdown(text)) return false;
    if (!this.#parser) this.#fetch();
    return this.#parser !== null;
  }

  treeOf(text) {
    return markdownTree(this.#parser, text);
  }

  /** What a text says, without its marks. */
  plain(text) {
    return this.reads(text) ? plainText(this.treeOf(text)).trim() : text;
  }

  #fetch() {
    if (performance.now() - this.#askedAt < TRY_AGAIN) return;
    this.#askedAt = performance.now();
    const script = document.createElement('script');
    script.src = this.#address;
    script.onload = () => {
      this.#parser = markdownParser(globalThis.markdownit);
      this.onReady();
    };
    script.onerror = () => script.remove();
    document.head.append(script);
  }
}
