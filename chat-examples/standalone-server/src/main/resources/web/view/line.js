import { message } from './message.js';
import { view } from './view.js';
import { nameOf } from './words.js';

const NOTICES = {
  joined: (t, { username }) => t.nodes('joined', { name: nameOf(username) }),
  left: (t, { username }) => t.nodes('left', { name: nameOf(username) }),
  folded: (t, { count }) => [t('folded', { count })],
  renewed: (t) => [t('renewed')],
};

const LINES = {
  message,
  notice: (t, line) =>
    view('div', { key: line.key, class: 'notice', data: { testid: 'notice', kind: line.what, userId: line.userId ?? '' } }, [
      view('span', {}, NOTICES[line.what](t, line)),
    ]),
  day: (t, { key, timestamp }) => divider(key, 'day', t.day(timestamp)),
  new: (t, { key }) => divider(key, 'new-divider', t('newFromHere')),
  answers: (t, { key, count }) => divider(key, 'answers-divider', t(count > 0 ? 'answersCount' : 'noAnswersYet', { count })),
};

/** A line of the log, of whichever kind. */
export function line(t, what, actions) {
  return LINES[what.kind](t, what, actions);
}

function divider(key, name, text) {
  return view('div', { key, class: name, role: 'separator', data: { testid: name } }, [view('span', {}, text)]);
}
