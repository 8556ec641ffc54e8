import { byId } from './dom.js';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' };
const NAMES = { auto: 'as the system', light: 'light', dark: 'dark' };

/** The button that goes through system, light and dark colours. */
export function showThemeButton() {
  const button = byId('theme');
  const theme = globalThis.parlanceTheme;
  const show = () => {
    button.querySelector('use').setAttribute('href', `#icon-${ICONS[theme.choice]}`);
    button.setAttribute('aria-label', `Colours: ${NAMES[theme.choice]}. Change`);
    button.title = `Colours: ${NAMES[theme.choice]}`;
  };
  button.addEventListener('click', () => {
    theme.choose(NEXT[theme.choice]);
    show();
  });
  show();
}
