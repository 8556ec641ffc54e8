import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Roles } from '../../main/resources/web/model/roles.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const refusal = (code, retryable = false) => Object.assign(new Error(code), { code, retryable });

/** The roles of Mo over a server that has these pages of members, or refuses. */
function roles(...answers) {
  const listeners = new Map();
  const asked = [];
  const chat = {
    user: { userId: 'mo' },
    on: (type, listener) => listeners.set(type, listener),
    roomMembers: async (roomId, { after }) => {
      asked.push(after);
      const answer = answers[asked.length - 1];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const changed = [];
  const made = new Roles({ chat, onChange: (part) => changed.push(part) });
  return { may: () => made.mayMentionRoom('tea'), asked, changed, hear: (type, event) => listeners.get(type)(event) };
}

const member = (userId, role) => ({ userId, role, since: 1 });

test('a moderator may mention the room, which is asked once and found on a later page', async () => {
  const { may, asked, changed } = roles({ members: [member('ada', 'owner')], hasMore: true }, { members: [member('mo', 'moderator')], hasMore: false });
  assert.equal(may(), undefined);
  assert.equal(may(), undefined);
  await settled();
  assert.equal(may(), true);
  assert.deepEqual([asked, changed], [[undefined, 'ada'], ['roles']]);
});

test('a member may not, nor does anybody in a room without a record', async () => {
  for (const answer of [{ members: [member('mo', 'member')], hasMore: false }, { members: [], hasMore: false }, refusal('ROOM_NOT_FOUND')]) {
    const { may, asked } = roles(answer);
    may();
    await settled();
    assert.equal(may(), false);
    assert.equal(asked.length, 1);
  }
});

test('a role that is given or taken counts at once, and after a reset it is asked for anew', async () => {
  const { may, asked, hear } = roles({ members: [], hasMore: false }, { members: [member('mo', 'owner')], hasMore: false });
  may();
  await settled();
  hear('member_updated', { roomId: 'tea', userId: 'mo', role: 'owner' });
  assert.equal(may(), true);
  hear('member_updated', { roomId: 'tea', userId: 'mo', removed: true });
  hear('member_updated', { roomId: 'tea', userId: 'ada', role: 'owner' });
  assert.equal(may(), false);
  hear('reset', { roomId: 'tea' });
  assert.equal(may(), undefined);
  await settled();
  assert.deepEqual([may(), asked.length], [true, 2]);
});

test('what failed for the moment is asked for again', async () => {
  const { may, asked } = roles(refusal('DISCONNECTED', true), { members: [member('mo', 'owner')], hasMore: false });
  may();
  await settled();
  assert.equal(may(), undefined);
  await settled();
  assert.deepEqual([may(), asked.length], [true, 2]);
});
