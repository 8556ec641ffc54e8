import { paintAvatar } from './author.js';
import { byId, element } from './dom.js';

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Who is in the current room: oneself first, the others by name. */
export function renderPeople({ current, chat }) {
  const members = [...(current?.members ?? [])];
  const self = (member) => member.userId === chat.user.userId;
  members.sort((a, b) => self(b) - self(a) || collator.compare(a.username, b.username));
  byId('members').replaceChildren(...members.map((member) => entry(member, self(member))));
  byId('people-count').textContent = members.length > 0 ? String(members.length) : '';
  byId('people-label').textContent = members.length > 0 ? `Here now · ${members.length}` : 'Here now';
  byId('people-open').setAttribute('aria-label', `People here: ${members.length}`);
}

function entry(member, isSelf) {
  const avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' });
  paintAvatar(avatar, member);
  return element(
    'li',
    { class: 'member', title: member.username, data: { testid: 'member', userId: member.userId } },
    avatar,
    element('bdi', { class: 'member-name' }, member.username),
    isSelf && element('span', { class: 'member-you' }, 'you'),
  );
}
