import { byId, setText } from './dom.js';

const WORDS = { connecting: 'Connecting', online: 'Online', reconnecting: 'Reconnecting', offline: 'Offline' };
/** A loss that is repaired sooner than this is not worth a banner. */
const PATIENCE = 700;

/** Whether the chat is connected, and when it tries again. */
export class ConnectionView {
  #session;
  #onRepaired;
  #timer = null;
  #troubledSince = null;

  /** @param {{session: object, onRepaired: () => void}} options `onRepaired`: the banner goes, and the focus was in it */
  constructor({ session, onRepaired }) {
    this.#session = session;
    this.#onRepaired = onRepaired;
    byId('banner-retry').onclick = () => session.chat.connect();
  }

  render() {
    clearTimeout(this.#timer);
    const { state } = this.#session.chat;
    const shown = state.network === false ? 'offline' : state.state;
    const pill = byId('connection');
    pill.dataset.state = shown;
    setText(byId('connection-text'), WORDS[shown]);
    this.#renderBanner(state);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #renderBanner(state) {
    const offline = state.state === 'offline' || state.network === false;
    const troubled = offline || state.state === 'reconnecting';
    if (!troubled) this.#troubledSince = null;
    else this.#troubledSince ??= Date.now();
    const shown = troubled && (offline || Date.now() - this.#troubledSince >= PATIENCE);
    const hadFocus = byId('banner').contains(document.activeElement);
    byId('banner').hidden = !shown;
    if (hadFocus && !shown) this.#onRepaired();
    if (!troubled) return;
    const retry = byId('banner-retry');
    // Not hidden while it cannot help, or it would lose the focus at each attempt.
    retry.setAttribute('aria-disabled', String(state.state !== 'offline' && state.retryAt === undefined));
    setText(retry, state.state === 'offline' ? 'Connect' : 'Try now');
    setText(byId('banner-text'), sentence(state));
    if (state.state === 'reconnecting') this.#timer = setTimeout(() => this.render(), shown ? 250 : 100);
  }
}

function sentence(state) {
  if (state.state === 'offline') return state.reason === 'closed' ? 'Not connected.' : `Disconnected: ${state.reason}.`;
  if (state.state === 'online') return 'No network. What cannot be sent now is kept.';
  const lost = state.network === false ? 'No network.' : 'Connection lost.';
  if (state.retryAt === undefined) return `${lost} Connecting…`;
  const seconds = Math.max(1, Math.ceil((state.retryAt - Date.now()) / 1000));
  return `${lost} Trying again in ${seconds} s.`;
}
