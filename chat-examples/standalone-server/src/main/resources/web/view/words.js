import { hueOf, initialsOf } from '../model/author.js';
import { isDirect } from '../model/directs.js';
import { icon } from './icons.js';
import { view } from './view.js';

/** A user's name among other text: isolated, so that its direction turns nothing else around. */
export const nameOf = (text) => view('bdi', { class: 'name' }, text);

/** What a room is called: one of two as the other is, as far as that is known. */
export const titleOf = (t, { name }) => name ?? t('privateConversation');

/** The same with the sign of rooms. */
export const signedTitleOf = (t, room) => `${isDirect(room.roomId) ? '' : '#'}${titleOf(t, room)}`;

/** What the document is called: how much is unread, and where one is. */
export function pageTitle(t, { unread: { total }, list }, { roomId }) {
  return `${total > 0 ? `(${total > 99 ? '99+' : total}) ` : ''}${signedTitleOf(t, list.get(roomId))} · Parlance`;
}

/** Those of `count` people whose names are known, and how many others; null if none is. */
export function namesOf(t, names, count) {
  const listed = names.join(t('comma'));
  if (names.length === 0) return null;
  return count > names.length ? t('andOthers', { names: listed, count: count - names.length }) : listed;
}

/** For those who listen alone. */
export const heardOnly = (text, tag = 'span') => view(tag, { class: 'sr' }, text);

/** Whether the other one of a room of two is there, or when that was last. */
export function presenceOf(t, { isHere, lastSeen }) {
  return isHere ? t('isHere') : t('lastSeen', { when: t.ago(lastSeen) });
}

/** Addresses of pictures that are not there, or that the page's policy does not let it show. */
const withoutPicture = new Set();

/** A user's colour and initials, and above them the picture, as far as there is one; of nobody, if it is `undefined`, none of it. */
export function avatar(user, more = '') {
  const style = user ? { '--hue': hueOf(user.userId) } : {};
  return view('span', { class: `avatar${more}`, style, 'aria-hidden': 'true' }, user ? [initialsOf(user.username), pictureOf(user)] : '');
}

function pictureOf({ picture }) {
  if (!picture || withoutPicture.has(picture)) return null;
  const error = ({ currentTarget }) => {
    withoutPicture.add(picture);
    currentTarget.hidden = true;
  };
  const props = { key: picture, class: 'picture', src: picture, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer', data: { testid: 'picture' } };
  return view('img', { ...props, on: { error } });
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
