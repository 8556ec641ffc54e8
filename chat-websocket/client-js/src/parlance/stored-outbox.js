/**
 * Keeps unsent messages in a `Storage`, so that they outlive a reload. Take `sessionStorage`: in `localStorage` two tabs
 * would send each other's messages.
 *
 * @param {Storage} storage
 * @param {string} key one per user
 */
export function storedOutbox(storage, key) {
  return {
    load() {
      try {
        const items = JSON.parse(storage.getItem(key) ?? '[]');
        return Array.isArray(items) ? items : [];
      } catch {
        return [];
      }
    },
    save(items) {
      try {
        if (items.length > 0) storage.setItem(key, JSON.stringify(items));
        else storage.removeItem(key);
      } catch {
        // A full or forbidden storage costs the reload, not the chat.
      }
    },
  };
}
