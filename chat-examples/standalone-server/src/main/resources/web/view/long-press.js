const LONG = 450;
const STILL = 10;
const byFinger = matchMedia('(pointer: coarse)');

/**
 * Tells of fingers, and of a mouse beside a screen for fingers, that stay in one place for a while. What the browser does then, a menu or a click, is left out; links keep theirs.
 *
 * @param {Element} element
 * @param {(target: Element) => void} onLong
 * @param {AbortSignal} signal ends it
 */
export function watchLongPress(element, onLong, signal) {
  let timer = null;
  let from = null;
  let acted = false;

  const end = () => clearTimeout(timer);
  const begin = (event) => {
    end();
    acted = false;
    if ((event.pointerType === 'mouse' && !byFinger.matches) || event.target.closest('a')) return;
    from = event;
    timer = setTimeout(() => {
      acted = true;
      onLong(from.target);
    }, LONG);
  };
  const move = (event) => {
    if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > STILL) end();
  };
  const leaveOut = (event) => {
    if (!acted) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click') acted = false;
  };
  element.addEventListener('pointerdown', begin, { signal });
  element.addEventListener('pointermove', move, { signal });
  for (const type of ['pointerup', 'pointercancel']) element.addEventListener(type, end, { signal });
  for (const type of ['contextmenu', 'click']) element.addEventListener(type, leaveOut, { signal, capture: true });
  signal.addEventListener('abort', end);
}
