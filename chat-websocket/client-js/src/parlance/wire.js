import { ParlanceError } from './error.js';

/** One WebSocket from open to close: frames in and out, and the promise of every request. */
export class Wire {
  #socket;
  #clock;
  #timeout;
  #waiting = new Map();
  #lastId = 0;
  #handlers;

  /**
   * @param {WebSocket} socket
   * @param {{clock: object, timeout: number, onOpen: () => void, onHeard: () => void,
   *   onEvent: (event: string, data: object) => void, onClose: (code: number, reason: string) => void}} options
   */
  constructor(socket, { clock, timeout, ...handlers }) {
    this.#socket = socket;
    this.#clock = clock;
    this.#timeout = timeout;
    this.#handlers = handlers;
    socket.onopen = () => handlers.onOpen();
    socket.onmessage = (frame) => this.#receive(frame.data);
    socket.onclose = (close) => this.#closed(close.code, close.reason);
    // A `close` event follows every `error` event and says more.
    socket.onerror = () => {};
  }

  /**
   * Sends a request; the promise ends with the answer's data, or a ParlanceError.
   *
   * @param {string} event
   * @param {object} data
   * @param {(answer: object) => void} [onAnswer] before anything that comes behind the answer: a promise tells it later, if both come at once
   */
  request(event, data, onAnswer = () => {}) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => {
        this.#waiting.delete(id);
        reject(new ParlanceError('TIMEOUT', `${event} was not answered in time`, true));
      }, this.#timeout);
      this.#waiting.set(id, { resolve, reject, timer, onAnswer });
      this.#socket.send(JSON.stringify({ event, data, id }));
    });
  }

  /** Sends a request that nobody waits for. */
  notify(event, data) {
    this.#socket.send(JSON.stringify({ event, data }));
  }

  /** Ends this wire now: a dead link may take minutes to say that it closed, so `onClose` does not wait for it. */
  close(code, reason) {
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code, reason);
    this.#closed(code, reason);
  }

  #receive(text) {
    this.#handlers.onHeard();
    const frame = parse(text);
    if (typeof frame?.event === 'string') this.#handlers.onEvent(frame.event, frame.data ?? {});
    else if (frame?.id !== undefined) this.#answered(frame);
  }

  #answered({ id, data, error }) {
    const request = this.#waiting.get(id);
    if (!request) return;
    this.#waiting.delete(id);
    this.#clock.clearTimeout(request.timer);
    if (error) return request.reject(ParlanceError.from(error));
    request.resolve(data ?? {});
    request.onAnswer(data ?? {});
  }

  #closed(code, reason) {
    for (const { reject, timer } of this.#waiting.values()) {
      this.#clock.clearTimeout(timer);
      reject(new ParlanceError('DISCONNECTED', 'the connection was lost', true));
    }
    this.#waiting.clear();
    this.#handlers.onClose(code, reason);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
