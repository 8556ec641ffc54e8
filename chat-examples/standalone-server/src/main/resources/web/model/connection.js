/** A loss that is repaired sooner than this is not worth a word. */
const PATIENCE = 700;
const WHILE_PATIENT = 100;
const WHILE_TOLD = 250;

/** Whether the chat is connected, what is to be said of it, and when it tries again. Texts are keys with their values. */
export class Connection {
  #chat;
  #token;
  #troubledSince = null;

  constructor(chat, token) {
    this.#chat = chat;
    this.#token = token;
  }

  get isOnline() {
    return this.#chat.state.state === 'online';
  }

  /** `connecting`, `online`, `reconnecting` or `offline`. */
  get name() {
    const { state, network } = this.#chat.state;
    return network === false ? 'offline' : state;
  }

  /** Why the server lets nobody in here, as a text; null if it does. */
  get refusal() {
    const { state, error } = this.#chat.state;
    if (state !== 'offline') return null;
    if (error?.code === 'INVALID_USER') return ['notLetIn', { reason: error.message }];
    if (error?.code !== 'AUTHENTICATION_FAILED') return null;
    return this.#token === undefined ? ['logIn'] : ['loginOver', { reason: error.message }];
  }

  /**
   * What is wrong with it, or null.
   *
   * @returns {{told: boolean, text: [string, object?], button: string, helpless: boolean, againIn?: number} | null}
   *   `told`: it has lasted long enough; `helpless`: the button can do nothing now; `againIn`: milliseconds after which
   *   something else is to be said
   */
  trouble(now = Date.now()) {
    const { state, network, retryAt } = this.#chat.state;
    const offline = state === 'offline' || network === false;
    if (!offline && state !== 'reconnecting') {
      this.#troubledSince = null;
      return null;
    }
    this.#troubledSince ??= now;
    const told = offline || now - this.#troubledSince >= PATIENCE;
    return {
      told,
      text: this.#text(now),
      button: state === 'offline' ? 'connect' : 'tryNow',
      helpless: state !== 'offline' && retryAt === undefined,
      againIn: state === 'reconnecting' ? (told ? WHILE_TOLD : WHILE_PATIENT) : undefined,
    };
  }

  retry() {
    this.#chat.connect();
  }

  #text(now) {
    const { state, network, reason, retryAt } = this.#chat.state;
    if (state === 'offline') return reason === 'closed' ? ['notConnected'] : ['disconnected', { reason }];
    if (state === 'online') return ['noNetworkButKept'];
    const noNetwork = network === false;
    if (retryAt === undefined) return [noNetwork ? 'noNetworkConnecting' : 'connectionLostConnecting'];
    const count = Math.max(1, Math.ceil((retryAt - now) / 1000));
    return [noNetwork ? 'noNetworkTryingAgain' : 'connectionLostTryingAgain', { count }];
  }
}
