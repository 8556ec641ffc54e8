import { isDirect } from '../model/directs.js';
import { draw, dress, part, uid, view } from './view.js';
import { avatar, iconButton, nameOf, reasonOf } from './words.js';

/** Some messages, above everything else: each leads to where it was said. */
export class MessageList {
  #t;
  #dialog;
  #stay;
  #markdown;
  #heading = uid();
  /** What is shown, or null. */
  #shown = null;
  /** What the server told; null until it has. */
  #told = null;
  #problem = '';

  /** @param {{root: Element, t: Function, stay: object, markdown: object}} options */
  constructor({ root, t, stay, markdown }) {
    this.#t = t;
    this.#dialog = part(root, 'message-list');
    this.#stay = stay;
    this.#markdown = markdown;
    const on = { click: (event) => event.target === this.#dialog && this.close(), close: () => (this.#shown = null) };
    dress(this.#dialog, { on });
  }

  /**
   * Shows messages, and goes on showing them as they are.
   *
   * @param {{title: string, none: string, ask: (roomId: string) => Promise<object[]>,
   *   now: (told: object[], conversation: object) => object[], go: (message: object) => void,
   *   drop?: {icon: string, label: string, act: (message: object) => void}, namesRooms?: boolean}} what `ask`: the
   *   server; `now`: what of its answer is to be shown now, with what the conversation knows; `go`: leads to one; `drop`: what takes one out;
   *   `namesRooms`: they are of several rooms
   */
  async open(what) {
    const conversation = this.#stay.rooms.current;
    const shown = { ...what, conversation };
    this.#shown = shown;
    this.#told = null;
    this.#problem = '';
    this.render();
    this.#dialog.showModal();
    try {
      const told = await what.ask(conversation.roomId);
      if (this.#shown === shown) this.#told = told;
    } catch (error) {
      if (this.#shown === shown) this.#problem = reasonOf(this.#t, error);
    }
    this.render();
  }

  close() {
    this.#dialog.close();
  }

  render() {
    const t = this.#t;
    if (!this.#shown) return;
    draw(this.#dialog, [
      view('div', { class: 'list-head' }, [
        view('h2', { id: this.#heading }, this.#shown.title),
        iconButton('close', { label: t('closeList'), data: { testid: 'close-list' }, on: { click: () => this.close() } }),
      ]),
      this.#content(this.#shown),
    ]);
    dress(this.#dialog, { 'aria-labelledby': this.#heading });
  }

  #content({ conversation, now, none }) {
    if (this.#problem) return view('p', { key: 'problem', class: 'list-note', role: 'alert' }, this.#problem);
    if (!this.#told) return view('p', { key: 'loading', class: 'list-note' }, [view('span', { class: 'spinner', 'aria-hidden': 'true' })]);
    const { profiles } = this.#stay;
    const messages = now(this.#told, conversation).map((message) => profiles.asNow(message));
    profiles.lookUp(messages.map(({ userId }) => userId));
    if (messages.length === 0) return view('p', { key: 'none', class: 'list-note', data: { testid: 'list-note' } }, none);
    return view('ul', { key: 'list', class: 'list' }, messages.map((message) => this.#item(message)));
  }

  #item(message) {
    const t = this.#t;
    const { drop, go, namesRooms } = this.#shown;
    const { id, roomId, username, timestamp, message: text } = message;
    const jump = () => {
      this.close();
      go(message);
    };
    const props = { type: 'button', class: 'list-link', title: t('toOriginal'), data: { testid: 'list-item' }, on: { click: jump } };
    return view('li', { key: `${id} ${roomId}`, class: 'list-item' }, [
      view('button', props, [
        avatar(message),
        view('span', { class: 'list-what' }, [
          view('span', { class: 'list-heading' }, [
            nameOf(username),
            namesRooms && !isDirect(roomId) && view('bdi', { class: 'list-room' }, `#${this.#stay.list.nameOf(roomId)}`),
            view('time', { class: 'list-time' }, t.short(timestamp)),
          ]),
          view('span', { class: 'list-text', dir: 'auto' }, this.#markdown.plain(text)),
        ]),
      ]),
      drop && iconButton(drop.icon, { label: drop.label, title: drop.label, data: { testid: 'list-drop' }, on: { click: () => drop.act(message) } }),
    ]);
  }
}
