import { isReachable } from '../model/directs.js';
import { icon } from './icons.js';
import { avatar, iconButton } from './words.js';
import { draw, part, view } from './view.js';

/** Who is in the current room: oneself first, the others by name. Whom the server knows again may write to one of them alone. */
export class People {
  #t;
  #root;
  #stay;
  #ids;
  #onClose;
  #onMessage;

  /** @param {{root: Element, t: Function, stay: object, ids: object, onClose: () => void, onMessage: (user: object) => void}} options */
  constructor({ root, t, stay, ids, onClose, onMessage }) {
    this.#t = t;
    this.#root = part(root, 'people');
    this.#stay = stay;
    this.#ids = ids;
    this.#onClose = onClose;
    this.#onMessage = onMessage;
  }

  render() {
    const t = this.#t;
    const { rooms, user, following } = this.#stay;
    const members = rooms.current.members.map((member) => ({ ...member, self: member.userId === user.userId }));
    members.sort((a, b) => b.self - a.self || t.compare(a.username, b.username));
    const { length } = members;
    draw(this.#root, [
      view('div', { class: 'people-head' }, [
        view('h2', { id: this.#ids.peopleLabel }, length > 0 ? t('hereNowCount', { count: length }) : t('hereNow')),
        iconButton('close', { label: t('closePeople'), on: { click: this.#onClose } }),
      ]),
      view(
        'ul',
        { class: 'members', tabindex: 0, 'aria-labelledby': this.#ids.peopleLabel, data: { testid: 'members' } },
        members.map((each) => member(t, each, following.isOffered && !each.self && isReachable(each) && this.#onMessage)),
      ),
    ]);
  }
}

function member(t, { userId, username, self }, onMessage) {
  const who = [avatar({ userId, username }), view('bdi', { class: 'member-name' }, username)];
  const item = { key: userId, class: 'member', title: username, data: { testid: 'member', userId } };
  if (!onMessage) return view('li', item, [...who, view('span', { class: 'member-you', hidden: !self }, t('you'))]);
  const click = () => onMessage({ userId, username });
  const title = t('messagePrivately', { name: username });
  const button = { key: 'button', type: 'button', class: 'member-link', title, data: { testid: 'message-privately' }, on: { click } };
  return view('li', { ...item, class: 'member has-link' }, [view('button', button, [...who, icon('thread')])]);
}
