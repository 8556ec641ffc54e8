import { cleanRoom } from './address.js';
import { paintAvatar } from './author.js';
import { byId } from './dom.js';
import { likelyUserId } from './identity.js';

/**
 * The way in: a name and a room.
 *
 * @param {{name: string, room: string, error?: string, onEnter: (name: string, room: string) => void}} options
 */
export function showEntry({ name, room, error = '', onEnter }) {
  const nameInput = byId('entry-name');
  const roomInput = byId('entry-room');
  nameInput.value = name;
  roomInput.value = room;
  byId('entry').hidden = false;
  say(error);

  const preview = () => paintPreview(nameInput.value.trim());
  nameInput.oninput = () => {
    preview();
    say('');
  };
  roomInput.oninput = () => say('');
  preview();

  byId('entry-form').onsubmit = (event) => {
    event.preventDefault();
    const chosen = { name: nameInput.value.trim(), room: cleanRoom(roomInput.value) };
    if (!chosen.name) return complain(nameInput, 'Tell us your name first.');
    if (!chosen.room) return complain(roomInput, 'Which room?');
    byId('entry').hidden = true;
    onEnter(chosen.name, chosen.room);
  };
  (name ? (room ? byId('entry-form').querySelector('button') : roomInput) : nameInput).focus();
}

function paintPreview(name) {
  const avatar = byId('entry-avatar');
  avatar.classList.toggle('is-empty', !name);
  if (name) paintAvatar(avatar, { userId: likelyUserId(name), username: name });
  else avatar.textContent = '';
}

function complain(input, text) {
  say(text);
  input.focus();
}

function say(text) {
  byId('entry-error').textContent = text;
}
