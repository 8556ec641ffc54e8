import { Memory } from '../../../main/resources/web/model/memory.js';

/** A memory over storages that are maps; `again` is what a reload finds, `inNewTab` another tab. */
export function storedMemory(name = 'parlance', stores = { local: storage(), tab: storage() }) {
  const memory = new Memory(name, { local: () => stores.local, tab: () => stores.tab });
  const again = (found = stores) => storedMemory(name, found);
  return Object.assign(memory, { again: () => again(), inNewTab: () => again({ ...stores, tab: storage() }), beside: (other) => storedMemory(other, stores) });
}

function storage() {
  const items = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
}
