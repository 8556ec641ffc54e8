import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tabs } from '../../main/resources/web/view/tabs.js';

globalThis.document ??= new EventTarget();
globalThis.addEventListener ??= () => {};

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Locks as a browser has them, for all its tabs. */
function browser() {
  const held = [];
  return {
    query: async () => ({ held: held.map(({ name }) => ({ name })) }),
    async request(name, { ifAvailable = false, mode = 'exclusive' }, run) {
      const isTaken = held.some((each) => each.name === name && (mode === 'exclusive' || each.mode === 'exclusive'));
      if (isTaken && ifAvailable) return run(null);
      const lock = { name, mode };
      held.push(lock);
      await run(lock);
      held.splice(held.indexOf(lock), 1);
    },
  };
}

function tab(locks, name = 'ada') {
  let looks = false;
  const ended = new AbortController();
  const tabs = new Tabs({ name, signal: ended.signal, locks, isLookedAt: () => looks });
  const look = async (now) => {
    looks = now;
    document.dispatchEvent(new Event('visibilitychange'));
    await settled();
  };
  return { tabs, look, close: () => ended.abort() };
}

test('one of a user\'s tabs is looked at as long as somebody does, or it is there', async () => {
  const locks = browser();
  const [one, other] = [tab(locks), tab(locks)];
  assert.equal(await one.tabs.areLookedAt(), false);
  await other.look(true);
  assert.deepEqual([await one.tabs.areLookedAt(), await other.tabs.areLookedAt()], [true, true]);
  await other.look(false);
  assert.equal(await one.tabs.areLookedAt(), false);
  await other.look(true);
  other.close();
  await settled();
  assert.equal(await one.tabs.areLookedAt(), false);
});

test('another user of the browser is somebody else', async () => {
  const locks = browser();
  const [ada, bo] = [tab(locks), tab(locks, 'bo')];
  await bo.look(true);
  assert.equal(await ada.tabs.areLookedAt(), false);
});

test('what one tab has claimed no other gets, and where there are no locks each tab is alone', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const locks = browser();
  const [one, other] = [tab(locks), tab(locks)];
  assert.deepEqual([await one.tabs.claim('m1'), await other.tabs.claim('m1'), await other.tabs.claim('m2')], [true, false, true]);
  const alone = tab(null);
  assert.deepEqual([await alone.tabs.claim('m1'), await alone.tabs.areLookedAt()], [true, false]);
});
