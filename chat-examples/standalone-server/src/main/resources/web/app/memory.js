/** Where the page remembers: `local` for ever and for all tabs, `tab` through reloads of this one. Never throws. */
const stores = { local: () => localStorage, tab: () => sessionStorage };

export function remembered(key, otherwise, store = 'local') {
  try {
    return JSON.parse(stores[store]().getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(key, value, store = 'local') {
  try {
    if (value == null) stores[store]().removeItem(key);
    else stores[store]().setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the memory, not the chat.
  }
}

/** The tab's storage, or null where the browser forbids it. */
export function tabStorage() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
