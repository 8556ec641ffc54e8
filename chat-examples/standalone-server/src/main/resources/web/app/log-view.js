import { byId, element } from './dom.js';
import { drawLine } from './line-view.js';
import { Scroller } from './scroller.js';
import { timeline } from './timeline.js';

/** The messages of the current room. Lines keep their nodes while they live, so nothing flickers or loses the focus. */
export class LogView {
  #session;
  #actions;
  #list = byId('log');
  #older = byId('older');
  #pill = byId('pill');
  #nodes = new Map();
  #shown = null;
  #scroller;

  constructor(session) {
    this.#session = session;
    this.#actions = {
      retry: (id) => session.chat.retry(id),
      discard: (id) => session.chat.discard(id),
    };
    this.#scroller = new Scroller({
      box: byId('log-scroll'),
      content: this.#list,
      onScroll: () => this.#scrolled(),
      onTop: () => this.#askForOlder(),
    });
  }

  get atBottom() {
    return this.#scroller.atBottom;
  }

  /** The reader wants the newest message. */
  toEnd({ glide = false } = {}) {
    if (glide) this.#scroller.glideToEnd();
    else this.#scroller.follow();
  }

  stop() {
    this.#scroller.stop();
    this.#list.replaceChildren();
  }

  render() {
    const conversation = this.#session.current;
    if (!conversation) return;
    if (this.#shown === conversation) {
      this.#scroller.during(() => this.#draw(conversation, conversation.joined));
    } else {
      this.#open(conversation);
    }
    this.#scrolled();
    if (this.#scroller.nearTop) this.#askForOlder();
  }

  #open(conversation) {
    this.#shown = conversation;
    this.#list.replaceChildren();
    this.#nodes.clear();
    this.#draw(conversation, false);
    this.#scroller.follow();
    const divider = this.#nodes.get('new');
    if (divider) this.#scroller.show(divider);
  }

  #draw(conversation, animate) {
    const unsent = this.#session.chat.unsent(conversation.roomId);
    const lines = timeline(conversation, unsent, this.#session.chat.user);
    const bulk = this.#nodes.size === 0 || lines.length - this.#nodes.size > 5;
    const gone = new Set(this.#nodes.keys());
    let cursor = this.#list.firstElementChild;
    for (const line of lines) {
      gone.delete(line.key);
      const node = this.#nodes.get(line.key) ?? this.#create(line);
      drawLine(node, line, this.#actions);
      if (node.parentNode !== this.#list && animate && !bulk) node.classList.add('arriving');
      if (node === cursor) cursor = cursor.nextElementSibling;
      else this.#list.insertBefore(node, cursor);
    }
    for (const key of gone) {
      this.#nodes.get(key).remove();
      this.#nodes.delete(key);
    }
    byId('empty').hidden = !conversation.joined || lines.some(({ kind }) => kind === 'message');
    this.#drawOlder(conversation);
  }

  #create(line) {
    const node = element('div');
    this.#nodes.set(line.key, node);
    return node;
  }

  #drawOlder(conversation) {
    const { older, hasMore, oldest } = conversation;
    const state = !oldest ? 'idle' : older !== 'idle' ? older : hasMore ? 'idle' : 'end';
    const look = `${state} ${oldest?.offset === 1}`;
    if (this.#older.look === look) return;
    this.#older.look = look;
    this.#older.dataset.state = state;
    this.#older.replaceChildren(...this.#olderContent(state, oldest));
  }

  #olderContent(state, oldest) {
    if (state === 'loading') return [element('span', { class: 'spinner', 'aria-hidden': 'true' }), 'Loading earlier messages'];
    if (state === 'end') return [oldest.offset === 1 ? 'This is where the conversation begins' : 'Earlier messages are not kept'];
    if (state === 'idle') return [];
    const again = { type: 'button', class: 'text-button', on: { click: () => this.#session.loadOlder() } };
    return ['Earlier messages could not be loaded. ', element('button', again, 'Try again')];
  }

  #askForOlder() {
    const conversation = this.#shown;
    const online = this.#session.chat.state.state === 'online';
    if (online && conversation?.hasMore && conversation.older === 'idle') this.#session.loadOlder();
  }

  #scrolled() {
    const { current } = this.#session;
    if (!current) return;
    if (this.atBottom) this.#session.read(current);
    this.#pill.hidden = this.atBottom;
    const text = current.unread === 0 ? 'Latest' : current.unread === 1 ? '1 new message' : `${current.unread} new messages`;
    byId('pill-text').textContent = text;
    this.#pill.classList.toggle('has-new', current.unread > 0);
  }
}
