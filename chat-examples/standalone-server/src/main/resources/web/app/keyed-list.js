/**
 * Makes nodes the children of a parent, in this order. What stays is not taken out, not even to be put back at once: that
 * would end a press, a hover, a selection or the focus within it.
 *
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} nodes
 */
export function arrange(parent, nodes) {
  const stay = new Set(nodes);
  for (const child of [...parent.children]) if (!stay.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const node of nodes) {
    // The next one is right already, so it is this one that goes further back.
    if (place && place !== node && place.nextElementSibling === node) {
      put(parent, place, null);
      place = node;
    }
    if (place === node) place = place.nextElementSibling;
    else put(parent, node, place);
  }
}

function put(parent, node, before) {
  if (node.isConnected && parent.moveBefore) return parent.moveBefore(node, before);
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(node, before);
  focused?.focus({ preventScroll: true });
}

/** The children of a parent, each kept with its view for as long as its key is there, whatever changes around it. */
export class KeyedList {
  #parent;
  #create;
  #views = new Map();

  /**
   * @param {HTMLElement} parent nothing else may put children into it
   * @param {(value: object) => {node: HTMLElement, update: (value: object) => void}} create makes the view of a new key
   */
  constructor(parent, create) {
    this.#parent = parent;
    this.#create = create;
  }

  get size() {
    return this.#views.size;
  }

  /** The view of a key, or undefined. */
  view(key) {
    return this.#views.get(key);
  }

  /** @param {Array<[string, object]>} entries keys, none of them twice, with what is to be seen of each */
  show(entries) {
    const views = new Map();
    for (const [key, value] of entries) {
      const view = this.#views.get(key) ?? this.#create(value);
      view.update(value);
      views.set(key, view);
    }
    this.#views = views;
    arrange(this.#parent, [...views.values()].map(({ node }) => node));
  }

  clear() {
    this.show([]);
  }
}
