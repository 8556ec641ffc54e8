const FIELDS = 'input, textarea, select, [contenteditable]';

/**
 * The keys of the whole chat: Escape, Alt with up and down, and text typed while no field has the focus.
 *
 * @param {EventTarget} target where they are pressed: the document, or the chat's part of it
 * @param {{onEscape: () => void, onStep: (step: number) => void, onText: () => void}} handlers
 * @param {AbortSignal} signal ends it
 */
export function watchKeys(target, { onEscape, onStep, onText }, signal) {
  const pressed = (event) => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key === 'Escape') onEscape();
    else if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault();
      onStep(key === 'ArrowUp' ? -1 : 1);
    } else if (!altKey && !ctrlKey && !metaKey && isText(key, event.target)) onText();
  };
  target.addEventListener('keydown', pressed, { signal });
}

/** A space scrolls the log or presses a button, so it is not taken for text. */
function isText(key, target) {
  return [...key].length === 1 && key !== ' ' && !target.closest(FIELDS);
}
