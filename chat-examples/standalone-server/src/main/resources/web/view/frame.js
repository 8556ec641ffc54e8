import { icon, logo } from './icons.js';
import { view } from './view.js';
import { iconButton } from './words.js';

/**
 * Where everything is: drawn once, and each part with a name is then drawn by the view of that name.
 *
 * @param {Function} t
 * @param {Object<string, string>} ids of what others point at
 */
export function frame(t, ids) {
  return [
    view('main', { class: 'entry', hidden: true, data: { part: 'entry' } }),
    view('div', { class: 'shell', hidden: true, data: { part: 'shell' } }, [
      view('nav', { id: ids.rail, class: 'rail', 'aria-label': t('rooms'), data: { part: 'rail' } }),
      room(t, ids),
      thread(t, ids),
      view('aside', { id: ids.people, class: 'people', 'aria-labelledby': ids.peopleLabel, data: { part: 'people' } }),
      view('div', { class: 'scrim', hidden: true, data: { part: 'scrim' } }),
    ]),
    view('dialog', { class: 'confirm', data: { part: 'confirm' } }),
    view('dialog', { class: 'message-list', data: { part: 'message-list', testid: 'message-list' } }),
    view('dialog', { class: 'emoji-dialog', data: { part: 'emoji-dialog', testid: 'emoji-dialog' } }),
    view('dialog', { class: 'alert-settings', data: { part: 'alert-settings', testid: 'alert-settings' } }),
    view('div', { class: 'toast', role: 'status', dir: 'auto', data: { part: 'toast', testid: 'toast' } }),
    view('div', { class: 'sr', role: 'log', 'aria-live': 'polite', 'aria-label': t('newMessages'), data: { part: 'announcer' } }),
  ];
}

function room(t, ids) {
  return view('main', { class: 'room', 'aria-labelledby': ids.roomName, data: { part: 'room' } }, [
    view('header', { class: 'room-head', data: { part: 'head' } }),
    view('div', { class: 'banner', hidden: true, data: { part: 'banner', testid: 'banner' } }),
    view('div', { class: 'log-frame' }, [
      view('div', { class: 'log-scroll', tabindex: 0, 'aria-label': t('conversation'), role: 'region', data: { part: 'log-scroll' } }, [
        view('div', { class: 'older', data: { part: 'older', testid: 'older', state: 'idle' } }),
        view('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': t('messages'), data: { part: 'log', testid: 'messages' } }),
        empty(t),
        view('div', { class: 'joining', hidden: true, data: { part: 'joining', testid: 'joining' } }),
      ]),
      view('button', { class: 'pill is-up', type: 'button', hidden: true, data: { part: 'to-new', testid: 'to-new' } }, [t('toFirstNew'), icon('up')]),
      view('button', { class: 'pill', type: 'button', hidden: true, data: { part: 'pill', testid: 'new-messages' } }),
    ]),
    view('div', { class: 'typing', 'aria-live': 'off', data: { part: 'typing', testid: 'typing' } }),
    composer(t, ids, ''),
  ]);
}

/** Drawn where it is not hidden, a thread is beside the room or above it. */
function thread(t, ids) {
  return view('div', { class: 'thread-panel', hidden: true, role: 'complementary', 'aria-label': t('thread'), data: { part: 'thread', testid: 'thread-panel' } }, [
    view('div', { class: 'thread-head', data: { part: 'thread-head' } }),
    view('div', { class: 'log-scroll thread-scroll', tabindex: 0, 'aria-label': t('answers'), role: 'region', data: { part: 'thread-scroll' } }, [
      view('div', { class: 'log thread-log', role: 'log', 'aria-live': 'off', 'aria-label': t('answers'), data: { part: 'thread-log', testid: 'answers' } }),
      view('div', { class: 'thread-note', role: 'status', data: { part: 'thread-note', testid: 'thread-note' } }),
    ]),
    composer(t, ids, 'thread-'),
  ]);
}

/** A field to write in: of the room, or of the thread. */
function composer(t, ids, of) {
  const input = ids[`${of}input`];
  const [note, mentions] = [`${input}-note`, `${input}-mentions`];
  return view('form', { class: 'composer', data: { part: `${of}composer` } }, [
    view('div', { class: 'composer-beside', data: { part: 'composer-beside' } }),
    view('ul', {
      id: mentions,
      class: 'mention-list',
      role: 'listbox',
      hidden: true,
      'aria-label': t('whoIsMeant'),
      data: { part: 'mention-list', testid: `${of}mention-list` },
    }),
    view('div', { class: 'composer-box' }, [
      view('label', { class: 'sr', for: input }, t(of ? 'yourReply' : 'message')),
      view('textarea', {
        id: input,
        rows: 1,
        dir: 'auto',
        autocomplete: 'off',
        'aria-describedby': note,
        'aria-autocomplete': 'list',
        'aria-controls': mentions,
        data: { part: 'composer-input', testid: `${of}composer` },
      }),
      iconButton('emoji', { class: ' composer-emoji', label: t('emoji'), title: t('emoji'), data: { part: 'emoji', testid: `${of}emoji` } }),
      view('button', { class: 'send', 'aria-label': t('send'), data: { part: 'send', testid: `${of}send` } }),
    ]),
    view('p', {
      id: note,
      class: 'composer-note',
      'aria-live': 'polite',
      data: { part: 'composer-note', testid: `${of}composer-note` },
    }),
  ]);
}

function empty(t) {
  return view('div', { class: 'empty', hidden: true, data: { part: 'empty', testid: 'empty-room' } }, [
    logo(56),
    view('p', { class: 'empty-title' }, t('emptyTitle')),
    view('p', { data: { part: 'empty-text' } }, t('emptyText')),
    view('button', { class: 'button', type: 'button', data: { part: 'empty-share' } }, t('copyLink')),
  ]);
}
