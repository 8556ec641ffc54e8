import { remember, remembered } from './memory.js';

const KEY = 'parlance.token';

/**
 * The proof of who this is, from `#token=` in the page's address, else the last one of this tab. It is taken out of the
 * address at once: a link that is copied is not to let anyone in under this name.
 *
 * @returns {string | undefined}
 */
export function takeToken() {
  const words = new URLSearchParams(location.hash.slice(1));
  const token = words.get('token');
  if (token !== null) {
    remember(KEY, token || null, 'tab');
    words.delete('token');
    const rest = words.toString();
    history.replaceState(null, '', `${location.pathname}${location.search}${rest && `#${rest}`}`);
  }
  return remembered(KEY, undefined, 'tab');
}

/** What somebody whom the server does not let in can do. */
export function adviceAfter(error, token) {
  const link = 'Come with a link from where you log in: this page takes the token that stands behind #token= in its address.';
  return token === undefined
    ? `You have to log in to talk here. ${link}`
    : `Your login is not good here any more: ${error.message}. ${link}`;
}
