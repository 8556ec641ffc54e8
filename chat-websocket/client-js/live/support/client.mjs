import { connect, randomId } from '../../src/parlance.js';
import { Network } from './network.mjs';

const TYPES = ['state', 'reset', 'message', 'message_updated', 'members', 'user_joined', 'user_left', 'users_changed', 'user_typing', 'room_updated', 'member_updated', 'profile_updated', 'read', 'watching', 'mark_updated', 'room_activity', 'own_reaction', 'mention', 'outbox', 'refused', 'error'];
const PATIENCE_MS = 15_000;

const server = process.env.PARLANCE_URL;
if (!server) throw new Error('PARLANCE_URL is to name a server that believes its clients, like ws://localhost:5004/ws');
if (!globalThis.WebSocket) throw new Error('this needs a WebSocket: Node.js 22, or 20.10 with --experimental-websocket');

/** A room that nobody else has. */
export const newRoom = () => `live-${randomId()}`;

/** A client, the network before it, and all that it has heard as `[type, detail]`; it ends with the test. */
export class Client {
  heard = [];
  #listeners = new Set();

  /** @param {import('node:test').TestContext} t */
  static async start(t, name, options = {}) {
    const network = await Network.to(server);
    // The WebSocket of Node.js 20 does not say that a connection was refused (no `close` follows its `error`), so it is given up soon.
    const chat = connect({ url: network.url, userId: name.toLowerCase(), username: name, connectTimeout: 3_000, ...options });
    t.after(() => {
      chat.close();
      network.close();
    });
    return new Client(chat, network);
  }

  /** One whom the server knows already. */
  static async online(t, name, options) {
    const client = await Client.start(t, name, options);
    await client.hears('state', ({ state }) => state === 'online');
    return client;
  }

  /** One who is in a room. */
  static async in(t, room, name, options) {
    const client = await Client.start(t, name, options);
    await client.chat.join(room);
    return client;
  }

  constructor(chat, network) {
    this.chat = chat;
    this.network = network;
    for (const type of TYPES) {
      chat.on(type, (detail) => {
        this.heard.push([type, detail]);
        for (const listener of this.#listeners) listener();
      });
    }
  }

  /** The details of what it has heard of a type. */
  all(type) {
    return this.heard.filter(([heard]) => heard === type).map(([, detail]) => detail);
  }

  get texts() {
    return this.all('message').map(({ message }) => message);
  }

  /** The first event of a type that is like this, heard already or yet to come. */
  async hears(type, like = () => true) {
    await this.until(() => this.all(type).some(like), `${type} ${like}`);
    return this.all(type).find(like);
  }

  /** Ends when all of these messages have been heard. */
  hearsTexts(...texts) {
    return this.until(() => texts.every((text) => this.texts.includes(text)), `the messages ${texts}`);
  }

  /** Looks again whenever something is heard. */
  until(isSo, what) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        settle(value);
      };
      const look = () => isSo() && end(resolve);
      const timer = setTimeout(() => {
        const heard = this.heard.map((event) => JSON.stringify(event)).join('\n');
        end(reject, new Error(`not heard: ${what}, but\n${heard}`));
      }, PATIENCE_MS);
      this.#listeners.add(look);
      look();
    });
  }
}
