import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Uploads } from '../src/parlance/uploads.js';

const FILE = { fileId: 'f1', name: 'tea.png', url: '/api/chat/tea/files/f1' };
const OK = { status: 201, body: { success: true, file: FILE } };

class FakeRequest {
  static last;
  headers = {};
  upload = {};

  constructor() {
    FakeRequest.last = this;
  }

  open(method, url) {
    Object.assign(this, { method, url });
  }

  setRequestHeader(field, value) {
    this.headers[field] = value;
  }

  send(body) {
    this.body = body;
  }

  abort() {
    this.onabort();
    this.onloadend();
  }

  answer({ status, body }) {
    Object.assign(this, { status, responseText: typeof body === 'string' ? body : JSON.stringify(body) });
    this.onload();
    this.onloadend();
  }
}

const uploads = (more = {}) =>
  new Uploads({ url: 'wss://chat.example/team/ws', credentials: async () => ({ userId: 'ada', token: 't1' }), Request: FakeRequest, ...more });
const begun = () => new Promise((resolve) => setImmediate(() => resolve(FakeRequest.last)));
const blob = new Blob(['leaves']);

test('a file goes to the room beside the WebSocket, with the token and its name, and tells how far it is', async () => {
  const seen = [];
  const there = uploads().upload('tea & co', blob, { name: 'tea.png', onProgress: (...how) => seen.push(how) });
  const request = await begun();
  assert.equal(request.method, 'post');
  assert.equal(request.url, 'https://chat.example/team/api/chat/tea%20%26%20co/files?name=tea.png');
  assert.equal(request.headers.Authorization, 'Bearer t1');
  assert.equal(request.body, blob);
  request.upload.onprogress({ loaded: 3, total: 6 });
  request.answer(OK);
  assert.deepEqual(await there, FILE);
  assert.deepEqual(seen, [[3, 6]]);
});

test('who has no token says who they are', async () => {
  const there = uploads({ credentials: async () => ({ userId: 'ada' }) }).upload('tea', blob);
  const request = await begun();
  assert.deepEqual(request.headers, { 'X-User-Id': 'ada', 'Content-Type': 'application/octet-stream' });
  request.answer(OK);
  await there;
});

test('what is refused has its code, and what a proxy says is an error too', async () => {
  const refused = uploads().upload('tea', blob);
  (await begun()).answer({ status: 413, body: { success: false, error: { code: 'FILE_TOO_LARGE', message: 'too large' } } });
  await assert.rejects(refused, { code: 'FILE_TOO_LARGE', retryable: false });
  const away = uploads().upload('tea', blob);
  (await begun()).answer({ status: 502, body: '<html>' });
  await assert.rejects(away, { code: 'INTERNAL_ERROR', retryable: true });
  const lost = uploads().upload('tea', blob);
  (await begun()).onerror();
  await assert.rejects(lost, { code: 'DISCONNECTED', retryable: true });
});

test('an upload that is given up ends with the reason', async () => {
  const giveUp = new AbortController();
  const there = uploads().upload('tea', blob, { signal: giveUp.signal });
  await begun();
  giveUp.abort(new Error('enough'));
  await assert.rejects(there, { message: 'enough' });
  await assert.rejects(uploads().upload('tea', blob, { signal: giveUp.signal }), { message: 'enough' });
});

test('without a browser it is fetched, and so is a link', async () => {
  const asked = [];
  const answers = [OK, { status: 200, body: { success: true, url: `${FILE.url}?link=x`, expiresAt: 5 } }];
  const fetch = async (url, { method, headers }) => {
    asked.push([method, url.href, headers.Authorization]);
    const { status, body } = answers.shift();
    return { status, text: async () => JSON.stringify(body) };
  };
  const seen = [];
  const bare = uploads({ Request: undefined, fetch });
  assert.deepEqual(await bare.upload('tea', blob, { onProgress: (...how) => seen.push(how) }), FILE);
  assert.deepEqual(seen, [[6, 6]]);
  assert.deepEqual(await bare.link('tea', 'f1'), {
    url: 'https://chat.example/team/api/chat/tea/files/f1?link=x', thumbnail: undefined, expiresAt: 5,
  });
  assert.deepEqual(asked, [
    ['post', 'https://chat.example/team/api/chat/tea/files?name=file', 'Bearer t1'],
    ['get', 'https://chat.example/team/api/chat/tea/files/f1/link', 'Bearer t1'],
  ]);
});
