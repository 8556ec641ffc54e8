// A module of its own beside the bundle: it comes to a browser when somebody wants to pick an emoji, and what picks it with it, out of its package.
import ar from './vendor/emoji/ar.js';
import en from './vendor/emoji/en.js';
import Picker from './vendor/emoji/picker.js';

const TEXTS = { ar, en };
/** The names by which one searches are English: there are none in Arabic. */
const NAMES = new URL('./vendor/emoji/data.json', import.meta.url).href;

/** What the picker writes into `style` attributes, where the page's policy lets it have no effect. */
const LAYOUT = `
.picker { --num-groups: 9; --num-skintones: 6; --indicator-opacity: 1 }
.nav { grid-template-columns: repeat(9, 1fr) }
.emoji { color: inherit }
.indicator-wrapper { display: none }
.nav-button { border-block-end: 3px solid transparent }
.nav-button[aria-selected=true] { border-block-end-color: var(--indicator-color) }
.skintone-list[aria-hidden=true] { transform: translateY(calc(-1 * var(--num-skintones) * var(--total-emoji-size))) }`;

/** Its styles as a sheet that was made by a script, which the page's policy allows, instead of an element with text, which it does not. */
function adoptStyles(root) {
  const style = root.querySelector('style');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent + LAYOUT);
  style.remove();
  root.adoptedStyleSheets = [sheet];
}

globalThis.parlanceEmoji = (language) => {
  const picker = new Picker({ dataSource: NAMES, locale: 'en', i18n: TEXTS[language] ?? en });
  adoptStyles(picker.shadowRoot);
  return picker;
};
