import { hueOf } from '../model/author.js';
import { icon } from './icons.js';
import { view } from './view.js';
import { iconButton, nameOf } from './words.js';

/**
 * Above the field: which message is answered or edited, and the way out of that.
 *
 * @param {Function} t
 * @param {{kind: string, message: object}} writing
 * @param {{userId: string}} me
 * @param {() => void} onDrop
 */
export function beside(t, { kind, message: { userId, username, message } }, me, onDrop) {
  const isEdit = kind === 'edit';
  const name = userId === me.userId ? t('yourself') : username;
  const heading = isEdit ? [t('editing')] : t.nodes('replyingTo', { name: nameOf(name) });
  return [
    view('div', { key: kind, class: `beside is-${kind}`, style: { '--hue': hueOf(userId) }, data: { testid: 'beside' } }, [
      icon(isEdit ? 'edit' : 'reply'),
      view('div', { class: 'beside-what' }, [
        view('p', { class: 'beside-heading' }, heading),
        view('p', { class: 'beside-text', dir: 'auto' }, message),
      ]),
      iconButton('close', {
        class: ' beside-drop',
        label: t(isEdit ? 'editNot' : 'replyNot'),
        title: t(isEdit ? 'editNot' : 'replyNot'),
        data: { testid: 'beside-drop' },
        on: { click: onDrop },
      }),
    ]),
  ];
}
