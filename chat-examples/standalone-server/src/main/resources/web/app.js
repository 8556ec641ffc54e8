import { roomInAddress, showInAddress } from './app/address.js';
import { refuseDrops } from './app/drops.js';
import { showEntry } from './app/entry.js';
import { lastName, userIdOf } from './app/identity.js';
import { remembered } from './app/memory.js';
import { Shell } from './app/shell.js';
import { showThemeButton } from './app/theme-button.js';
import { takeToken } from './app/token.js';

const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws`;
let token = takeToken();
let shell = null;

function enter(username, rooms, current) {
  const user = { userId: userIdOf(username), username };
  shell = new Shell({ url, user, token, rooms, current, onExit: (error) => ask(current, error) });
}

function ask(room, error) {
  shell = null;
  showInAddress(room);
  showEntry({ name: lastName(), room, error, onEnter: (name, chosen) => enter(name, [chosen], chosen) });
}

/** After a reload everything goes on where it was; a link that was followed opens its room beside the others. */
function start() {
  showThemeButton();
  refuseDrops();
  const linked = roomInAddress();
  const stay = remembered('parlance.session', null, 'tab');
  if (stay?.username && stay.rooms?.length > 0) enter(stay.username, stay.rooms, linked || stay.current || stay.rooms[0]);
  else ask(linked);
}

addEventListener('hashchange', () => {
  const before = token;
  token = takeToken();
  if (token !== before && shell) return location.reload(); // somebody else, or somebody again
  const room = roomInAddress();
  if (room && shell) shell.open(room);
});

start();
