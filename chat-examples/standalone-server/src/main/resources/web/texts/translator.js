import { whichDay } from '../model/dates.js';

const MINUTE = 60_000;
const AGO = [
  { name: 'minute', lasts: MINUTE, below: 60 * MINUTE },
  { name: 'hour', lasts: 60 * MINUTE, below: 24 * 60 * MINUTE },
  { name: 'day', lasts: 24 * 60 * MINUTE, below: 7 * 24 * 60 * MINUTE },
];

/**
 * What the page says in a language, as `t(key, values)`: a text in which `{name}` is replaced by the value of that name. Of a
 * text in several forms it takes that for `values.count`. `t.nodes` gives the pieces instead, values as they are, so that a
 * value may be a view. Numbers, dates and order are the language's, as the reader's region has them.
 *
 * @param {{language: string, direction: string, words: Object<string, string | Object<string, string>>}} texts
 * @param {readonly string[]} regions the reader's languages with their regions, the dearest first
 */
export function translator({ language, direction, words }, regions = []) {
  const locale = regions.find((region) => region.split('-')[0] === language) ?? language;
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const shown = (value) => (typeof value === 'number' ? number.format(value) : value);

  const nodes = (key, values = {}) => {
    const found = words[key];
    if (found === undefined) throw new Error(`there is no text ${key}`);
    const text = typeof found === 'string' ? found : (found[plural.select(values.count)] ?? found.other);
    const pieces = text.split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 0 ? piece : shown(values[piece])));
    return pieces.filter((piece) => piece !== '');
  };
  const t = (key, values) => nodes(key, values).join('');
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return Object.assign(t, { language, direction, nodes, compare, number: (value) => number.format(value), ...dates(t, locale) });
}

function dates(t, locale) {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const fullTime = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const names = {
    today: () => t('today'),
    yesterday: () => t('yesterday'),
    thisYear: (timestamp) => day.format(timestamp),
    earlier: (timestamp) => dayOfYear.format(timestamp),
  };
  return {
    time: (timestamp) => time.format(timestamp),
    short: (timestamp) => short.format(timestamp),
    fullTime: (timestamp) => fullTime.format(timestamp),
    /** How long ago that was, roughly; what is long ago has a date. */
    ago: (timestamp, now = Date.now()) => {
      const past = now - timestamp;
      if (past < MINUTE) return t('momentsAgo');
      const unit = AGO.find(({ below }) => past < below);
      return unit ? ago.format(-Math.floor(past / unit.lasts), unit.name) : names[whichDay(timestamp, now)](timestamp);
    },
    day: (timestamp, now) => names[whichDay(timestamp, now)](timestamp),
  };
}
