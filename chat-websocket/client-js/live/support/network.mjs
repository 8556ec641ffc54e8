import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** The stretch of network before a server, which a test can cut, close and make deaf. */
export class Network {
  #listener;
  #lines = new Set();
  #target;
  #open = true;
  #deaf = false;

  /** @param {string} url where a server takes WebSockets; with TLS its certificate is for 127.0.0.1, too */
  static async to(url) {
    const target = new URL(url);
    const network = new Network(target);
    network.#listener.listen(0, '127.0.0.1');
    await once(network.#listener, 'listening');
    return network;
  }

  constructor(target) {
    this.#target = target;
    this.#listener = createServer((near) => this.#join(near));
  }

  /** Where the server is behind this network. */
  get url() {
    return `${this.#target.protocol}//127.0.0.1:${this.#listener.address().port}${this.#target.pathname}${this.#target.search}`;
  }

  /** Ends all connections without a word; new ones are refused while `open` is false. */
  cut({ open = true } = {}) {
    this.#open = open;
    for (const line of this.#lines) line.end();
  }

  /** New connections are let through again. */
  mend() {
    this.#open = true;
    this.#deaf = false;
  }

  /** Nothing that the server says arrives any more, on the connections that are open. */
  deafen() {
    this.#deaf = true;
  }

  close() {
    this.cut();
    this.#listener.close();
  }

  #join(near) {
    if (!this.#open) {
      near.destroy();
      return;
    }
    const far = connect(this.#target.port || (this.#target.protocol === 'wss:' ? 443 : 80), this.#target.hostname.replace(/[[\]]/g, ''));
    const line = {
      end: () => {
        this.#lines.delete(line);
        near.destroy();
        far.destroy();
      },
    };
    this.#lines.add(line);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => this.#deaf || near.write(bytes));
    for (const end of [near, far]) end.on('error', line.end).on('close', line.end);
  }
}
