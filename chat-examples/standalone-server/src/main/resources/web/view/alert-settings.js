import { WHICH } from '../model/alerts.js';
import { draw, dress, part, uid, view } from './view.js';
import { iconButton } from './words.js';

const NAMES = { all: 'alertsAll', mentions: 'alertsMentions', none: 'alertsNone' };
const PERMISSIONS = { default: 'alertsNotAsked', denied: 'alertsDenied', none: 'alertsNotHere' };

/** What one wants to be told of while one does not look at the page: chosen here, for all tabs of the browser. */
export class AlertSettings {
  #t;
  #dialog;
  #alerts;
  #desktop;
  #chime;
  #onChange;
  #ids = { heading: uid(), group: uid() };

  /** @param {{root: Element, t: Function, alerts: object, desktop: object, chime: object, onChange: () => void}} options */
  constructor({ root, t, alerts, desktop, chime, onChange }) {
    this.#t = t;
    this.#dialog = part(root, 'alert-settings');
    this.#alerts = alerts;
    this.#desktop = desktop;
    this.#chime = chime;
    this.#onChange = onChange;
    dress(this.#dialog, { on: { click: (event) => event.target === this.#dialog && this.close() } });
  }

  open() {
    this.#draw();
    this.#dialog.showModal();
  }

  /** Something may have been chosen elsewhere. */
  renew() {
    if (this.#dialog.open) this.#draw();
  }

  close() {
    this.#dialog.close();
  }

  #draw() {
    const t = this.#t;
    const { which, sound } = this.#alerts.choice;
    draw(this.#dialog, [
      view('div', { class: 'list-head' }, [
        view('h2', { id: this.#ids.heading }, t('alerts')),
        iconButton('close', { label: t('closeAlerts'), data: { testid: 'close-alerts' }, on: { click: () => this.close() } }),
      ]),
      view('fieldset', { class: 'choices' }, [
        view('legend', {}, t('alertsWhen')),
        ...WHICH.map((each) => this.#choice({ type: 'radio', name: this.#ids.group, value: each }, t(NAMES[each]), which === each, { which: each })),
      ]),
      this.#choice({ type: 'checkbox', value: 'sound' }, t('alertsSound'), sound, { sound: !sound }),
      this.#permission(which),
    ]);
    dress(this.#dialog, { 'aria-labelledby': this.#ids.heading });
    // What was pressed once does not follow its attribute any more.
    for (const input of this.#dialog.querySelectorAll('input')) input.checked = input.hasAttribute('checked');
  }

  #choice(field, text, isChosen, changes) {
    const change = () => {
      this.#alerts.choose(changes);
      // As it will be heard; and from now on the browser lets the page be heard.
      if (changes.sound) this.#chime.play();
      this.#changed();
    };
    const props = { ...field, checked: isChosen, data: { testid: `alerts-${field.value}` }, on: { change } };
    return view('label', { key: field.value, class: 'choice' }, [view('input', props), view('span', {}, text)]);
  }

  /** What the browser lets the page do: it is asked when this is pressed, and never before. */
  #permission(which) {
    const t = this.#t;
    const { permission } = this.#desktop;
    if (which === 'none' || permission === 'granted') return null;
    const ask = async () => {
      await this.#desktop.ask();
      this.#changed();
    };
    const props = { type: 'button', class: 'button button-primary', data: { testid: 'alerts-ask' }, on: { click: ask } };
    return view('div', { key: 'permission', class: 'alerts-permission', role: 'status' }, [
      view('p', {}, t(PERMISSIONS[permission])),
      permission === 'default' && view('button', props, t('alertsAsk')),
    ]);
  }

  #changed() {
    this.#draw();
    this.#onChange();
  }
}
