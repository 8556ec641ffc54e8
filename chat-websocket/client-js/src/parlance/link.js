import { Backoff } from './backoff.js';
import { ParlanceError } from './error.js';
import { Heartbeat } from './heartbeat.js';
import { Renewal } from './renewal.js';
import { Wire } from './wire.js';

/** An online time after which the next loss starts with the shortest delay again. */
const STABLE_AFTER = 10_000;
/** Close codes after which even the first delay spreads: the server stops, is overloaded, or wants a rest from this client. */
const LATER = new Set([1001, 1011, 4002, 4004]);
const DEAD = 4001;

/** Keeps an authenticated connection: opens it, notices when it is dead, and comes back unless told not to. */
export class Link {
  #options;
  #clock;
  #backoff;
  #wire = null;
  #heartbeat = null;
  #renewal;
  #timer = null;
  #onlineSince = null;
  /** When a refused login may be tried again. */
  #notBefore = 0;
  #final = null;
  #state = { state: 'offline', reason: 'not connected' };

  /**
   * @param {{socket: () => WebSocket, credentials: () => Promise<object>, renewable: boolean, clock: object, random: () => number,
   *   connectTimeout: number, requestTimeout: number, pingEvery: number, pingWait: number,
   *   onState: (state: object) => void, onOnline: (user: object) => void,
   *   onRenewed: (user: object) => void, onLost: (code: number) => void,
   *   onEvent: (event: string, data: object) => void}} options
   */
  constructor(options) {
    this.#options = options;
    this.#clock = options.clock;
    this.#backoff = new Backoff(options.random);
    this.#renewal = new Renewal({ clock: options.clock, renew: (expiresAt) => this.#renew(this.#wire, expiresAt) });
  }

  get state() {
    return this.#state;
  }

  get online() {
    return this.#state.state === 'online';
  }

  /** Connects now, cutting a waiting time short; does nothing while connecting or connected. */
  connect() {
    if (this.#wire) return;
    this.#clock.clearTimeout(this.#timer);
    this.#final = null;
    const first = this.#onlineSince === null && this.#backoff.attempt === 0;
    this.#enter({ state: first ? 'connecting' : 'reconnecting', attempt: this.#backoff.attempt });
    this.#open();
  }

  /** Closes for good, until `connect`. */
  close() {
    this.#stop('closed');
  }

  /** Doubts the link: pings now, or connects now when it was waiting for its turn. */
  check() {
    if (this.online) this.#heartbeat.check();
    else if (this.#state.retryAt !== undefined) this.connect();
  }

  request(event, data, onAnswer) {
    if (this.online) return this.#wire.request(event, data, onAnswer);
    return Promise.reject(new ParlanceError('DISCONNECTED', 'not connected', true));
  }

  notify(event, data) {
    if (this.online) this.#wire.notify(event, data);
  }

  #open() {
    const { clock, socket, connectTimeout, requestTimeout, onEvent, pingEvery, pingWait } = this.#options;
    const wire = new Wire(socket(), {
      clock,
      timeout: requestTimeout,
      onEvent,
      onOpen: () => this.#authenticate(wire),
      onHeard: () => this.online && this.#heartbeat.heard(),
      onClose: (code, reason) => this.#lost(code, reason),
    });
    this.#wire = wire;
    this.#heartbeat = new Heartbeat({
      clock,
      every: pingEvery,
      wait: pingWait,
      ping: () => wire.request('ping', {}).catch(() => {}),
      dead: () => wire.close(DEAD, 'nothing heard'),
    });
    this.#timer = clock.setTimeout(() => wire.close(DEAD, 'no connection in time'), connectTimeout);
  }

  async #authenticate(wire) {
    try {
      const credentials = await this.#options.credentials();
      if (this.#wire !== wire) return;
      const user = await wire.request('authenticate', credentials);
      if (this.#wire === wire) this.#authenticated(user);
    } catch (error) {
      if (this.#wire !== wire) return;
      if (error instanceof ParlanceError && !error.retryable) {
        this.#stop(error.message, error);
        return;
      }
      this.#notBefore = this.#clock.now() + (error instanceof ParlanceError ? error.retryAfterMillis : 0);
      wire.close(DEAD, 'not authenticated');
    }
  }

  #authenticated(user) {
    this.#clock.clearTimeout(this.#timer);
    this.#onlineSince = this.#clock.now();
    this.#heartbeat.heard();
    this.#renewBefore(user.expiresAt);
    this.#enter({ state: 'online' });
    this.#options.onOnline(user);
  }

  #renewBefore(expiresAt) {
    if (this.#options.renewable) this.#renewal.before(expiresAt);
  }

  /** What is refused here is good until its end: then the server closes, and the token is asked for anew. */
  async #renew(wire, expiresAt) {
    try {
      const credentials = await this.#options.credentials();
      if (this.#wire !== wire) return;
      const user = await wire.request('authenticate', credentials);
      if (this.#wire !== wire) return;
      this.#renewBefore(user.expiresAt);
      this.#options.onRenewed(user);
    } catch (error) {
      if (this.#wire !== wire) return;
      if (!(error instanceof ParlanceError) || error.retryable) this.#renewBefore(expiresAt);
    }
  }

  #stop(reason, error) {
    this.#clock.clearTimeout(this.#timer);
    this.#final = { reason, error };
    if (this.#wire) this.#wire.close(1000, '');
    else this.#enter({ state: 'offline', ...this.#final });
  }

  #lost(code, reason) {
    const wasOnline = this.online;
    this.#wire = null;
    this.#renewal.stop();
    this.#heartbeat.stop();
    this.#clock.clearTimeout(this.#timer);
    if (wasOnline && this.#clock.now() - this.#onlineSince >= STABLE_AFTER) this.#backoff.reset();
    if (code >= 4500 && code <= 4999) this.#final = { reason: reason || 'closed by the server', code };
    if (this.#final) this.#enter({ state: 'offline', ...this.#final });
    else this.#wait(code);
    if (wasOnline) this.#options.onLost(code);
  }

  #wait(code) {
    const now = this.#clock.now();
    const retryIn = Math.max(this.#backoff.next(LATER.has(code)), this.#notBefore - now);
    const retryAt = now + retryIn;
    this.#timer = this.#clock.setTimeout(() => this.connect(), retryIn);
    this.#enter({ state: 'reconnecting', attempt: this.#backoff.attempt, retryIn, retryAt, code });
  }

  #enter(state) {
    this.#state = state;
    this.#options.onState(state);
  }
}
