import { icon } from './icons.js';
import { view } from './view.js';
import { namesOf } from './words.js';

/** What one reacts with most. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🎉'];

/**
 * How many have reacted with what: pressed is what the user has.
 *
 * @param {Function} t
 * @param {object} line from `timeline`
 * @param {{react: (line: object, emoji: string) => void}} actions
 */
export function chips(t, line, { react }) {
  const all = line.chips ?? [];
  if (all.length === 0) return null;
  const chip = ({ emoji, count, own, names }) => {
    const title = namesOf(t, own ? [t('you'), ...names] : names, count);
    const props = { type: 'button', class: 'reaction', title, 'aria-pressed': String(own), data: { testid: 'reaction', emoji } };
    return view('button', { key: emoji, ...props, on: { click: () => react(line, emoji) } }, [
      view('span', { class: 'reaction-emoji' }, emoji),
      view('span', { class: 'reaction-count' }, t.number(count)),
    ]);
  };
  return view('div', { key: 'reactions', class: 'reactions', role: 'group', 'aria-label': t('reactions') }, all.map(chip));
}

/** The few with which one reacts most, and the way to all others. */
export function quickReactions(t, line, { react, pick }) {
  const isOwn = (emoji) => (line.chips ?? []).some((each) => each.emoji === emoji && each.own);
  const quick = (emoji) => {
    const props = { type: 'button', class: 'action quick', title: t('reactWith', { emoji }), 'aria-pressed': String(isOwn(emoji)) };
    return view('button', { key: emoji, ...props, data: { testid: 'quick', emoji }, on: { click: () => react(line, emoji) } }, emoji);
  };
  const more = { key: 'more', type: 'button', class: 'action quick is-more', title: t('moreReactions'), 'aria-label': t('moreReactions') };
  return view('div', { key: 'quick', class: 'quick-row' }, [
    ...QUICK.map(quick),
    pick && view('button', { ...more, data: { testid: 'quick-more' }, on: { click: () => pick(line) } }, [icon('emoji')]),
  ]);
}
