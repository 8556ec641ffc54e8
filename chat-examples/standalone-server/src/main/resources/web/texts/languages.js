import { ar } from './ar.js';
import { en } from './en.js';

const LANGUAGES = { ar, en };

/** The texts in the first of the reader's languages that there are texts in; English if there are none. */
export function textsFor(languages) {
  const known = languages.map((each) => each.split('-')[0]).find((language) => Object.hasOwn(LANGUAGES, language));
  return LANGUAGES[known ?? 'en'];
}
