/**
 * Makes nodes the children of a parent, in this order. What stays is not taken out, not even to be put back at once: that
 * would end a press, a hover, a selection or the focus within it.
 *
 * @param {Element} parent
 * @param {Array<Element | Text>} nodes
 */
export function arrange(parent, nodes) {
  const stay = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!stay.has(child)) child.remove();
  let place = parent.firstChild;
  for (const node of nodes) {
    // The next one is right already, so it is this one that goes further back.
    if (place && place !== node && place.nextSibling === node) {
      put(parent, place, null);
      place = node;
    }
    if (place === node) place = place.nextSibling;
    else put(parent, node, place);
  }
}

function put(parent, node, before) {
  if (node.isConnected && parent.moveBefore) return parent.moveBefore(node, before);
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(node, before);
  focused?.focus({ preventScroll: true });
}
