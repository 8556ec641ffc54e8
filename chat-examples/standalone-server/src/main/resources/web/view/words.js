import { hueOf, initialsOf } from '../model/author.js';
import { icon } from './icons.js';
import { view } from './view.js';

/** A user's name among other text: isolated, so that its direction turns nothing else around. */
export const nameOf = (text) => view('bdi', { class: 'name' }, text);

/** For those who listen alone. */
export const heardOnly = (text, tag = 'span') => view(tag, { class: 'sr' }, text);

/** A user's colour and initials; of nobody, if it is `undefined`, neither. */
export function avatar(user, more = '') {
  const style = user ? { '--hue': hueOf(user.userId) } : {};
  return view('span', { class: `avatar${more}`, style, 'aria-hidden': 'true' }, user ? initialsOf(user.username) : '');
}

/**
 * A button that is an icon, with a label for those who listen.
 *
 * @param {string} name of the icon
 * @param {{label: string, class?: string, on: object, data?: object}} props
 * @param {Array<object>} [beside] what stands behind the icon
 */
export function iconButton(name, { label, class: more = '', type = 'button', ...props }, beside = []) {
  return view('button', { type, class: `icon-button${more}`, 'aria-label': label, ...props }, [icon(name), ...beside]);
}

const REASONS = {
  DISCONNECTED: 'noConnectionNow',
  TIMEOUT: 'noAnswer',
  EDIT_CONFLICT: 'changedMeanwhile',
  MESSAGE_NOT_FOUND: 'notThere',
  TOO_FAR_BACK: 'tooFarBack',
  MESSAGE_TOO_LONG: 'tooLongForServer',
  FORBIDDEN: 'mayNot',
  READ_ONLY: 'mayNot',
  TOO_MANY_PINS: 'tooManyPins',
  RATE_LIMITED: 'tooFast',
  SLOW_MODE: 'tooFast',
};

/** Why something was not done, in the reader's language where there are words for it. */
export const reasonOf = (t, { code, message }) => (REASONS[code] ? t(REASONS[code]) : message);
