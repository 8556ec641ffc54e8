import { FakeClock, settled } from './fake-clock.mjs';
import { Parlance } from '../../src/parlance.js';

/** The server's end of one connection, driven by the test. */
class FakeSocket {
  sent = [];
  closed = null;

  constructor(url) {
    this.url = url;
    FakeSocket.opened.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close(code) {
    this.closed = code;
  }

  /** Takes the oldest request not taken yet, which must be of this name. */
  take(event) {
    const request = this.sent.shift();
    if (request?.event !== event) throw new Error(`expected ${event}, not ${JSON.stringify(request)}`);
    return request;
  }

  async says(frame) {
    this.onmessage({ data: JSON.stringify(frame) });
    await settled();
  }

  event(event, data) {
    return this.says({ event, data });
  }

  answer(event, data) {
    return this.says({ id: this.take(event).id, data });
  }

  refuse(event, code, retryable, retryAfterMillis) {
    return this.says({ id: this.take(event).id, error: { code, message: code, retryable, retryAfterMillis } });
  }

  async loses(code = 1006) {
    this.onclose({ code, reason: '' });
    await settled();
  }
}

/** A client on a fake clock and a fake network; `heard` has every event as `[type, detail]`. */
export function start(options = {}) {
  const clock = options.clock ?? new FakeClock();
  const sockets = (FakeSocket.opened = []);
  const chat = new Parlance({
    url: 'ws://test/ws',
    userId: 'ada',
    username: 'Ada',
    WebSocket: FakeSocket,
    clock,
    random: () => 1,
    ...options,
  });
  const heard = [];
  const types = 'state reset message message_updated members user_joined user_left users_changed user_typing signal room_updated member_updated profile_updated read removed_from_room watching mark_updated room_activity own_reaction mention outbox refused error';
  for (const type of types.split(' ')) chat.on(type, (detail) => heard.push([type, detail]));
  const last = () => sockets.at(-1);
  return { chat, clock, sockets, heard, last, of: (type) => heard.filter(([t]) => t === type).map(([, detail]) => detail) };
}

/** Opens the newest connection and lets the client in; `more` says until when. */
export async function accept(run, more = {}) {
  const socket = run.last();
  socket.onopen();
  await settled();
  await socket.answer('authenticate', { userId: 'ada', username: 'Ada', ...more });
  return socket;
}

export async function online(options) {
  const run = start(options);
  run.chat.connect();
  return { ...run, socket: await accept(run) };
}

/** A client in room `tea` at offset `at` of epoch `e1`. */
export async function inTea(at = 0, options = {}) {
  const run = await online(options);
  run.chat.join('tea');
  await run.socket.answer('join_room', answer(at));
  run.heard.length = 0;
  return run;
}

/** Has the client watch. */
export async function watching(chat, socket) {
  chat.watchRooms();
  await socket.answer('watch_rooms', { on: true });
}

/** Loses the connection, comes back, and takes the join request. */
export async function comeBack(run, code = 1006) {
  await run.last().loses(code);
  await run.clock.advance(30_000);
  return accept(run);
}

export function message(offset, more = {}) {
  return { roomId: 'tea', userId: 'bo', username: 'Bo', message: `m${offset}`, id: `e1-${offset}`, epoch: 'e1', offset, ...more };
}

export function answer(offset, more = {}) {
  return { roomId: 'tea', position: { epoch: 'e1', offset }, messages: [], members: [], recovered: false, ...more };
}
