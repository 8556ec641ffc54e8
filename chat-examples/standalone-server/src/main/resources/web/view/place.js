import { addressOf, roomInAddress, tokenInAddress } from '../model/address.js';

const TOKEN = 'token';

/** The address and the title of a document that the chat has for itself. */
export const ownPage = {
  get room() {
    return roomInAddress(location);
  },
  show(roomId) {
    history.replaceState(null, '', roomId ? addressOf(roomId, location) : location.pathname);
  },
  entitle(title) {
    document.title = title;
  },
};

/** The chat is one part of a document among others: its address and its title are not the chat's. */
export const guestOfAPage = { room: '', show() {}, entitle() {} };

/** The address that leads others to a room. */
export const linkTo = (roomId) => addressOf(roomId, location);

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
