// Clients of the servers under test, which SERVERS names: one node, or several of one service. CLIENT is the package they are from.
import { once } from 'node:events';
import { after } from 'node:test';

const { io } = await import(process.env.CLIENT ?? 'socket.io-client');
const servers = (process.env.SERVERS ?? 'http://localhost:5004').split(' ');
const processes = (process.env.PROCESSES ?? '').split(' ').map(Number);
const open = new Set();
let turn = 0;
let rooms = 0;

after(() => open.forEach((socket) => socket.disconnect()));

/** A client of the next server in turn, with a connection of its own, that keeps what it hears. */
export function client(options = {}, namespace = '/') {
  const { server = servers[turn++ % servers.length], ...rest } = options;
  const socket = io(server + namespace, { forceNew: true, reconnectionDelay: 50, ...rest });
  socket.emitWithAck ??= (...args) => new Promise((resolve) => socket.emit(...args, resolve)); // new in 4.6
  socket.server = servers.indexOf(server);
  socket.heard = [];
  socket.onAny((event, data) => socket.heard.push({ event, data }));
  open.add(socket);
  return socket;
}

/** The same, connected, and authenticated as the old service's clients do it. */
export async function user(userId, options = {}) {
  const socket = client(options);
  await connected(socket);
  socket.emit('authenticate', { userId, username: userId.toUpperCase() });
  return socket;
}

/** The same, in a room. */
export async function member(userId, roomId, options = {}) {
  const socket = await user(userId, options);
  const users = next(socket, 'room_users');
  socket.emit('join_room', { roomId });
  await users;
  return socket;
}

/** A client that may come back to its session, on another node too. */
export async function recoverable(userId, options = {}) {
  const socket = client({ auth: { userId, username: userId }, query: { recovery: 1 }, ...options });
  await connected(socket);
  return socket;
}

export async function join(socket, roomId) {
  const users = next(socket, 'room_users');
  socket.emit('join_room', { roomId });
  await users;
}

/** For a client of a certain node. */
export const onServer = (index) => ({ server: servers[index] });

/** Ends the node that a client was made for. */
export const endServerOf = (socket, signal) => process.kill(processes[socket.server], signal);

/** Sends a client to another node of the service, if there is one, when it connects again. */
export function sendElsewhere(socket) {
  const here = servers.findIndex((server) => socket.io.uri.startsWith(server));
  socket.io.uri = servers[(here + 1) % servers.length];
}

export const connected = (socket) => (socket.connected ? Promise.resolve() : next(socket, 'connect'));

export async function next(socket, event) {
  const [data] = await once(socket, event, { signal: AbortSignal.timeout(20_000) });
  return data;
}

/** The first event of that name that fits, among those heard already and those to come. */
export async function heard(socket, event, fits = () => true) {
  const found = () => socket.heard.find((each) => each.event === event && fits(each.data));
  while (found() === undefined) {
    await next(socket, event);
  }
  return found().data;
}

/** All messages that a client heard, when there are so many. */
export async function messages(socket, count) {
  const list = () => socket.heard.filter(({ event }) => event === 'message').map(({ data }) => data);
  while (list().length < count) {
    await next(socket, 'message');
  }
  return list();
}

/** A room that no other test uses. */
export const newRoom = () => `room-${process.pid}-${++rooms}`;

export const transport = (socket) => socket.io.engine.transport.name;

export async function upgraded(socket) {
  while (transport(socket) !== 'websocket') {
    await once(socket.io.engine, 'upgrade', { signal: AbortSignal.timeout(20_000) });
  }
}
