import { byId, element, redraw, setText } from './dom.js';
import { KeyedList } from './keyed-list.js';
import { lineView } from './line-view.js';
import { Scroller } from './scroller.js';
import { timeline } from './timeline.js';

/** The messages of the current room. Lines keep their nodes while they live, so nothing flickers, and what is pressed or selected stays. */
export class LogView {
  #session;
  #list;
  #older = byId('older');
  #pill = byId('pill');
  #shown = null;
  #scroller;

  constructor(session) {
    this.#session = session;
    const acted = (action) => (id) => {
      action(id);
      // The button goes with what it was there for.
      this.focus();
    };
    const actions = { retry: acted((id) => session.chat.retry(id)), discard: acted((id) => session.chat.discard(id)) };
    this.#list = new KeyedList(byId('log'), (line) => lineView(line, actions));
    this.#scroller = new Scroller({
      box: byId('log-scroll'),
      content: byId('log'),
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

  focus() {
    byId('log-scroll').focus({ preventScroll: true });
  }

  stop() {
    this.#scroller.stop();
    this.#list.clear();
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
    this.#list.clear();
    this.#draw(conversation, false);
    this.#scroller.follow();
    const divider = this.#list.view('new');
    if (divider) this.#scroller.show(divider.node);
  }

  #draw(conversation, animate) {
    const unsent = this.#session.chat.unsent(conversation.roomId);
    const lines = timeline(conversation, unsent, this.#session.chat.user);
    const bulk = this.#list.size === 0 || lines.length - this.#list.size > 5;
    const fresh = animate && !bulk ? lines.filter(({ key }) => !this.#list.view(key)) : [];
    this.#list.show(lines.map((line) => [line.key, line]));
    for (const { key } of fresh) this.#list.view(key).node.classList.add('arriving');
    byId('empty').hidden = !conversation.joined || lines.some(({ kind }) => kind === 'message');
    this.#drawOlder(conversation);
  }

  #drawOlder(conversation) {
    const { older, hasMore, oldest } = conversation;
    const state = !oldest ? 'idle' : older !== 'idle' ? older : hasMore ? 'idle' : 'end';
    this.#older.dataset.state = state;
    redraw(this.#older, `${state} ${oldest?.offset === 1}`, () => this.#olderContent(state, oldest));
  }

  #olderContent(state, oldest) {
    if (state === 'loading') return [element('span', { class: 'spinner', 'aria-hidden': 'true' }), 'Loading earlier messages'];
    if (state === 'end') return [oldest.offset === 1 ? 'This is where the conversation begins' : 'Earlier messages are not kept'];
    if (state === 'idle') return [];
    const click = () => {
      this.#session.loadOlder();
      this.focus();
    };
    const again = { type: 'button', class: 'text-button', on: { click } };
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
    setText(byId('pill-text'), text);
    this.#pill.classList.toggle('has-new', current.unread > 0);
  }
}
