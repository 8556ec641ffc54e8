import { isDirect } from '../model/directs.js';
import { view } from './view.js';
import { avatar, heardOnly, iconButton, titleOf } from './words.js';

/**
 * A room in the list: what it is called, what was said last there, as far as that is known, and how much is unread.
 *
 * @param {Function} t
 * @param {object} room from `RoomList`
 * @param {{isCurrent: boolean, me: {userId: string}, plain: (text: string) => string, onOpen: (roomId: string) => void, onLeave: (roomId: string) => void}} options
 */
export function roomRow(t, room, { isCurrent, me, plain, onOpen, onLeave }) {
  const { roomId, unread, last, peer } = room;
  const name = titleOf(t, room);
  const link = {
    type: 'button',
    class: unread > 0 ? 'room-link has-unread' : 'room-link',
    title: name,
    'aria-current': isCurrent && 'true',
    data: { testid: 'room-link' },
    on: { click: () => onOpen(roomId) },
  };
  const classes = ['room-item', isCurrent && 'is-current', last && 'has-last'];
  const item = { key: roomId, class: classes.filter(Boolean).join(' '), data: { testid: 'room', roomId } };
  return view('li', item, [
    view('button', link, [
      isDirect(roomId) ? avatar(peer) : view('span', { class: 'hash', 'aria-hidden': 'true' }, '#'),
      view('span', { class: 'room-what' }, [
        view('bdi', { class: 'room-label' }, name),
        last && view('span', { key: 'last', class: 'room-last', dir: 'auto', data: { testid: 'room-last' } }, lastWords(t, { ...last, message: plain(last.message) }, isDirect(roomId), me)),
      ]),
      badge(t, room),
    ]),
    iconButton('close', {
      class: ' room-leave',
      label: t('leaveRoom', { room: name }),
      title: t('leaveThisRoom'),
      data: { testid: 'leave-room' },
      on: { click: () => onLeave(roomId) },
    }),
  ]);
}

/** Who of two has said it is seen by whose words they are not. */
function lastWords(t, { userId, username, message }, isOfTwo, me) {
  const isOwn = userId === me.userId;
  return isOfTwo && !isOwn ? message : t('spoken', { name: isOwn ? t('youAsAuthor') : username, message });
}

function badge(t, { unread, mentions }) {
  return view('span', { class: 'badge', hidden: unread === 0, data: { testid: 'unread' } }, [
    mentions > 0 && view('span', { key: 'for-me', class: 'badge-for-me', data: { testid: 'unread-for-me' } }, '@'),
    view('span', { key: 'count' }, unread > 99 ? '99+' : String(unread)),
    heardOnly(mentions > 0 ? ` ${t('unreadForYou')}` : ` ${t('unread')}`),
  ]);
}
