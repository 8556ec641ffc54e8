import { byId, element } from './dom.js';

const TOAST = 4_000;
const MOST_ANNOUNCED = 5;
let timer = null;

/** A short word at the edge of the page. */
export function toast(text) {
  clearTimeout(timer);
  byId('toast').textContent = text;
  byId('toast').classList.add('is-shown');
  timer = setTimeout(() => byId('toast').classList.remove('is-shown'), TOAST);
}

/** Reads a new message out. The log itself is silent: drawing a room or older history would read out all of it. */
export function announce({ username, message }) {
  const announcer = byId('announcer');
  announcer.append(element('p', {}, `${username}: ${message}`));
  while (announcer.children.length > MOST_ANNOUNCED) announcer.firstElementChild.remove();
}

/** Asks whether unsent messages may be thrown away. */
export function confirmDiscard(count, onYes) {
  const dialog = byId('confirm');
  const what = count === 1 ? 'One message was' : `${count} messages were`;
  byId('confirm-text').textContent = `${what} not sent yet and would be lost.`;
  dialog.onclose = () => dialog.returnValue === 'yes' && onYes();
  dialog.returnValue = '';
  dialog.showModal();
}

/** Copies text; `navigator.clipboard` exists on HTTPS and localhost alone. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element('textarea', { class: 'sr', readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
}
