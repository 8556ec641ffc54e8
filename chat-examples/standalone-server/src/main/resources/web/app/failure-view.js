import { element, redraw } from './dom.js';

const REASONS = {
  UNCERTAIN: 'It may have arrived already.',
  MESSAGE_TOO_LONG: 'It is too long for this server.',
  FORBIDDEN: 'You may not write here.',
};

/** Under a message that was not sent: why, and what can be done. */
export class FailureView {
  #clientMessageId;
  #reason = element('bdi');

  /** @param {{retry: (id: string) => void, discard: (id: string) => void}} actions */
  constructor({ retry, discard }) {
    const button = (testid, text, action) => {
      const click = () => action(this.#clientMessageId);
      return element('button', { type: 'button', class: 'text-button', data: { testid }, on: { click } }, text);
    };
    this.node = element(
      'div',
      { class: 'failure', role: 'alert' },
      element('span', { class: 'failure-text', data: { testid: 'failure' } }, 'Not sent. ', this.#reason),
      element('span', { class: 'failure-actions' }, button('retry', 'Try again', retry), button('discard', 'Discard', discard)),
    );
  }

  update({ clientMessageId, error }) {
    this.#clientMessageId = clientMessageId;
    const reason = REASONS[error?.code] ?? `${error?.message ?? ''}`;
    redraw(this.#reason, reason, () => [reason]);
  }
}
