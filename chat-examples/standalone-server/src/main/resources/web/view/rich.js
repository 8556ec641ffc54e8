import { richText } from '../model/rich-text.js';
import { view } from './view.js';
import { iconButton } from './words.js';

const LINK = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' };

/**
 * What a message says.
 *
 * @param {Function} t
 * @param {{message: string, mentioned?: object[], tree?: object[]}} line `tree`: from `markdownTree`, if it says something in Markdown
 * @param {{copyText: (text: string) => void}} actions
 */
export function rich(t, { message, mentioned, tree }, actions) {
  const leaf = (text) => richText(text, mentioned).map(plain);
  const all = (pieces) => pieces.flatMap((piece) => (typeof piece === 'string' ? leaf(piece) : [part(piece)]));
  const part = ({ block, mark, href, text, pieces, ...more }) => {
    if (block) return BLOCKS[block]({ t, text, pieces, ...more }, all, actions);
    if (href) return view('a', { ...LINK, href, title: href, dir: 'auto' }, all(pieces));
    if (mark === 'code') return view('code', { class: 'code', dir: 'ltr' }, text);
    return view(mark === 'as-typed' ? 'span' : mark, {}, all(pieces));
  };
  return tree ? all(tree) : leaf(message);
}

/** Whether it has parts that stand below each other. */
export const hasBlocks = ({ tree }) => Boolean(tree?.some(({ block }) => block));

const BLOCKS = {
  code: ({ t, text }, all, { copyText }) => {
    const copy = iconButton('copy', { class: ' code-copy', label: t('copyCode'), title: t('copyCode'), data: { testid: 'copy-code' }, on: { click: () => copyText(text) } });
    return view('div', { class: 'code-block', dir: 'ltr' }, [view('pre', { tabindex: 0 }, [view('code', { data: { testid: 'code' } }, text)]), copy]);
  },
  quote: ({ pieces }, all) => view('blockquote', { class: 'said-before' }, all(pieces)),
  list: ({ start, items }, all) => {
    const props = start === null ? {} : { start };
    return view(start === null ? 'ul' : 'ol', { ...props, class: 'said-list' }, items.map((pieces) => view('li', { dir: 'auto' }, all(pieces))));
  },
};

function plain(text) {
  if (typeof text === 'string') return text;
  if (text.person) return view('bdi', { class: text.person.isMe ? 'mention is-me' : 'mention', data: { testid: 'mention' } }, text.text);
  return view('a', { ...LINK, href: text.href, dir: 'ltr' }, text.text);
}
