/**
 * What a chat remembers in the browser, under names of its own, so that two on one page do not mix: `local` for ever and for
 * all tabs, `tab` through reloads of this one. Never throws.
 */
export class Memory {
  #name;
  #stores;

  /**
   * @param {string} name what all keys begin with
   * @param {{local: () => Storage, tab: () => Storage}} stores may throw, as a browser's do that forbids them
   */
  constructor(name, stores) {
    this.#name = name;
    this.#stores = stores;
  }

  /** The tab's storage, or null where the browser forbids it. */
  get tab() {
    try {
      return this.#stores.tab();
    } catch {
      return null;
    }
  }

  /** The key under which a storage has something of this chat. */
  keyOf(what) {
    return `${this.#name}.${what}`;
  }

  recall(what, otherwise, store = 'local') {
    try {
      return JSON.parse(this.#stores[store]().getItem(this.keyOf(what))) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  /** Null and undefined forget it. */
  keep(what, value, store = 'local') {
    try {
      if (value == null) this.#stores[store]().removeItem(this.keyOf(what));
      else this.#stores[store]().setItem(this.keyOf(what), JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs the memory, not the chat.
    }
  }
}
