import { dayName } from './dates.js';
import { element, nameOf } from './dom.js';
import { drawMessage } from './message-view.js';

const NOTICES = {
  joined: ({ username }) => [nameOf(username), ' joined'],
  left: ({ username }) => [nameOf(username), ' left'],
  folded: ({ count }) => [count === 1 ? 'One earlier arrival or departure' : `${count} earlier arrivals and departures`],
  renewed: () => ['The server has lost this conversation. It starts anew here.'],
};

/** Draws one line of the log into its node, when it looks different from last time. */
export function drawLine(node, line, actions) {
  const look = lookOf(line);
  if (node.look === look) return;
  node.look = look;
  if (line.kind === 'message') drawMessage(node, line, actions);
  else if (line.kind === 'notice') drawNotice(node, line);
  else drawDivider(node, line);
}

function lookOf(line) {
  return line.kind === 'day' ? dayName(line.timestamp) : JSON.stringify(line);
}

function drawNotice(node, line) {
  node.className = 'notice';
  Object.assign(node.dataset, { testid: 'notice', kind: line.what, userId: line.userId ?? '' });
  node.replaceChildren(element('span', {}, ...NOTICES[line.what](line)));
}

function drawDivider(node, { kind, timestamp }) {
  node.className = kind === 'day' ? 'day' : 'new-divider';
  node.dataset.testid = kind === 'day' ? 'day' : 'new-divider';
  node.setAttribute('role', 'separator');
  node.replaceChildren(element('span', {}, kind === 'day' ? dayName(timestamp) : 'New'));
}
