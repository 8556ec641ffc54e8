/** The hue of a user, the same on every page: FNV-1a of the user id. */
export function hueOf(userId) {
  let hash = 0x811c9dc5;
  for (const char of userId) hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193);
  // A last mix, because ids that differ in their end alone would get neighbouring hues.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % 360;
}

/** One or two letters (or an emoji) that stand for a name. */
export function initialsOf(name) {
  const words = name.trim().split(/[\s._-]+/u).filter(Boolean);
  const first = firstCharacter(words[0] ?? '?');
  const last = words.length > 1 ? firstCharacter(words.at(-1)) : '';
  const both = first + last;
  return (/^\p{L}+$/u.test(both) && /^\p{Script=Latin}+$/u.test(both) ? both : first).toLocaleUpperCase();
}

function firstCharacter(word) {
  if (!Intl.Segmenter) return [...word][0];
  return new Intl.Segmenter().segment(word)[Symbol.iterator]().next().value.segment;
}
