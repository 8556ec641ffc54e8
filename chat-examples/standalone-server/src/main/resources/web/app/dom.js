const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

/**
 * A new element. `data` goes to the dataset, `on` holds listeners, everything else is an attribute (false, null and
 * undefined leave it out). Children are nodes or text, never markup.
 */
export function element(tag, { data, on, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  Object.assign(node.dataset, data);
  for (const [type, listener] of Object.entries(on ?? {})) node.addEventListener(type, listener);
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

/** Says it only if it is not said already: text written anew loses what is selected of it. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Draws the content of a node when it is to look different from last time, and else leaves it to whoever presses, selects or
 * points at something in it.
 *
 * @param {HTMLElement} node
 * @param {string} look what the content depends on
 * @param {() => Array<Node | string>} content
 */
export function redraw(node, look, content) {
  if (node.look === look) return;
  node.look = look;
  node.replaceChildren(...content());
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A user's name among other text: isolated, so that its direction turns nothing else around. */
export const nameOf = (text) => element('bdi', { class: 'name' }, text);
