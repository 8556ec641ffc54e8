/** A timer of a browser takes no more than 2^31 ms; nobody waits longer than an hour anyway. */
const LONGEST_WAIT = 3_600_000;

/** What a request failed with: `code` is for programs, `message` for people (docs/PROTOCOL.md, "Errors"). */
export class ParlanceError extends Error {
  /**
   * @param {string} code an error code of the protocol, or one of this client: `DISCONNECTED`, `TIMEOUT`,
   *   `LEFT`, `OUTBOX_FULL`, `REFUSED_MESSAGE`, `UNCERTAIN`
   * @param {string} message
   * @param {boolean} retryable whether the same request may succeed later
   * @param {number} retryAfterMillis how long to wait before that, 0 if nobody knows
   */
  constructor(code, message, retryable = false, retryAfterMillis = 0) {
    super(message);
    this.name = 'ParlanceError';
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMillis = retryAfterMillis;
  }

  /** The error in an answer, whatever shape it has. */
  static from(error) {
    const wait = Number.isFinite(error.retryAfterMillis) ? Math.max(0, error.retryAfterMillis) : 0;
    return new ParlanceError(
      error.code ?? 'INTERNAL_ERROR', error.message ?? 'unknown error', error.retryable === true, Math.min(wait, LONGEST_WAIT));
  }
}
