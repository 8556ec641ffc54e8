// The smallest chat that uses every event, written as one would for any Socket.IO server.
const byId = (id) => document.getElementById(id);
const status = byId('status');
const entry = byId('entry');
const room = byId('room');
const log = byId('log');
const messages = byId('messages');
const users = byId('users');
const typing = byId('typing');
const composer = byId('composer');
const sending = byId('sending');

const TYPING_MS = 3000;
const SOONEST_JOIN_MS = 1000;
const LATEST_JOIN_MS = 15_000;
const members = new Map();
const typists = new Map();
const shown = new Map();
let socket = null;
let me = null;
let roomId = null;
/** Where this page stands in the room's log; null before the first join. */
let position = null;
/** Whether the room was entered on this connection: before that nothing is sent, since socket.io-client sends what waits before it says that it is connected. */
let joined = false;
/** Whether the answer to a join is on its way. */
let joining = false;
/** How often in a row the server could not let this page in just now, and the next try. */
let refusals = 0;
let nextJoin = null;
/** What the server has not acknowledged yet; it stays in its field, and is sent again on the next connection. */
let pending = null;
/** What the server has refused: if it is sent again unchanged, it has the same id, as the refusal may have come too late. */
let refused = null;
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
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  messages.append(item);
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
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
  time.dir = 'auto';
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

/** Takes note of where an event stands in the log; if one before it is missing, the room is read again from the last known place. */
function follow(epoch, offset) {
  if (position === null || offset === undefined) {
    return;
  }
  const next = epoch === position.epoch ? offset <= position.offset + 1 : position.offset === 0 && offset === 1;
  if (!next) {
    if (!joining) {
      join();
    }
  } else if (epoch !== position.epoch || offset > position.offset) {
    position = { epoch, offset };
  }
}

/** Enters the room, or enters it again from where this page stands, and sends what waits. The answer brings what was missed, one's own messages among it. */
function join() {
  const connection = socket.id;
  clearTimeout(nextJoin);
  joining = true;
  socket.emit('join_room', { roomId, ...(position === null ? {} : { since: position }) }, (answer) => {
    if (socket === null || socket.id !== connection) {
      return; // an answer of a connection that is gone
    }
    joining = false;
    if (answer.error !== undefined) {
      notJoined(answer.error);
      return;
    }
    refusals = 0;
    if (!answer.recovered) {
      clear();
    }
    position = answer.position;
    answer.messages.forEach(show);
    showMembers(answer.members);
    joined = true;
    sendPending();
  });
}

/** Who is refused is outside of the room, even if they were in it. What may go well later is tried again, ever more rarely and not in step with others. */
function notJoined({ message, retryable }) {
  joined = false;
  showSending();
  if (!retryable) {
    line('error', message);
    return;
  }
  if (refusals === 0) {
    line('error', `${message}; trying again`);
  }
  const longest = Math.min(LATEST_JOIN_MS, SOONEST_JOIN_MS * 2 ** refusals);
  refusals += 1;
  nextJoin = setTimeout(join, longest * (0.5 + Math.random() / 2));
}

function forgetJoins() {
  clearTimeout(nextJoin);
  refusals = 0;
  joining = false;
  joined = false;
}

function connected() {
  say('online', `connected by ${socket.io.engine.transport.name}${socket.recovered ? ', recovered' : ''}`);
  socket.io.engine.on('upgrade', (transport) => say('online', `connected by ${transport.name}`));
  join();
}

function disconnected(reason) {
  forgetJoins();
  typists.clear();
  showTyping();
  say('offline', socket.active ? `connection lost: ${reason}` : `the server has ended the connection: ${reason}`);
  showSending();
}

function showSending() {
  composer.text.readOnly = pending !== null;
  delete sending.dataset.state;
  if (pending === null) {
    sending.textContent = '';
  } else {
    sending.textContent = joined ? 'Sending…' : 'Not sent yet: it will be when the connection is back.';
  }
}

/** The same id again and again: however often it is sent, the message is in the room once. */
function sendPending() {
  if (pending === null || !joined) {
    showSending();
    return;
  }
  const sent = pending;
  showSending();
  socket.emit('send_message', { roomId, ...sent }, ({ error }) => {
    if (pending !== sent) {
      return; // acknowledged already, or given up
    }
    pending = null;
    showSending();
    if (error === undefined) {
      composer.reset();
    } else {
      refused = sent;
      sending.dataset.state = 'refused';
      sending.textContent = `Not sent: ${error.message}`;
    }
  });
}

function came({ userId, username }) {
  members.set(userId, username);
  showUsers();
  line('notice', named(username), ' joined');
}

function left({ userId, username }) {
  members.delete(userId);
  typists.delete(userId);
  showUsers();
  showTyping();
  line('notice', named(username), ' left');
}

/** Many at once: this user is told of its own coming, too. */
function usersChanged({ joined, left: gone }) {
  for (const user of joined) if (members.get(user.userId) !== user.username) came(user);
  for (const user of gone) if (user.userId !== me.userId) left(user);
}

function listen() {
  socket.on('connect', connected);
  socket.on('disconnect', disconnected);
  socket.on('connect_error', (error) => say('offline', `cannot connect: ${error.message}`));
  socket.on('history_gap', () => join());
  socket.on('message', (message) => {
    typists.delete(message.userId);
    showTyping();
    show(message);
    follow(message.epoch, message.offset);
  });
  socket.on('message_updated', (message) => {
    show(message);
    follow(message.epoch, message.changeOffset);
  });
  socket.on('user_joined', came);
  socket.on('user_left', left);
  socket.on('users_changed', usersChanged);
  socket.on('user_typing', ({ userId, username, isTyping }) => {
    if (isTyping) {
      typists.set(userId, username);
    } else {
      typists.delete(userId);
    }
    showTyping();
  });
  socket.on('removed_from_room', ({ reason }) => {
    joined = false;
    line('error', reason ? `you were taken out of this room: ${reason}` : 'you were taken out of this room');
  });
  socket.on('error', ({ message }) => line('error', message));
}

function tellTyping(isTyping) {
  if (joined) {
    socket.volatile.emit('typing', { roomId, isTyping });
  }
}

function stopTyping() {
  if (typingTimer !== null) {
    clearTimeout(typingTimer);
    typingTimer = null;
    tellTyping(false);
  }
}

entry.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(entry);
  const username = form.get('username').trim();
  roomId = form.get('roomId').trim();
  me = { userId: username.toLowerCase().replace(/\s+/g, '-'), username };
  // credentials that come with the connection are checked before anything else, on every connection
  const options = { auth: me, query: form.has('recovery') ? { recovery: 1 } : {} };
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
  if (message !== '' && pending === null) {
    stopTyping();
    pending = refused !== null && refused.message === message ? refused : { message, clientMessageId: newId() };
    refused = null;
    sendPending();
  }
});

/** Also where pages come without TLS, which have no crypto.randomUUID. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

composer.text.addEventListener('input', () => {
  if (typingTimer === null) {
    tellTyping(true);
  } else {
    clearTimeout(typingTimer);
  }
  typingTimer = setTimeout(stopTyping, TYPING_MS);
});

byId('leave').addEventListener('click', () => {
  stopTyping();
  if (joined) {
    socket.emit('leave_room', { roomId });
  }
  socket.off('disconnect');
  socket.disconnect();
  socket = null;
  forgetJoins();
  position = null;
  pending = null;
  showSending();
  clear();
  room.hidden = true;
  entry.hidden = false;
  say('idle', 'not connected');
});

if (window.io === undefined) {
  say('offline', 'This server was built without socket.io-client: run "npm ci" in chat-examples/standalone-server and build again.');
  entry.querySelector('button').disabled = true;
}
