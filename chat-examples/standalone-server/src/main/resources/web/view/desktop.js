const ICON = 'favicon.svg';
const MOST_SAID = 200;

/** The notifications of the system: one a room, until somebody looks at the page. */
export class Desktop {
  #shown = new Set();

  /** @param {AbortSignal} signal ends it */
  constructor(signal) {
    addEventListener('focus', () => this.#close(), { signal });
    signal.addEventListener('abort', () => this.#close());
  }

  /** `granted`, `denied`, `default` (nobody has been asked), or `none` where there are no notifications. */
  get permission() {
    return globalThis.isSecureContext && globalThis.Notification ? Notification.permission : 'none';
  }

  /** Browsers let a page ask when something was pressed alone, and so does this one. */
  async ask() {
    if (this.permission === 'default') await Notification.requestPermission();
  }

  /** @param {{title: string, text: string, room: string, onClick: () => void}} what of a room the last one stays */
  show({ title, text, room, onClick }) {
    if (this.permission !== 'granted') return;
    try {
      const body = text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
      const notification = new Notification(title, { body, tag: `parlance ${room}`, renotify: true, silent: true, icon: ICON, dir: 'auto' });
      this.#shown.add(notification);
      notification.onclose = () => this.#shown.delete(notification);
      notification.onclick = () => {
        globalThis.focus();
        notification.close();
        onClick();
      };
    } catch {
      // Browsers of phones have the permission and show none for a page.
    }
  }

  #close() {
    for (const notification of this.#shown) notification.close();
    this.#shown.clear();
  }
}
