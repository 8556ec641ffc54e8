import { addressOf, targetIn, tokenInAddress } from '../model/address.js';

const TOKEN = 'token';
/** What is kept with the steps that the chat made itself. */
const OWN_STEP = { parlance: 'step' };

/** The address, the history and the title of a document that the chat has for itself. */
export const ownPage = {
  get target() {
    return targetIn(location);
  },
  /** Has the address lead somewhere: as a step of the history, or `instead` of the present one. */
  show(target, { instead = true } = {}) {
    const address = target.room ? addressOf(target, location) : location.pathname;
    if (instead || address === location.href) history.replaceState(OWN_STEP, '', address);
    else history.pushState(OWN_STEP, '', address);
  },
  /** Tells where the address leads from now on, and whether that is a step that the chat made: one went back or forward to it. */
  watch(onTarget, signal) {
    const listener = ({ state }) => onTarget(ownPage.target, state?.parlance === OWN_STEP.parlance);
    addEventListener('popstate', listener, { signal });
  },
  /** Where a link leads within the page; null if it leads out of it. */
  targetOf({ href }) {
    const url = new URL(href);
    const { room, message } = targetIn({ hash: url.hash, search: '' });
    return room && url.origin === location.origin && url.pathname === location.pathname ? { room, message } : null;
  },
  entitle(title) {
    document.title = title;
  },
};

/** The chat is one part of a document among others: its address and its title are not the chat's. */
export const guestOfAPage = { target: { room: '' }, show() {}, watch() {}, targetOf: () => null, entitle() {} };

/** The address that leads others to a room, or to a message in it. */
export const linkTo = (target) => addressOf(target, location);

/**
 * The proof of who this is, from `#token=` in the page's address, else the last one of this tab. It is taken out of the
 * address at once: a link that is copied is not to let anyone in under this name.
 *
 * @param {object} memory
 * @returns {string | undefined}
 */
export function takeToken(memory) {
  const found = tokenInAddress(location);
  if (found) {
    memory.keep(TOKEN, found.token || null, 'tab');
    history.replaceState(null, '', found.rest);
  }
  return memory.recall(TOKEN, undefined, 'tab');
}
