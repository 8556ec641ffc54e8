import { randomId } from '../parlance.js';
import { remembered, remember } from './memory.js';

const KEY = 'parlance.users';
const MOST = 20;

/** The id of the next name that is new here, known before, so that the entry shows the colour it will have. */
let next = randomId();

/**
 * The user id of a name in this browser, made up once and kept. Each name has its own, so that two tabs can be two
 * people.
 */
export function userIdOf(name) {
  const userId = likelyUserId(name);
  if (userId === next) next = randomId();
  const others = users().filter((user) => user.name !== name);
  remember(KEY, [{ name, userId }, ...others].slice(0, MOST));
  return userId;
}

/** The user id that a name has, or would get. */
export const likelyUserId = (name) => users().find((user) => user.name === name)?.userId ?? next;

/** The name entered last, or ''. */
export const lastName = () => users()[0]?.name ?? '';

const users = () => remembered(KEY, []).filter((user) => typeof user?.userId === 'string' && typeof user.name === 'string');
