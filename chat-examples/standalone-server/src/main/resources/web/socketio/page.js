// The smallest chat that uses every event, written as one would for any Socket.IO server.
const byId = (id) => document.getElementById(id);
const status = byId('status');
const entry = byId('entry');
const room = byId('room');
const messages = byId('messages');
const users = byId('users');
const typing = byId('typing');
const composer = byId('composer');

const TYPING_MS = 3000;
const members = new Map();
const typists = new Map();
const shown = new Map();
let socket = null;
let me = null;
let roomId = null;
let typingTimer = null;

function say(state, text) {
  status.dataset.state = state;
  status.textContent = text;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

/** A name in another direction of writing does not turn what stands around it. */
const named = (username) => element('bdi', 'name', username);

/** Who reads further up stays there. */
function append(item) {
  const atEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 80;
  messages.append(item);
  if (atEnd) {
    messages.scrollTop = messages.scrollHeight;
  }
}

function line(kind, ...content) {
  const item = element('li', kind, ...content);
  item.dataset.testid = kind;
  append(item);
}

function show({ id, userId, username, message, timestamp, deleted }) {
  const sent = new Date(timestamp);
  const time = element('time', 'time', sent.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  time.dateTime = sent.toISOString();
  time.title = sent.toLocaleString();
  const text = element('p', 'text', deleted ? '(deleted)' : message);
  text.dir = 'auto';
  const item = element('li', userId === me.userId ? 'message own' : 'message', named(username), time, text);
  item.dataset.testid = 'message';
  const known = shown.get(id);
  shown.set(id, item);
  if (known === undefined) {
    append(item);
  } else {
    known.replaceWith(item);
  }
}

function showMembers(list) {
  members.clear();
  list.forEach(({ userId, username }) => members.set(userId, username));
  showUsers();
}

function showUsers() {
  users.replaceChildren(...[...members].map(([userId, username]) => {
    const item = element('li', 'user', named(username));
    item.title = `${username} (${userId})`;
    return item;
  }));
}

function showTyping() {
  const names = [...typists.values()];
  if (names.length === 0) {
    typing.replaceChildren();
  } else if (names.length > 2) {
    typing.replaceChildren(`${names.length} people are typing…`);
  } else {
    typing.replaceChildren(...names.flatMap((name, i) => (i === 0 ? [named(name)] : [' and ', named(name)])),
      names.length === 1 ? ' is typing…' : ' are typing…');
  }
}

function clear() {
  messages.replaceChildren();
  shown.clear();
  typists.clear();
  showTyping();
}

function connected() {
  say('online', `connected by ${socket.io.engine.transport.name}${socket.recovered ? ', recovered' : ''}`);
  socket.io.engine.on('upgrade', (transport) => say('online', `connected by ${transport.name}`));
  if (socket.recovered) {
    // the server knows the room still, and sends the messages that were missed; who came and went it does not store
    socket.emit('join_room', { roomId, limit: 1 }, (room) => showMembers(room.members ?? []));
    return;
  }
  socket.emit('authenticate', me);
  socket.emit('join_room', { roomId });
}

function listen() {
  socket.on('connect', connected);
  socket.on('disconnect', (reason) => say('offline', `connection lost: ${reason}`));
  socket.on('connect_error', (error) => say('offline', `cannot connect: ${error.message}`));
  socket.on('message_history', (list) => {
    clear();
    list.forEach(show);
  });
  socket.on('room_users', showMembers);
  socket.on('history_gap', () => socket.emit('join_room', { roomId }));
  socket.on('message', (message) => {
    typists.delete(message.userId);
    showTyping();
    show(message);
  });
  socket.on('message_updated', show);
  socket.on('user_joined', ({ userId, username }) => {
    members.set(userId, username);
    showUsers();
    line('notice', named(username), ' joined');
  });
  socket.on('user_left', ({ userId, username }) => {
    members.delete(userId);
    typists.delete(userId);
    showUsers();
    showTyping();
    line('notice', named(username), ' left');
  });
  socket.on('user_typing', ({ userId, username, isTyping }) => {
    if (isTyping) {
      typists.set(userId, username);
    } else {
      typists.delete(userId);
    }
    showTyping();
  });
  socket.on('error', ({ message }) => line('error', message));
}

function stopTyping() {
  if (typingTimer !== null) {
    clearTimeout(typingTimer);
    typingTimer = null;
    socket.emit('typing', { roomId, isTyping: false });
  }
}

entry.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(entry);
  const username = form.get('username').trim();
  roomId = form.get('roomId').trim();
  me = { userId: username.toLowerCase().replace(/\s+/g, '-'), username };
  const options = { query: form.has('recovery') ? { recovery: 1 } : {} };
  if (form.get('transports') !== '') {
    options.transports = [form.get('transports')];
  }
  say('connecting', 'connecting…');
  socket = window.io(options);
  listen();
  entry.hidden = true;
  room.hidden = false;
  composer.text.focus();
});

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const message = composer.text.value.trim();
  if (message === '') {
    return;
  }
  composer.reset();
  stopTyping();
  socket.emit('send_message', { roomId, message }, ({ error }) => {
    if (error !== undefined) {
      line('error', error.message);
    }
  });
});

composer.text.addEventListener('input', () => {
  if (typingTimer === null) {
    socket.emit('typing', { roomId, isTyping: true });
  } else {
    clearTimeout(typingTimer);
  }
  typingTimer = setTimeout(stopTyping, TYPING_MS);
});

byId('leave').addEventListener('click', () => {
  stopTyping();
  socket.emit('leave_room', { roomId });
  socket.disconnect();
  clear();
  room.hidden = true;
  entry.hidden = false;
  say('idle', 'not connected');
});

if (window.io === undefined) {
  say('offline', 'This server was built without socket.io-client: run "npm ci" in chat-examples/standalone-server and build again.');
  entry.querySelector('button').disabled = true;
}
