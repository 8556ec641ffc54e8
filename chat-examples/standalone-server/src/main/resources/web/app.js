import { Identity } from './model/identity.js';
import { Memory } from './model/memory.js';
import { Places } from './model/places.js';
import { randomId } from './parlance.js';
import { textsFor } from './texts/languages.js';
import { translator } from './texts/translator.js';
import { refuseDrops } from './view/drops.js';
import { Entry } from './view/entry.js';
import { frame } from './view/frame.js';
import { MarkdownSource } from './view/markdown-source.js';
import { Notify } from './view/notify.js';
import { guestOfAPage, ownPage, takeToken } from './view/place.js';
import { Shell } from './view/shell.js';
import { draw, uid } from './view/view.js';

const NAME = 'parlance';
/** Maven puts it there, and what this one needs. */
const MARKDOWN = 'vendor/markdown-it.min.js';
const EMOJI = 'emoji.js';
const POINTED_AT = ['rail', 'people', 'peopleLabel', 'roomName', 'input', 'thread-input'];

/**
 * Puts a chat into an element, which is the chat's alone from then on; there may be several in one document, each with a
 * memory of its own by the element's id. After a reload everything goes on where it was.
 *
 * @param {HTMLElement} element
 * @param {{url: string, token?: string, texts?: object, theme?: {choice: string, choose: (choice: string) => void},
 *   markdown?: string, emoji?: string, page?: boolean}} options `url`: of the native protocol; `texts`: of `texts/`, by default in the reader's language;
 *   `theme`: whom its button asks for `auto`, `light` or `dark`, without one there is no button;
 *   `markdown`: the address of markdown-it, which is fetched when it is needed, without one texts stay as they were typed; `emoji`: that of `emoji.js`, likewise, without one no
 *   emoji are picked; `page`: whether the document is
 *   the chat's with its address, its title, its keys and what is dropped on it, by default none of them are
 * @returns {{open: (roomId: string, message?: string) => void, unmount: () => void}} `open` shows a room, or a message in it by its id, and does
 *   nothing before somebody is in
 */
export function mount(element, { url, token, texts = textsFor(navigator.languages), theme, markdown, emoji, page = false }) {
  const t = translator(texts, navigator.languages);
  const memory = memoryOf(element);
  const identity = new Identity(memory, randomId);
  const place = page ? ownPage : guestOfAPage;
  const ids = Object.fromEntries(POINTED_AT.map((name) => [name, uid()]));
  const ended = new AbortController();
  const source = new MarkdownSource(markdown);
  let shell = null;

  element.lang = t.language;
  element.dir = t.direction;
  draw(element, frame(t, ids));
  refuseDrops(page ? window : element, ended.signal);
  const notify = new Notify({ root: element, t });
  const entry = new Entry({ root: element, t, identity, onEnter: (name, room) => enter(name, [room], room) });
  // Of a link that was followed, until somebody is in.
  let sought = place.target;

  function enter(username, rooms, current) {
    const user = { userId: identity.userIdOf(username), username };
    const stay = { url, user, token, rooms, current, memory };
    const keys = page ? document : element;
    const seek = current === sought.room && sought.message ? sought : undefined;
    shell = new Shell({ root: element, t, ids, theme, markdown: source, emoji, place, keys, notify, stay, seek, onExit: (error) => ask(current, error) });
    sought = {};
  }

  function ask(room, error) {
    shell = null;
    place.show(sought.room === room ? sought : { room });
    entry.show({ name: identity.lastName, room, error });
  }

  const last = new Places(memory).resume(token);
  // A link that was followed opens its room beside the others.
  if (last) enter(last.username, last.rooms, sought.room || last.current || last.rooms[0]);
  else ask(sought.room);
  place.watch((target, isStep) => shell?.goTo(target, isStep), ended.signal);
  return {
    open: (room, message) => shell?.open({ room, message }),
    unmount() {
      ended.abort();
      shell?.stop();
      draw(element, []);
    },
  };
}

function memoryOf(element) {
  return new Memory(element.id || NAME, { local: () => localStorage, tab: () => sessionStorage });
}

/** The page of the server: its one chat is all of it, and what comes into the address goes to it. */
function start(element) {
  const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws`;
  const memory = memoryOf(element);
  const token = takeToken(memory);
  addEventListener('popstate', (event) => {
    if (takeToken(memory) === token) return;
    event.stopImmediatePropagation();
    location.reload(); // somebody else, or somebody again
  });
  mount(element, { url, token, theme: globalThis.parlanceTheme, markdown: MARKDOWN, emoji: EMOJI, page: true });
}

const own = document.getElementById(NAME);
if (own && !own.hasChildNodes()) start(own);
