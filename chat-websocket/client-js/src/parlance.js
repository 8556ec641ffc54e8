/**
 * Parlance for the browser and Node.js: the native protocol (docs/PROTOCOL.md) without a dependency. Take this file and
 * the folder `parlance/` beside it.
 *
 *     import { connect } from './parlance.js';
 *
 *     const chat = connect({ url: 'wss://example.org/ws', userId: 'ada', username: 'Ada' });
 *     chat.on('reset', ({ messages }) => show(messages));
 *     chat.on('message', (message) => add(message));
 *     chat.join('tea');
 *     chat.send('tea', 'Hello');
 *
 * It reconnects by itself, asks for what was missed, and sends what was not sent.
 */
import { Acts } from './parlance/acts.js';
import { watchBrowser } from './parlance/browser-signals.js';
import { systemClock } from './parlance/clock.js';
import { Link } from './parlance/link.js';
import { Outbox } from './parlance/outbox.js';
import { OwnReactions } from './parlance/own-reactions.js';
import { randomId } from './parlance/random-id.js';
import { Rooms } from './parlance/rooms.js';
import { Typing } from './parlance/typing.js';
import { Uploads } from './parlance/uploads.js';
import { Watching } from './parlance/watching.js';

export { ParlanceError } from './parlance/error.js';
export { randomId } from './parlance/random-id.js';
export { storedOutbox } from './parlance/stored-outbox.js';

/** Close codes that a message of ours may have brought about. */
const BECAUSE_OF_A_FRAME = new Set([1002, 1003, 1007, 1009]);

/**
 * Events, each with its object as `detail` (`on` hands it over directly):
 *
 * | type | detail |
 * |---|---|
 * | `state` | `state`: `connecting`, `online`, `reconnecting` or `offline`; while it waits `retryIn` (ms), `retryAt` (epoch ms), `attempt`; when it does not come back by itself `reason`, `code`, `error`; `network: false` while the browser says that there is none |
 * | `reset` | `roomId, messages, members, position, hasMore`: show these and nothing older; `lost` is null for a first join, else `too-much` or `epoch` |
 * | `message`, `message_updated` | the message, with `ownReactions` where it has reactions: what this user reacted with. Each place of the log once, in its order; after a reconnection an update may concern a message that is not shown any more |
 * | `members` | `roomId, members`: everyone in the room, after each change |
 * | `user_joined`, `user_left`, `user_typing`, `signal`, `room_updated`, `member_updated`, `read` | as on the wire |
 * | `users_changed` | `roomId, count, joined, left`: several came and went at once, in a room of more than 50, instead of a `user_joined` or `user_left` of each: lists of `userId, username`, of who was not here yet, or under another name, and who was |
 * | `profile_updated` | `userId, username, picture`: a user has another name or picture now, by which older messages may be shown; once for each room in which this user sees them, and of oneself to who watches |
 * | `watching` | `on`: what concerns this user in whichever room is told from now on, or no more; whatever came before is in `followedRooms`. After `watchRooms`, after each reconnection, and when something was lost between the server's nodes |
 * | `mark_updated` | as on the wire: this user's mark in a room was moved, on whichever device |
 * | `mention` | as on the wire: a message in whichever room mentions this user, or (`removed`) does so no more; one may be told twice |
 * | `own_reaction` | as on the wire: this user has reacted to a message in whichever room, or took that back (`on`), on whichever device; messages that come later have it among their `ownReactions` |
 * | `room_activity` | as on the wire: something was said in rooms that this user follows, and that this connection is not in |
 * | `outbox` | `roomId, item, change`: `queued`, `sending`, `sent` (with `receipt`), `failed` (with `error`) or `discarded`. `sent` may come before or after its `message` |
 * | `removed_from_room` | `roomId, action, reason`: the host took this user out of the room, which was forgotten, with what was not sent to it. `action`: `kick`, `close` (everybody was), `forbidden` (may not be there any more), or another |
 * | `refused` | `roomId, error`: the room cannot be joined, and was forgotten |
 * | `error` | what the server sent to a request without an id |
 */
export class Parlance extends EventTarget {
  #link;
  #rooms;
  #outbox;
  #acts;
  #own = new OwnReactions(() => this.#user.userId);
  #typing;
  #watching;
  #uploads;
  #user;
  #network = true;
  #unwatch = () => {};
  #host;

  /**
   * Nothing happens before `connect`.
   *
   * @param {object} options
   * @param {string} options.url the WebSocket's address
   * @param {string} [options.userId] who this is; which of the three are needed is the server's choice
   * @param {string} [options.username]
   * @param {string | (() => string | Promise<string>)} [options.token] a function is asked before each connection, and again
   *   before the login ends; a text is good until the server refuses it
   * @param {number} [options.joinLimit] how many messages a first join brings; default: all that the room keeps
   * @param {{load: () => object[], save: (items: object[]) => void}} [options.outbox] where unsent messages outlive a
   *   reload, see `storedOutbox`; default: nowhere
   * @param {number} [options.pingEvery] ms of silence before a ping; default 25 s
   * @param {number} [options.pingWait] ms without a sound after a ping until the connection counts as dead; default 10 s
   * @param {number} [options.connectTimeout] ms; default 15 s
   * @param {number} [options.requestTimeout] ms; default 20 s
   * @param {typeof WebSocket} [options.WebSocket] for tests, as are the next three
   * @param {{now: Function, setTimeout: Function, clearTimeout: Function}} [options.clock]
   * @param {() => number} [options.random] from 0 to below 1
   * @param {Window} [options.host] whose `online`, `offline`, `pageshow` and visibility are watched
   */
  constructor(options) {
    super();
    const { url, userId, username, token } = options;
    const Socket = options.WebSocket ?? globalThis.WebSocket;
    const clock = options.clock ?? systemClock;
    const random = options.random ?? Math.random;
    const credentials = async () => ({ userId, username, token: typeof token === 'function' ? await token() : token });
    const emit = (type, detail) => this.#emit(type, detail);
    this.#host = options.host ?? globalThis.window;
    this.#user = { userId, username };
    this.#link = new Link({
      clock,
      random,
      pingEvery: options.pingEvery ?? 25_000,
      pingWait: options.pingWait ?? 10_000,
      connectTimeout: options.connectTimeout ?? 15_000,
      requestTimeout: options.requestTimeout ?? 20_000,
      socket: () => new Socket(url),
      credentials,
      renewable: typeof token === 'function',
      onState: (state) => {
        if (state.error) this.#rooms.shut(state.error);
        this.#emit('state', this.state);
      },
      onOnline: (user) => this.#online(user),
      onRenewed: (user) => (this.#user = user),
      onLost: (code) => this.#lost(code),
      onEvent: (name, data) => this.#receive(name, data),
    });
    this.#rooms = new Rooms({
      link: this.#link,
      clock,
      emit,
      limit: options.joinLimit,
      me: () => this.#user.userId,
      onEntered: (roomId, answer) => this.#entered(roomId, answer),
      onRemoved: (roomId) => this.#forget(roomId),
    });
    this.#outbox = new Outbox({
      link: this.#link,
      clock,
      random,
      newId: randomId,
      store: options.outbox,
      standing: (roomId) => this.#rooms.standing(roomId),
      emit,
    });
    this.#acts = new Acts({ link: this.#link, own: this.#own });
    this.#typing = new Typing({ link: this.#link, clock });
    this.#watching = new Watching({ link: this.#link, clock, emit });
    this.#uploads = new Uploads({ url, credentials, Request: globalThis.XMLHttpRequest, fetch: globalThis.fetch?.bind(globalThis) });
  }

  /** The user, as the server knows them once online. */
  get user() {
    return this.#user;
  }

  /** The detail of the last `state` event. */
  get state() {
    return this.#network ? this.#link.state : { ...this.#link.state, network: false };
  }

  /** The rooms joined, or to be joined as soon as the connection is there. */
  get rooms() {
    return this.#rooms.ids;
  }

  /**
   * Listens to an event.
   *
   * @param {string} type
   * @param {(detail: object) => void} listener
   * @returns {() => void} stops listening
   */
  on(type, listener) {
    const wrapped = (event) => listener(event.detail);
    this.addEventListener(type, wrapped);
    return () => this.removeEventListener(type, wrapped);
  }

  /** Connects, also after `close` or a refusal, and at once when it was waiting to try again. */
  connect() {
    this.#unwatch();
    if (this.#host) {
      this.#unwatch = watchBrowser(this.#host, {
        check: () => this.#link.check(),
        network: (up) => this.#networkChanged(up),
      });
    }
    this.#link.connect();
    return this;
  }

  /** Closes the connection and does not come back. Rooms and unsent messages are kept for the next `connect`. */
  close() {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#link.close();
  }

  /**
   * Joins a room, now or as soon as the connection is there, and again after each reconnection until `leave`.
   *
   * @returns {Promise<object>} ends with the first answer, after its `reset` event; or with the ParlanceError of a refusal, be it that of
   *   the login: then the room is joined if `connect` is called again
   */
  join(roomId) {
    return this.#rooms.join(roomId);
  }

  /** Leaves a room, and discards what was not sent to it. */
  leave(roomId) {
    this.#forget(roomId);
    return this.#rooms.leave(roomId);
  }

  /**
   * Sends a message, now or as soon as the room is joined. The `outbox` events tell what becomes of it.
   *
   * @param {string} roomId
   * @param {string} message
   * @param {object} [options]
   * @param {Object<string, string>} [options.metadata]
   * @param {string} [options.replyTo] the id of the message that it answers
   * @param {string[]} [options.mentions] the ids of users whom it mentions, at most 25; nobody is read out of the text
   * @param {boolean} [options.mentionsRoom] mentions the whole room; the message goes on without that where the user may not
   * @param {string[]} [options.attachments] the `fileId`s of files that this user has uploaded to the room, at most 10; the message may be empty then
   * @returns {import('./parlance/outbox-item.js').OutboxItem} how it stands now; the events have how it stands then
   * @throws {ParlanceError} `OUTBOX_FULL` when 200 messages wait
   */
  send(roomId, message, options = {}) {
    const item = this.#outbox.add(roomId, message, options);
    this.#typing.forget(roomId);
    return item;
  }

  /** The messages of a room that are not known to be stored, in their order. */
  unsent(roomId) {
    return this.#outbox.items(roomId);
  }

  /** Sends a `failed` message once more. */
  retry(clientMessageId) {
    this.#outbox.retry(clientMessageId);
  }

  /** Forgets an unsent message. One that is being sent may arrive nevertheless. */
  discard(clientMessageId) {
    this.#outbox.discard(clientMessageId);
  }

  /**
   * Edits a message. Like every request but `join`, `leave` and `send` this fails at once with `DISCONNECTED` while there is no
   * connection.
   *
   * @param {{roomId: string, id: string, editedAt?: number}} seen the state that the edit is made from; `EDIT_CONFLICT` if there is a later one
   * @param {{message?: string, mentions?: string[] | null, mentionsRoom?: boolean, metadata?: Object<string, string> | null,
   *   attachments?: string[] | null}} changes what
   *   shall be another; what is null goes
   * @returns {Promise<{roomId: string, id: string, changeOffset: number, editedAt: number}>} its `message_updated` comes before or after
   */
  edit(seen, changes) {
    return this.#acts.edit(seen, changes);
  }

  /**
   * Deletes a message for everybody and for good; a second time changes nothing.
   *
   * @returns {Promise<{roomId: string, id: string, changeOffset: number}>}
   */
  delete(roomId, id) {
    return this.#acts.delete(roomId, id);
  }

  /**
   * Pins a message, or unpins it.
   *
   * @returns {Promise<{roomId: string, id: string, changeOffset: number}>}
   */
  pin(roomId, id, on = true) {
    return this.#acts.pin(roomId, id, on);
  }

  /**
   * Says that this user has read a room up to a message, or another place of it, and follows it from now on. Written once a second at the most.
   *
   * @param {string} roomId
   * @param {{epoch: string, offset: number}} upTo
   * @param {number} [version] that of the mark as it is known: a mark that was set back since stays where it is
   * @returns {Promise<object>} the mark as it is then
   */
  async markRead(roomId, upTo, version) {
    return (await this.#acts.markRead(roomId, upTo, version)).mark;
  }

  /**
   * Says that everything behind a place is to be unread again.
   *
   * @param {string} roomId
   * @param {{epoch: string, offset: number}} behind
   * @param {number} [version] that of the mark as it is known; `EDIT_CONFLICT` if there is a later one
   * @returns {Promise<object>} the mark as it is then
   */
  async markUnread(roomId, behind, version) {
    return (await this.#acts.markUnread(roomId, behind, version)).mark;
  }

  /** Follows a room, of which nothing is unread then, and ends with the mark. */
  async follow(roomId) {
    return (await this.#acts.follow(roomId)).mark;
  }

  /** Follows a room no more. */
  unfollow(roomId) {
    return this.#acts.unfollow(roomId);
  }

  /**
   * Reads who has read a message.
   *
   * @param {string} roomId
   * @param {string} id
   * @param {{limit?: number, after?: string}} [query] `after`: the user behind whom to begin
   * @returns {Promise<{users: string[], hasMore: boolean}>} a page may be short although there are more
   */
  readers(roomId, id, query = {}) {
    return this.#acts.readers(roomId, id, query);
  }

  /**
   * Reads the rooms that this user follows, with what is unread there and what was said last.
   *
   * @param {{limit?: number, after?: string}} [query] `after`: the room behind which to begin
   * @returns {Promise<{rooms: object[], hasMore: boolean}>} in the order of their ids; a page may be short although there are more
   */
  followedRooms(query = {}) {
    return this.#acts.followedRooms(query);
  }

  /**
   * Wants to hear what concerns this user in whichever room (`mark_updated`, `room_activity`, `mention`, `own_reaction`), now or as soon as the connection is there and again after each
   * reconnection, or does so no more. A `watching` event tells since when: read `followedRooms` then.
   */
  watchRooms(on = true) {
    this.#watching.set(on);
  }

  /**
   * Reads what users are called now, whatever older messages say.
   *
   * @param {string[]} userIds at most 100
   * @returns {Promise<{userId: string, username: string, picture?: string, lastSeen?: number}[]>} in this order; of whom nothing is kept is missing
   */
  async profiles(userIds) {
    return (await this.#link.request('get_profiles', { userIds })).users;
  }

  /**
   * Uploads a file into a room, over HTTP beside the WebSocket; name its `fileId` in a message then. An upload that fails or is given up leaves nothing behind, and may be tried again.
   *
   * @param {string} roomId
   * @param {Blob} blob a `File` brings its name
   * @param {object} [options]
   * @param {string} [options.name]
   * @param {(sent: number, of: number) => void} [options.onProgress] in bytes
   * @param {AbortSignal} [options.signal]
   * @returns {Promise<{fileId: string, name: string, type: string, size: number, url: string, width?: number, height?: number, thumbnail?: string}>}
   *   `url` and `thumbnail` are paths at the server
   */
  uploadFile(roomId, blob, options) {
    return this.#uploads.upload(roomId, blob, options);
  }

  /**
   * Asks for addresses of a file that need no token, as for an `<img>`, and are good for some minutes, until `expiresAt`.
   *
   * @returns {Promise<{url: string, thumbnail?: string, expiresAt?: number}>}
   */
  fileLink(roomId, fileId) {
    return this.#uploads.link(roomId, fileId);
  }

  /** Reads the pinned messages of a room, pinned last first. */
  async pins(roomId) {
    return (await this.#acts.pins(roomId)).messages;
  }

  /**
   * Adds a reaction of this user to a message, or takes it away; what is so already stays so.
   *
   * @returns {Promise<{roomId: string, id: string, changeOffset: number}>} once it was told, at the latest 0.2 s later
   */
  react(roomId, id, emoji, on = true) {
    return this.#acts.react(roomId, id, emoji, on);
  }

  /**
   * Reads who reacted to a message with something.
   *
   * @param {string} roomId
   * @param {string} id
   * @param {string} emoji
   * @param {{limit?: number, after?: string}} [query] `after`: the user behind whom to begin
   * @returns {Promise<{users: string[], hasMore: boolean}>}
   */
  reactors(roomId, id, emoji, query = {}) {
    return this.#acts.reactors(roomId, id, emoji, query);
  }

  /**
   * Reads what answers a message, oldest first.
   *
   * @param {string} roomId
   * @param {string} id
   * @param {{limit?: number, after?: number}} [query] `after`: the offset of the answer behind which to begin
   * @returns {Promise<{messages: object[], hasMore: boolean}>}
   */
  replies(roomId, id, query = {}) {
    return this.#acts.replies(roomId, id, query);
  }

  /** Reads one message as it is now, for example the one that another answers; `MESSAGE_NOT_FOUND` if the history does not have it. */
  message(roomId, id) {
    return this.#acts.message(roomId, id);
  }

  /** To be called at each keystroke, and with false when the text is gone; the server hears of it every 3 s at most. */
  typing(roomId, isTyping) {
    this.#typing.set(roomId, isTyping);
  }

  /** Everyone in a room, as last heard. */
  members(roomId) {
    return this.#rooms.members(roomId);
  }

  /**
   * Reads a room's history.
   *
   * @param {string} roomId
   * @param {{before?: number, after?: number, epoch?: string, limit?: number}} [query] `epoch`: the one that the offset
   *   is from
   * @returns {Promise<{messages: object[], hasMore: boolean, position: object}>} oldest first
   */
  async history(roomId, query = {}) {
    try {
      return this.#own.completeAll(await this.#link.request('get_history', { roomId, ...query }));
    } catch (error) {
      if (error.code === 'POSITION_LOST') this.#rooms.rejoin(roomId);
      throw error;
    }
  }

  /**
   * Gives a room a record, whose owner this user then is.
   *
   * @param {object} [record] `roomId` (default: a new one), `kind` (`private`, or `open`), `name`, `topic`, `picture`,
   *   `readOnly`, `slowModeMillis`, `retention`
   * @returns {Promise<object>} the record, with `version` and `createdAt`
   */
  createRoom({ roomId = randomId(), ...says } = {}) {
    return this.#link.request('create_room', { roomId, ...says });
  }

  /**
   * Changes a room's record.
   *
   * @param {{roomId: string, version: number}} seen the record that the change is made from; `EDIT_CONFLICT` if there is a later one
   * @param {object} changes what shall be another; what is null goes
   * @returns {Promise<object>} the record
   */
  updateRoom({ roomId, version }, changes) {
    return this.#link.request('update_room', { ...changes, roomId, version });
  }

  /** Reads a room's record. */
  room(roomId) {
    return this.#link.request('get_room', { roomId });
  }

  /** Makes someone a member, or gives a member another role: `owner`, `moderator`, `member` or `guest`. */
  addMember(roomId, userId, role = 'member') {
    return this.#link.request('add_member', { roomId, userId, role });
  }

  /** Takes a member away. */
  removeMember(roomId, userId) {
    return this.#link.request('remove_member', { roomId, userId });
  }

  /**
   * Reads whom a room's record names; who is present is another question (`members`).
   *
   * @param {string} roomId
   * @param {{limit?: number, after?: string}} [query] `after`: the user behind whom to begin
   * @returns {Promise<{members: {userId: string, role: string, since: number}[], hasMore: boolean}>}
   */
  roomMembers(roomId, query = {}) {
    return this.#link.request('get_members', { roomId, ...query });
  }

  /**
   * Opens the room of this user and one other, to be joined then.
   *
   * @returns {Promise<string>} its id, the same for both
   */
  async openDirect(userId) {
    return (await this.#link.request('open_direct', { userId })).roomId;
  }

  #online(user) {
    this.#user = user;
    this.#network = true;
    this.#watching.online();
    this.#rooms.online();
  }

  #lost(code) {
    if (BECAUSE_OF_A_FRAME.has(code)) this.#outbox.refuse();
    this.#typing.forgetAll();
    this.#watching.lost();
    this.#rooms.lost();
  }

  #networkChanged(up) {
    this.#network = up;
    this.#link.check();
    this.#emit('state', this.state);
  }

  #receive(name, data) {
    if (name === 'own_reaction') this.#own.acted(data.roomId, data.id, data.emoji, data.on);
    if (name === 'error' || name === 'profile_updated') this.#emit(name, data);
    else if (!this.#watching.receive(name, data)) this.#rooms.receive(name, data);
  }

  #entered(roomId, answer) {
    this.#outbox.entered(roomId, answer);
  }

  #forget(roomId) {
    this.#typing.forget(roomId);
    this.#outbox.discardRoom(roomId);
  }

  /** What events list of reactions says nothing of this user, where more have reacted than are listed. */
  #completed(type, detail) {
    if (type === 'message' || type === 'message_updated') return this.#own.complete(detail);
    return type === 'reset' ? this.#own.completeAll(detail) : detail;
  }

  #emit(type, told) {
    const detail = this.#completed(type, told);
    this.dispatchEvent(new CustomEvent(type, { detail }));
    const arrived = type === 'message' ? [detail] : type === 'reset' ? detail.messages : [];
    for (const message of arrived) if (message.userId === this.#user.userId) this.#outbox.settle(message);
  }
}

/** A Parlance that connects at once. Listeners added in the same turn miss nothing but its first `connecting`. */
export function connect(options) {
  return new Parlance(options).connect();
}
