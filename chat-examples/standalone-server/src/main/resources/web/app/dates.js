const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

export const timeOf = (timestamp) => time.format(timestamp);
export const fullTimeOf = (timestamp) => full.format(timestamp);

/** A key that is the same for all times of one local day. */
export const dayKey = (timestamp) => new Date(timestamp).toDateString();

export function dayName(timestamp, now = Date.now()) {
  const date = new Date(timestamp);
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayKey(timestamp) === dayKey(now)) return 'Today';
  if (dayKey(timestamp) === yesterday.toDateString()) return 'Yesterday';
  return (date.getFullYear() === new Date(now).getFullYear() ? day : dayOfYear).format(date);
}
