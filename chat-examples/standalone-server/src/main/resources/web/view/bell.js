import { AlertSettings } from './alert-settings.js';
import { Chime } from './chime.js';
import { Desktop } from './desktop.js';

/** How one is told of what was said while one did not look, and where that is chosen. */
export class Bell {
  #t;
  #stay;
  #desktop;
  #chime = new Chime();
  #settings;
  #onOpen;

  /**
   * @param {{root: Element, t: Function, stay: {alerts: object, list: object}, signal: AbortSignal, onChange: () => void, onOpen: (target: object) => void}} options `onChange`: something
   *   else was chosen; `onOpen`: somebody wants to see the message
   */
  constructor({ root, t, stay, signal, onChange, onOpen }) {
    this.#t = t;
    this.#stay = stay;
    this.#desktop = new Desktop(signal);
    this.#settings = new AlertSettings({ root, t, alerts: stay.alerts, desktop: this.#desktop, chime: this.#chime, onChange });
    this.#onOpen = onOpen;
    // Something else may have been chosen in another tab.
    addEventListener('storage', () => this.#settings.renew(), { signal });
    signal.addEventListener('abort', () => this.#stop());
  }

  ring({ roomId, id, username, message }, { isDirect, withSound }) {
    const title = isDirect ? username : this.#t('alertTitle', { name: username, room: this.#stay.list.nameOf(roomId) });
    this.#desktop.show({ title, text: message, room: roomId, onClick: () => this.#onOpen({ room: roomId, message: id }) });
    if (withSound) this.#chime.play();
  }

  choose() {
    this.#settings.open();
  }

  #stop() {
    this.#settings.close();
    this.#chime.stop();
  }
}
