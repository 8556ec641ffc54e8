import { ParlanceError } from './error.js';
import { besideText, safeToSend } from './outbox-item.js';

/** A bound for what piles up while offline; `send` throws beyond it. */
const MOST_UNSENT = 200;
const SOONEST_RETRY = 1_000;
const LATEST_RETRY = 15_000;

/**
 * What is not known to be stored yet. Each room's messages go out one at a time, so that a retry never overtakes; each
 * keeps its `clientMessageId`, so that the server stores it once.
 */
export class Outbox {
  #items = [];
  #rooms = new Map();
  #link;
  #clock;
  #random;
  #store;
  #newId;
  #standing;
  #emit;

  /**
   * @param {{link: object, clock: object, random: () => number, newId: () => string,
   *   store?: {load: () => object[], save: (items: object[]) => void},
   *   standing: (roomId: string) => object | null, emit: (type: string, detail: object) => void}} options
   *   `standing`: the position in a room, null while not in it
   */
  constructor({ link, clock, random, newId, store, standing, emit }) {
    this.#link = link;
    this.#clock = clock;
    this.#random = random;
    this.#newId = newId;
    this.#store = store;
    this.#standing = standing;
    this.#emit = emit;
    for (const item of store?.load() ?? []) {
      this.#items.push({ ...item, state: item.state === 'failed' ? 'failed' : 'waiting' });
    }
  }

  items(roomId) {
    return this.#items.filter((item) => item.roomId === roomId).map((item) => ({ ...item }));
  }

  add(roomId, message, options) {
    if (this.#items.length >= MOST_UNSENT) {
      throw new ParlanceError('OUTBOX_FULL', `${MOST_UNSENT} messages wait already`, true);
    }
    const item = {
      clientMessageId: this.#newId(),
      roomId,
      message,
      ...besideText(options),
      createdAt: this.#clock.now(),
      state: 'waiting',
    };
    this.#items.push(item);
    this.#changed(item, 'queued');
    this.#pump(roomId);
    return { ...item };
  }

  retry(clientMessageId) {
    const item = this.#find(clientMessageId);
    if (item?.state !== 'failed') return;
    if (item.error?.code === 'ID_CONFLICT') item.clientMessageId = this.#newId();
    item.state = 'waiting';
    delete item.error;
    delete item.first;
    this.#changed(item, 'queued', { was: clientMessageId });
    this.#pump(item.roomId);
  }

  discard(clientMessageId) {
    const item = this.#find(clientMessageId);
    if (item) this.#remove(item, 'discarded');
  }

  discardRoom(roomId) {
    for (const item of this.#items.filter((each) => each.roomId === roomId)) this.#remove(item, 'discarded');
    this.#clock.clearTimeout(this.#rooms.get(roomId)?.timer);
    this.#rooms.delete(roomId);
  }

  /** A message of this user was seen in a room: if it came from here, it has arrived. */
  settle(message) {
    const item = message.clientMessageId && this.#find(message.clientMessageId);
    if (item && item.roomId === message.roomId) this.#remove(item, 'sent', { receipt: message });
  }

  /** The room was joined, and the messages of the answer were settled. */
  entered(roomId, answer) {
    for (const item of [...this.#items]) { // who hears of one may discard another
      if (item.roomId !== roomId || item.state !== 'waiting' || !this.#items.includes(item)) continue;
      if (safeToSend(item, answer, this.#clock.now())) continue;
      this.#fail(item, new ParlanceError('UNCERTAIN', 'it may have arrived, too long ago to be sure'));
    }
    this.#pump(roomId);
  }

  /** The server closed the connection because of what was sent last: that is not sent again by itself. */
  refuse() {
    const error = new ParlanceError('REFUSED_MESSAGE', 'the server closed the connection because of it');
    for (const item of this.#items.filter((each) => each.state === 'sending')) {
      if (this.#items.includes(item)) this.#fail(item, error);
    }
  }

  #pump(roomId) {
    const room = this.#room(roomId);
    const position = this.#standing(roomId);
    if (room.busy || room.timer || !position || !this.#link.online) return;
    const item = this.#items.find((each) => each.roomId === roomId && each.state === 'waiting');
    if (!item) return;
    room.busy = true;
    item.state = 'sending';
    item.first ??= { at: this.#clock.now(), ...position };
    this.#changed(item, 'sending');
    const { clientMessageId, message } = item;
    this.#link
      .request('send_message', { roomId, message, clientMessageId, ...besideText(item) })
      .then((receipt) => this.#sent(room, item, receipt), (error) => this.#notSent(room, item, error))
      .then(() => this.#pump(roomId));
  }

  /** The room's record is that of the request: another one, made since, has another request under way. */
  #sent(room, item, receipt) {
    room.busy = false;
    room.retries = 0;
    if (this.#items.includes(item)) this.#remove(item, 'sent', { receipt });
  }

  #notSent(room, item, error) {
    room.busy = false;
    if (!this.#items.includes(item) || item.state !== 'sending') return;
    if (!error.retryable) {
      // A refused message was not stored, so no later history has to be searched for it.
      delete item.first;
      this.#fail(item, error);
      return;
    }
    item.state = 'waiting';
    this.#changed(item, 'queued', { error });
    if (error.code === 'DISCONNECTED') return;
    // not before the server says, and not all clients at the same moment
    const bound = Math.min(LATEST_RETRY, SOONEST_RETRY * 2 ** room.retries++);
    room.timer = this.#clock.setTimeout(() => {
      room.timer = null;
      this.#pump(item.roomId);
    }, error.retryAfterMillis + bound * (0.5 + this.#random() / 2));
  }

  #fail(item, error) {
    item.state = 'failed';
    item.error = { code: error.code, message: error.message };
    this.#changed(item, 'failed', { error });
  }

  #remove(item, change, more) {
    this.#items.splice(this.#items.indexOf(item), 1);
    this.#changed(item, change, more);
  }

  #changed(item, change, more) {
    this.#store?.save(this.#items);
    this.#emit('outbox', { roomId: item.roomId, item: { ...item }, change, ...more });
  }

  #find(clientMessageId) {
    return this.#items.find((item) => item.clientMessageId === clientMessageId);
  }

  #room(roomId) {
    if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, { busy: false, timer: null, retries: 0 });
    return this.#rooms.get(roomId);
  }
}
