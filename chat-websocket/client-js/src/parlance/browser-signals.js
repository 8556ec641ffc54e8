/**
 * Doubts the link when the browser says that something changed. `navigator.onLine` is not asked: it is wrong on
 * machines that have only their loopback, and a needless attempt costs little.
 *
 * @param {Window} host
 * @param {{check: () => void, network: (up: boolean) => void}} link
 * @returns {() => void} stops listening
 */
export function watchBrowser(host, { check, network }) {
  const up = () => network(true);
  const down = () => network(false);
  const awake = () => host.document?.visibilityState !== 'hidden' && check();
  const listeners = [
    [host, 'online', up],
    [host, 'offline', down],
    [host, 'pageshow', awake],
    [host.document, 'visibilitychange', awake],
  ];
  for (const [target, type, listener] of listeners) target?.addEventListener?.(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target?.removeEventListener?.(type, listener);
  };
}
