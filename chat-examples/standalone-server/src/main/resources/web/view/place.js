import { addressOf, targetIn, tokenInAddress } from '../model/address.js';

const TOKEN = 'token';
/** What is kept with the steps that the chat made itself; of what is over something, that is the step before. */
const STEP = { parlance: 'step' };
const STEP_OVER = { parlance: 'step', isOver: true };

let badge = 0;

/** The address, the history and the title of a document that the chat has for itself. */
export const ownPage = {
  get target() {
    return targetIn(location);
  },
  /** Has the address lead somewhere: `instead` of where it leads, or as a step of the history, which may be one `over` that. */
  show(target, how = 'instead') {
    const address = target.room ? addressOf(target, location) : location.pathname;
    const isThere = address === location.href;
    if (isThere || how === 'instead') history.replaceState(isThere && ownPage.isOver ? STEP_OVER : STEP, '', address);
    else history.pushState(how === 'over' ? STEP_OVER : STEP, '', address);
  },
  /** Whether one step back is what this is over. */
  get isOver() {
    return Boolean(history.state?.isOver);
  },
  back() {
    history.back();
  },
  /** Tells where the address leads from now on, and whether that is a step that the chat made: one went back or forward to it. */
  watch(onTarget, signal) {
    const listener = ({ state }) => onTarget(ownPage.target, state?.parlance === STEP.parlance);
    addEventListener('popstate', listener, { signal });
  },
  /** Where a link leads within the page; null if it leads out of it. */
  targetOf({ href }) {
    const url = new URL(href);
    const target = targetIn({ hash: url.hash, search: '' });
    return target.room && url.origin === location.origin && url.pathname === location.pathname ? target : null;
  },
  /** Says where one is, and beside the app's own sign, where it has one, how much is unread. */
  entitle(title, unread = 0) {
    document.title = title;
    if (unread === badge) return;
    badge = unread;
    const shown = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    // Where the page is no app there is nothing to show it on.
    shown?.catch(() => {});
  },
};

/** The chat is one part of a document among others: its address and its title are not the chat's. */
export const guestOfAPage = { target: { room: '' }, isOver: false, show() {}, back() {}, watch() {}, targetOf: () => null, entitle() {} };

/** The address that leads others to a room, to a message in it, or to its thread. */
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
