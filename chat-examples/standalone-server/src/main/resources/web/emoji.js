// A module of its own beside the bundle: it comes to a browser when somebody wants to pick an emoji, and what picks it with it, out of its package.
import ar from './vendor/emoji/ar.js';
import en from './vendor/emoji/en.js';
import Picker from './vendor/emoji/picker.js';

const TEXTS = { ar, en };
/** The names by which one searches are English: there are none in Arabic. */
const NAMES = new URL('./vendor/emoji/data.json', import.meta.url).href;

/** What has no colour of its own has that of the page. */
const LOOK = '.emoji { color: inherit }';

/**
 * Its styles as a sheet that was made by a script, which the page's policy allows, instead of an element with text, which it does not. What it writes into `style`
 * attributes Maven has it set as a script may.
 */
function adoptStyles(root) {
  const style = root.querySelector('style');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent + LOOK);
  style.remove();
  root.adoptedStyleSheets = [sheet];
}

globalThis.parlanceEmoji = (language) => {
  const picker = new Picker({ dataSource: NAMES, locale: 'en', i18n: TEXTS[language] ?? en });
  adoptStyles(picker.shadowRoot);
  return picker;
};
