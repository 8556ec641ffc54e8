import { isDirect } from '../model/directs.js';
import { view } from './view.js';
import { namesOf } from './words.js';

/** Under what one has said last: how many have read it, and who if one wants to know. Of two it is clear who. */
export function receipt(t, { roomId, readBy }) {
  if (!readBy) return null;
  const { count, names } = readBy;
  const data = { testid: 'receipt' };
  if (isDirect(roomId)) return view('p', { key: 'read', class: 'receipt', data }, t('read'));
  return view('details', { key: 'read', class: 'receipt', data }, [
    view('summary', {}, t('readByCount', { count })),
    view('p', { class: 'receipt-names', dir: 'auto' }, namesOf(t, names, count) ?? ''),
  ]);
}
