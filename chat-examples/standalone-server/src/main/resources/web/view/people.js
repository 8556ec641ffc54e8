import { isReachable } from '../model/directs.js';
import { icon } from './icons.js';
import { avatar, iconButton, presenceOf } from './words.js';
import { draw, part, view } from './view.js';

/** Of a crowd not all have to have a picture at once. */
const MOST_LOOKED_UP = 100;

/** Who is in the current room: oneself first, the others by name, and of a room of two who is away. Whom the server knows again may write to one of them alone. */
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
    const { rooms, user, following, profiles } = this.#stay;
    const members = rooms.current.members.map((member) => ({ ...profiles.get(member.userId), ...member, self: member.userId === user.userId }));
    members.sort((a, b) => b.self - a.self || t.compare(a.username, b.username));
    profiles.lookUp(members.slice(0, MOST_LOOKED_UP).map(({ userId }) => userId));
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
      this.#away(),
    ]);
  }

  /** The other one of a room of two, who is not in it. */
  #away() {
    const { list, presence, rooms } = this.#stay;
    const { peer } = list.get(rooms.current.roomId);
    const known = peer && !rooms.current.members.some(({ userId }) => userId === peer.userId) && presence.of(peer);
    if (!known) return null;
    const { userId, username } = peer;
    return view('div', { key: userId, class: 'member is-away', title: username, data: { testid: 'away', userId } }, [
      avatar(peer),
      view('bdi', { class: 'member-name' }, username),
      view('span', { class: 'presence' }, presenceOf(this.#t, known)),
    ]);
  }
}

function member(t, { userId, username, picture, self }, onMessage) {
  const who = [avatar({ userId, username, picture }), view('bdi', { class: 'member-name' }, username)];
  const item = { key: userId, class: 'member', title: username, data: { testid: 'member', userId } };
  if (!onMessage) return view('li', item, [...who, view('span', { class: 'member-you', hidden: !self }, t('you'))]);
  const click = () => onMessage({ userId, username });
  const title = t('messagePrivately', { name: username });
  const button = { key: 'button', type: 'button', class: 'member-link', title, data: { testid: 'message-privately' }, on: { click } };
  return view('li', { ...item, class: 'member has-link' }, [view('button', button, [...who, icon('thread')])]);
}
