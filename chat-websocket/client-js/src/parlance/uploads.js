import { ParlanceError } from './error.js';

/** Files over HTTP, at the host of the WebSocket: a browser's XMLHttpRequest tells how far an upload is, elsewhere `fetch` does without. */
export class Uploads {
  #url;
  #credentials;
  #Request;
  #fetch;

  /**
   * @param {object} options
   * @param {string} options.url the WebSocket's address, whose `/ws` stands beside `/api`
   * @param {() => Promise<{userId?: string, token?: string}>} options.credentials who uploads
   * @param {typeof XMLHttpRequest} [options.Request]
   * @param {typeof fetch} [options.fetch]
   */
  constructor({ url, credentials, Request, fetch }) {
    this.#url = String(url);
    this.#credentials = credentials;
    this.#Request = Request;
    this.#fetch = fetch;
  }

  /** Uploads one; resolves with what the server says of it. */
  async upload(roomId, blob, { name = blob.name ?? 'file', onProgress = () => {}, signal } = {}) {
    signal?.throwIfAborted();
    const path = `api/chat/${encodeURIComponent(roomId)}/files?name=${encodeURIComponent(name)}`;
    const request = { method: 'post', url: this.#at(path), headers: await this.#headers(), signal };
    request.headers['Content-Type'] = 'application/octet-stream'; // the server finds out what it is
    const answer = await (this.#Request ? this.#send(request, blob, onProgress) : this.#sendAtOnce(request, blob, onProgress));
    return answer.file;
  }

  /** Asks for addresses of a file that need no token, for some minutes. */
  async link(roomId, fileId) {
    const url = this.#at(`api/chat/${encodeURIComponent(roomId)}/files/${encodeURIComponent(fileId)}/link`);
    const { url: path, thumbnail, expiresAt } = await this.#sendAtOnce({ method: 'get', url, headers: await this.#headers() });
    return { url: this.#absolute(path), thumbnail: thumbnail && this.#absolute(thumbnail), expiresAt };
  }

  #absolute(path) {
    return this.#at(path.slice(1)).href;
  }

  /** Beside the WebSocket, whose address may be one of the page's own. */
  #at(path) {
    const socket = new URL(this.#url, globalThis.location?.href);
    return new URL(path, socket.href.replace(/^ws/, 'http').replace(/\/ws\/?(\?.*)?$/, '/'));
  }

  async #headers() {
    const { userId, token } = await this.#credentials();
    return { ...(token && { Authorization: `Bearer ${token}` }), ...(!token && userId && { 'X-User-Id': userId }) };
  }

  #send({ method, url, headers, signal }, blob, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new this.#Request();
      const stop = () => request.abort();
      request.open(method, url.href);
      for (const [field, value] of Object.entries(headers)) request.setRequestHeader(field, value);
      request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
      request.onload = () => settle(request.status, request.responseText, resolve, reject);
      request.onerror = () => reject(lost());
      request.onabort = () => reject(signal?.reason ?? lost());
      request.onloadend = () => signal?.removeEventListener('abort', stop);
      signal?.addEventListener('abort', stop);
      request.send(blob);
    });
  }

  async #sendAtOnce({ method, url, headers, signal }, body, onProgress = () => {}) {
    let response;
    try {
      response = await this.#fetch(url, { method, headers, body, signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw lost();
    }
    if (body) onProgress(body.size, body.size);
    const text = await response.text();
    return new Promise((resolve, reject) => settle(response.status, text, resolve, reject));
  }
}

function settle(status, text, resolve, reject) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = {}; // of a proxy between
  }
  if (answer.success) resolve(answer);
  else reject(ParlanceError.from(answer.error ?? { message: `the server answered ${status}`, retryable: status >= 500 }));
}

function lost() {
  return new ParlanceError('DISCONNECTED', 'the connection was lost', true);
}
