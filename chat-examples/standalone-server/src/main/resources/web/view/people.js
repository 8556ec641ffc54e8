import { avatar, iconButton } from './words.js';
import { draw, part, view } from './view.js';

/** Who is in the current room: oneself first, the others by name. */
export class People {
  #t;
  #root;
  #stay;
  #ids;
  #onClose;

  /** @param {{root: Element, t: Function, stay: object, ids: object, onClose: () => void}} options */
  constructor({ root, t, stay, ids, onClose }) {
    this.#t = t;
    this.#root = part(root, 'people');
    this.#stay = stay;
    this.#ids = ids;
    this.#onClose = onClose;
  }

  render() {
    const t = this.#t;
    const { rooms, user } = this.#stay;
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
        members.map((each) => member(t, each)),
      ),
    ]);
  }
}

function member(t, { userId, username, self }) {
  return view('li', { key: userId, class: 'member', title: username, data: { testid: 'member', userId } }, [
    avatar({ userId, username }),
    view('bdi', { class: 'member-name' }, username),
    view('span', { class: 'member-you', hidden: !self }, t('you')),
  ]);
}
