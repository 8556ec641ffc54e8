import { hueOf } from '../model/author.js';
import { view } from './view.js';
import { nameOf } from './words.js';

const WITHOUT_TEXT = { deleted: 'deleted', gone: 'quoteGone', unknown: 'quoteUnknown' };

/**
 * What a message answers, above its text: a way to it, as long as there is something.
 *
 * @param {Function} t
 * @param {{state: string, id?: string, userId?: string, username?: string, text?: string}} quote from `timeline`
 * @param {{jump: (id: string) => void}} actions
 */
export function quoted(t, { state, id, userId, username, text }, { jump }) {
  const said = view('span', { key: 'said', class: 'quote-text', dir: 'auto' }, text ?? t(WITHOUT_TEXT[state]));
  const style = userId ? { '--hue': hueOf(userId) } : {};
  const props = { key: 'quote', class: `quote is-${state}`, style, data: { testid: 'quote', state } };
  if (!id) return view('span', props, [said]);
  const by = view('span', { key: 'by', class: 'quote-name' }, [nameOf(username)]);
  return view('button', { ...props, type: 'button', title: t('toOriginal'), on: { click: () => jump(id) } }, [by, said]);
}
