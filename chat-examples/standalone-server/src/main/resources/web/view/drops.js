const FIELDS = 'input, textarea';

/**
 * Lets nothing be dropped but text into a field. Whatever else is dropped, a file or a link, the browser would show in the
 * place of the page.
 *
 * @param {EventTarget} target where it is dropped: the window, or the chat's part of it
 * @param {AbortSignal} signal ends it
 */
export function refuseDrops(target, signal) {
  for (const type of ['dragover', 'drop']) target.addEventListener(type, refuse, { signal });
}

function refuse(event) {
  const { dataTransfer, target } = event;
  if (!dataTransfer.types.includes('Files') && target.closest?.(FIELDS)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'none';
}
