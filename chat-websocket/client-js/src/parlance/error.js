/** What a request failed with: `code` is for programs, `message` for people (docs/PROTOCOL.md, "Errors"). */
export class ParlanceError extends Error {
  /**
   * @param {string} code an error code of the protocol, or one of this client: `DISCONNECTED`, `TIMEOUT`,
   *   `LEFT`, `OUTBOX_FULL`, `REFUSED_MESSAGE`, `UNCERTAIN`
   * @param {string} message
   * @param {boolean} retryable whether the same request may succeed later
   */
  constructor(code, message, retryable = false) {
    super(message);
    this.name = 'ParlanceError';
    this.code = code;
    this.retryable = retryable;
  }

  /** The error in an answer, whatever shape it has. */
  static from(error) {
    return new ParlanceError(error.code ?? 'INTERNAL_ERROR', error.message ?? 'unknown error', error.retryable === true);
  }
}
