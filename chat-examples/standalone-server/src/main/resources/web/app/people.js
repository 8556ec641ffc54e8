import { paintAvatar } from './author.js';
import { byId, element, setText } from './dom.js';
import { KeyedList } from './keyed-list.js';

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Who is in the current room: oneself first, the others by name. */
export class People {
  #session;
  #list = new KeyedList(byId('members'), () => new MemberItem());

  constructor(session) {
    this.#session = session;
    this.#list.clear();
  }

  render() {
    const { current, chat } = this.#session;
    const members = current.members.map((member) => ({ ...member, self: member.userId === chat.user.userId }));
    members.sort((a, b) => b.self - a.self || collator.compare(a.username, b.username));
    this.#list.show(members.map((member) => [member.userId, member]));
    const { length } = members;
    setText(byId('people-count'), length > 0 ? String(length) : '');
    setText(byId('people-label'), length > 0 ? `Here now · ${length}` : 'Here now');
    byId('people-open').setAttribute('aria-label', `People here: ${length}`);
  }
}

class MemberItem {
  #avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' });
  #name = element('bdi', { class: 'member-name' });
  #you = element('span', { class: 'member-you', hidden: true }, 'you');
  node = element('li', { class: 'member', data: { testid: 'member' } }, this.#avatar, this.#name, this.#you);

  update({ userId, username, self }) {
    if (this.node.title === username && this.node.dataset.userId === userId) return;
    this.node.title = username;
    this.node.dataset.userId = userId;
    paintAvatar(this.#avatar, { userId, username });
    setText(this.#name, username);
    this.#you.hidden = !self;
  }
}
