import { RoomLog } from './room-log.js';

/** Live events kept while a join is under way; more than these would be found as a gap afterwards. */
const MOST_HELD = 256;

/** One room that the app wants to be in. `phase` is `out`, `joining` or `in`. */
export class Room {
  phase = 'out';
  log = new RoomLog();
  /** @type {Map<string, {userId: string, username: string}>} */
  members = new Map();
  held = [];
  retry = null;
  retries = 0;
  lastGap = -Infinity;

  constructor(roomId) {
    this.roomId = roomId;
    this.await();
  }

  /** Promises anew. */
  await() {
    this.entered = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Whoever listens for `refused` instead of keeping the promise must not see an unhandled rejection.
    this.entered.catch(() => {});
  }

  /** Keeps a live event that came before the answer to a join. */
  hold(name, event) {
    if (this.held.length < MOST_HELD) this.held.push([name, event]);
  }

  release() {
    return this.held.splice(0);
  }

  see(members) {
    this.members = new Map(members.map((member) => [member.userId, member]));
  }
}
