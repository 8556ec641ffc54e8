const FIELDS = 'input, textarea, select, [contenteditable]';

/**
 * The keys of the whole page: Escape, Alt with up and down, and text typed while no field has the focus.
 *
 * @param {{onEscape: () => void, onStep: (step: number) => void, onText: () => void}} handlers
 * @returns {() => void} stops watching
 */
export function watchKeys({ onEscape, onStep, onText }) {
  const pressed = (event) => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const { key, altKey, ctrlKey, metaKey, target } = event;
    if (key === 'Escape') onEscape();
    else if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault();
      onStep(key === 'ArrowUp' ? -1 : 1);
    } else if (!altKey && !ctrlKey && !metaKey && isText(key, target)) onText();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

/** A space scrolls the log or presses a button, so it is not taken for text. */
function isText(key, target) {
  return [...key].length === 1 && key !== ' ' && !target.closest(FIELDS);
}
