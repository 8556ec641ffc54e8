import { icon } from './icons.js';
import { quickReactions } from './reactions.js';
import { view } from './view.js';

/**
 * What can be done with a message, beside it where there is a mouse or a keyboard, at the foot of the page where there are fingers.
 *
 * @param {Function} t
 * @param {object} line from `timeline`
 * @param {Object<string, Function>} actions `react`, `pick` (what to react with, if that can be picked), `reply` (if one answers elsewhere than here), `answer`, `copy`, `link`, `unread` (if the server keeps that), `edit`, `pin`, `remove`, and `dismiss`
 */
export function actionBar(t, line, actions) {
  const { reply, answer, copy, link, unread, edit, pin, remove, dismiss } = actions;
  const button = (name, text, act, more = '', sign = name) => {
    const props = { key: name, type: 'button', class: `action${more}`, title: text, data: { testid: `act-${name}` } };
    return view('button', { ...props, on: { click: () => act(line) } }, [icon(sign), view('span', { class: 'action-text' }, text)]);
  };
  const click = ({ target, currentTarget }) => target === currentTarget && dismiss();
  const bar = { class: 'actions', role: 'toolbar', 'aria-label': t('actions'), data: { testid: 'actions' } };
  return view('div', { key: 'actions', class: 'actions-place', on: { click } }, [
    view('div', bar, [
      view('p', { key: 'about', class: 'actions-about', dir: 'auto', 'aria-hidden': 'true' }, line.message),
      quickReactions(t, line, actions),
      reply && button('reply', t('reply'), reply),
      reply && button('thread', t('replyInThread'), answer),
      button('copy', t('copyText'), copy),
      button('link', t('copyMessageLink'), link),
      Boolean(unread) && !line.own && button('unread', t('markUnread'), unread),
      line.own && button('edit', t('edit'), edit),
      button('pin', t(line.pinnedAt ? 'unpin' : 'pin'), pin, line.pinnedAt ? ' is-on' : '', line.pinnedAt ? 'unpin' : 'pin'),
      line.own && button('delete', t('delete'), remove, ' is-danger'),
    ]),
  ]);
}

/** Whether anything can be done with it: it is on the server, and there. */
export const canBeActedOn = ({ id, deleted, leaving }) => Boolean(id) && !deleted && !leaving;
