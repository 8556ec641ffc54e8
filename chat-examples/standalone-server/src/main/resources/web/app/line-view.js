import { dayName } from './dates.js';
import { element, nameOf, redraw } from './dom.js';
import { MessageView } from './message-view.js';

const NOTICES = {
  joined: ({ username }) => [nameOf(username), ' joined'],
  left: ({ username }) => [nameOf(username), ' left'],
  folded: ({ count }) => [count === 1 ? 'One earlier arrival or departure' : `${count} earlier arrivals and departures`],
  renewed: () => ['The server has lost this conversation. It starts anew here.'],
};

const VIEWS = {
  message: (actions) => new MessageView(actions),
  notice: () => new NoticeView(),
  day: () => new DividerView('day', ({ timestamp }) => dayName(timestamp)),
  new: () => new DividerView('new-divider', () => 'New'),
};

/** The view of a new line of the log; a line stays of one kind. */
export function lineView({ kind }, actions) {
  return VIEWS[kind](actions);
}

class NoticeView {
  #text = element('span');
  node = element('div', { class: 'notice', data: { testid: 'notice' } }, this.#text);

  update(line) {
    Object.assign(this.node.dataset, { kind: line.what, userId: line.userId ?? '' });
    redraw(this.#text, JSON.stringify(line), () => NOTICES[line.what](line));
  }
}

class DividerView {
  #text = element('span');
  #words;

  constructor(name, words) {
    this.#words = words;
    this.node = element('div', { class: name, role: 'separator', data: { testid: name } }, this.#text);
  }

  update(line) {
    const words = this.#words(line);
    redraw(this.#text, words, () => [words]);
  }
}
