import { dayKey } from '../model/dates.js';
import { line } from './line.js';
import { Reach } from './reach.js';
import { draw, nodeOf } from './view.js';

/** Lines in a box, and what is done with the message at hand. They keep their nodes while they live, so nothing flickers, and what is pressed or selected stays. */
export class Lines {
  #t;
  #box;
  #stay;
  #render;
  #focus;
  #markdown;
  #actions;
  #reach;
  #latest = [];
  /** Which message is being answered or edited. */
  #atWork = undefined;
  /** What each line looked like last, for a day: most look the same, and only on the next day "today" is another one. */
  #views = new Map();
  #day = null;

  /**
   * @param {{t: Function, box: Element, stay: object, markdown: object, render: () => void, focus: () => void, desk: () => string | undefined,
   *   chosen: Object<string, Function>}} options `render`: draws all anew; `focus`: takes the focus of what goes; `desk`: where a message is edited;
   *   `chosen`: what is done elsewhere (`onCopy`, `onLink`, `onThread`, `onJump`, `onPick` if an emoji can be picked, and where there is one `onReply`, elsewhere than here, and `onUnread`)
   */
  constructor({ t, box, stay, markdown, render, focus, desk, chosen }) {
    this.#t = t;
    this.#box = box;
    this.#stay = stay;
    this.#markdown = markdown;
    this.#render = render;
    this.#focus = focus;
    this.#actions = this.#actionsOf(stay, desk, chosen);
    this.#reach = new Reach({ lines: box, onChange: () => this.#draw() });
    draw(box, []);
  }

  get size() {
    return this.#box.childElementCount;
  }

  nodeOf(key) {
    return nodeOf(this.#box, key);
  }

  nodeOfMessage(id) {
    return nodeOf(this.#box, this.#latest.find((each) => each.id === id)?.key);
  }

  /** @param {string} [atWork] the message that is answered or edited */
  draw(lines, atWork) {
    this.#latest = lines;
    this.#atWork = atWork;
    this.#draw();
  }

  clear() {
    draw(this.#box, []);
  }

  stop() {
    this.#reach.stop();
    this.clear();
  }

  #actionsOf({ commands, acts }, desk, { onCopy, onLink, onThread, onJump, onPick, onReply, onUnread }) {
    const acted = (action) => (id) => {
      action(id);
      // The button goes with what it was there for.
      this.#focus();
    };
    return {
      retry: acted((id) => commands.retry(id)),
      discard: acted((id) => commands.discard(id)),
      reply: onReply && (({ id }) => this.#done(() => onReply(id))),
      answer: ({ id, replyTo }) => this.#done(() => onThread(replyTo ?? id)),
      unread: onUnread && (({ id }) => this.#done(() => onUnread(id))),
      edit: ({ id }) => this.#done(() => acts.edit(id, desk())),
      pin: ({ id }) => this.#done(() => acts.pin(id)),
      react: ({ id }, emoji) => this.#done(() => acts.react(id, emoji)),
      pick: onPick && (({ id }) => this.#done(() => onPick((emoji) => acts.react(id, emoji)))),
      copy: ({ message }) => this.#done(() => onCopy(message)),
      copyText: onCopy,
      link: ({ id }) => this.#done(() => onLink(id)),
      remove: ({ id, key }) => {
        acts.delete(id);
        this.#focusIn(key, '[data-testid=undo-delete]');
      },
      undoDelete: (id) => {
        acts.undoDelete(id);
        this.#focusIn(this.#latest.find((each) => each.id === id)?.key);
      },
      jump: onJump,
      thread: onThread,
      dismiss: () => this.#reach.dismiss(),
    };
  }

  /** Does what was chosen, and takes the choice away. */
  #done(act) {
    this.#reach.dismiss();
    act();
  }

  /** What is drawn anew on the way there has the focus then, not what it took the place of. */
  #focusIn(key, selector) {
    this.#render();
    const node = this.nodeOf(key);
    ((selector && node?.querySelector(selector)) ?? node)?.focus({ preventScroll: true });
  }

  #draw() {
    const focused = this.#box.contains(document.activeElement) ? document.activeElement : null;
    const message = focused?.closest('.message');
    draw(this.#box, this.#viewsOf(this.#latest));
    if (!focused || focused.isConnected) return;
    if (message?.isConnected) message.focus({ preventScroll: true });
    else this.#focus();
  }

  #viewsOf(lines) {
    const today = dayKey(Date.now());
    const known = this.#day === today ? this.#views : new Map();
    this.#day = today;
    this.#views = new Map();
    const reachOf = this.#reach.among(lines);
    for (const said of lines) {
      const each = this.#withPlainQuote(said);
      const reach = reachOf(each.key);
      const atWork = each.id !== undefined && each.id === this.#atWork;
      const reads = each.kind === 'message' && !each.deleted && this.#markdown.reads(each.message);
      const look = JSON.stringify([each, reach, atWork, reads]);
      const last = known.get(each.key);
      this.#views.set(each.key, last?.look === look ? last : { look, drawn: this.#view({ ...each, reach, atWork }, reads) });
    }
    return [...this.#views.values()].map(({ drawn }) => drawn);
  }

  #withPlainQuote(each) {
    const text = each.quote?.text;
    return text === undefined ? each : { ...each, quote: { ...each.quote, text: this.#markdown.plain(text) } };
  }

  #view(what, reads) {
    const tree = reads ? this.#markdown.treeOf(what.message) : undefined;
    return line(this.#t, { ...what, tree }, this.#actions);
  }
}
