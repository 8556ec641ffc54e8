const FIELDS = 'input, textarea';

/**
 * Lets nothing be dropped but text into a field. Whatever else is dropped, a file or a link, the browser would show in the
 * place of the page.
 */
export function refuseDrops() {
  for (const type of ['dragover', 'drop']) addEventListener(type, refuse);
}

function refuse(event) {
  const { dataTransfer, target } = event;
  if (!dataTransfer.types.includes('Files') && target.closest?.(FIELDS)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'none';
}
