/** A key that is the same for all times of one local day. */
export const dayKey = (timestamp) => new Date(timestamp).toDateString();

/** Which day it was as people say it: `today`, `yesterday`, `thisYear` or `earlier`. */
export function whichDay(timestamp, now = Date.now()) {
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayKey(timestamp) === dayKey(now)) return 'today';
  if (dayKey(timestamp) === dayKey(yesterday)) return 'yesterday';
  return new Date(timestamp).getFullYear() === new Date(now).getFullYear() ? 'thisYear' : 'earlier';
}
