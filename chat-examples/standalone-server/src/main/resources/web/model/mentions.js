/** As many as a message may mention. */
const MOST = 25;
const MOST_OFFERED = 6;
const BEGUN = /(?:^|[\s([{"'«„“])@([^@\n]{0,40})$/u;
const IN_A_WORD = /[\p{L}\p{N}_]/u;

/** Whom `@room` means, whatever the language: no user has such an id. */
export const EVERYBODY = { userId: '\u0000room', username: 'room' };

const folded = (text) => text.toLocaleLowerCase();

/**
 * The name that is being typed before the caret, behind an @.
 *
 * @returns {{from: number, query: string} | null} `from`: where its @ is
 */
export function mentionAt(text, caret) {
  const query = BEGUN.exec(text.slice(0, caret))?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, query };
}

/** Whom that may mean: first those whose name begins like it, then those of whom another word does, and everybody last. */
export function whoIsMeant(query, people, compare) {
  const wanted = folded(query);
  const rank = ({ username }) => {
    const name = folded(username);
    if (name.startsWith(wanted)) return 0;
    return name.split(/[\s._-]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  const meant = people.filter((person) => rank(person) < 2);
  const everybody = meant.filter((person) => person === EVERYBODY);
  const named = meant.filter((person) => person !== EVERYBODY);
  named.sort((a, b) => rank(a) - rank(b) || compare(a.username, b.username));
  return [...named.slice(0, MOST_OFFERED - everybody.length), ...everybody];
}

/**
 * Where in a text some of these people are named behind an @.
 *
 * @param {string} text
 * @param {{userId: string, username: string}[]} people of two with one name the first is meant
 * @returns {{from: number, to: number, userId: string}[]} in their order
 */
export function mentionsIn(text, people) {
  // The longest first: who writes of Ada Lovelace does not mean Ada.
  const known = people.filter(({ username }) => username).sort((a, b) => b.username.length - a.username.length);
  const found = [];
  let end = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at < end || (at > 0 && IN_A_WORD.test(text[at - 1]))) continue; // an @ within a name begins no other
    const isHere = ({ username }) => {
      const to = at + 1 + username.length;
      return folded(text.slice(at + 1, to)) === folded(username) && !IN_A_WORD.test(text[to] ?? '');
    };
    const person = known.find(isHere);
    if (!person) continue;
    end = at + 1 + person.username.length;
    found.push({ from: at, to: end, userId: person.userId });
  }
  return found;
}

/**
 * Whom a text mentions, as a message says it.
 *
 * @returns {{mentions: string[], mentionsRoom: boolean}}
 */
export function whomItMentions(text, people) {
  const found = new Set(mentionsIn(text, people).map(({ userId }) => userId));
  const mentionsRoom = found.delete(EVERYBODY.userId);
  return { mentions: [...found].slice(0, MOST), mentionsRoom };
}
