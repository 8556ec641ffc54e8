import { mentionsIn } from './mentions.js';

/** Bidirectional controls end a link: they could make its end look like its beginning. */
const LINK = /https?:\/\/[^\s<>"\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const EMOJI = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\s])+$/u;
const SHOWN = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const MOST_BIG = 5;

/**
 * A message's text in pieces: links to http and https become links, the names of those whom it mentions stand out, and everything
 * else stays text.
 *
 * @param {string} text
 * @param {{userId: string, username?: string, isMe: boolean}[]} [mentioned]
 * @returns {Array<string | {href: string, text: string} | {person: object, text: string}>}
 */
export function richText(text, mentioned = []) {
  return withLinks(text).flatMap((piece) => (typeof piece === 'string' && mentioned.length > 0 ? withNames(piece, mentioned) : piece));
}

function withNames(text, mentioned) {
  const pieces = [];
  let end = 0;
  for (const { from, to, userId } of mentionsIn(text, mentioned)) {
    pieces.push(text.slice(end, from), { person: mentioned.find((each) => each.userId === userId), text: text.slice(from, to) });
    end = to;
  }
  pieces.push(text.slice(end));
  return pieces.filter((piece) => piece !== '');
}

function withLinks(text) {
  const pieces = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const address = withoutPunctuation(found);
    const href = safeHref(address);
    if (!href) continue;
    pieces.push(text.slice(end, index), { href, text: address });
    end = index + address.length;
  }
  pieces.push(text.slice(end));
  return pieces.filter((piece) => piece !== '');
}

/** Whether a text is a few emoji and nothing else. */
export function isEmojiAlone(text) {
  if (text.length > 80 || !EMOJI.test(text) || !SHOWN.test(text)) return false;
  const visible = text.replace(/\s/gu, '');
  const count = Intl.Segmenter ? [...new Intl.Segmenter().segment(visible)].length : [...visible].length;
  return count <= MOST_BIG;
}

/** The sentence's punctuation is not the link's, except a bracket that the link itself opened. */
function withoutPunctuation(address) {
  let end = address.length;
  for (;;) {
    const last = address[end - 1];
    if (/[.,:;!?'*_~]/.test(last)) end -= 1;
    else if (/[)\]}]/.test(last) && !opens(address.slice(0, end), last)) end -= 1;
    else return address.slice(0, end);
  }
}

function opens(address, close) {
  const open = { ')': '(', ']': '[', '}': '{' }[close];
  return address.split(open).length >= address.split(close).length;
}

function safeHref(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}
