import { arrange } from './keyed-list.js';

const SVG = 'http://www.w3.org/2000/svg';
const IN_SVG = new Set(['svg', 'path', 'circle', 'rect']);

/** What was drawn last: of a node its view and its properties, of a parent its nodes by key. */
const drawn = new WeakMap();
const looks = new WeakMap();
const contents = new WeakMap();

/**
 * How an element is to look; `draw` makes it so. A view is a value: it may be made without a document, compared and drawn again.
 *
 * @param {string} tag
 * @param {object} [props] `key` tells it from its siblings (else its place among them does), `data` goes to `data-` attributes,
 *   `on` holds listeners, `style` custom properties, and everything else is an attribute: true is one without a value, and false,
 *   null and undefined are none
 * @param {Array<View | string | false | null | undefined> | string} [children] without them the content of the element is left
 *   to whoever draws it
 */
export function view(tag, { key, data = {}, on = {}, style = {}, ...attributes } = {}, children = undefined) {
  for (const [name, value] of Object.entries(data)) attributes[`data-${name.replace(/[A-Z]/g, '-$&').toLowerCase()}`] = value;
  return { tag, key, look: { attributes, on, style }, children: children === undefined ? undefined : [children].flat() };
}

/**
 * Draws the content of an element, as far as it differs from what was drawn there last: a node that is still wanted stays, with
 * what is pressed, selected or focused in it. Nothing else may put nodes into the element.
 *
 * @param {Element} parent
 * @param {Array<View | string | false | null | undefined>} children
 */
export function draw(parent, children) {
  const before = contents.get(parent);
  const nodes = new Map();
  children.forEach((child, place) => {
    if (child == null || child === false || child === '') return;
    const key = child.key === undefined ? `${place}.${child.tag ?? ''}` : `=${child.key}`;
    const known = before?.get(key);
    const node = known && isOf(known, child) ? known : make(child);
    nodes.set(key, node);
    update(node, child);
  });
  contents.set(parent, nodes);
  arrange(parent, [...nodes.values()]);
}

/** Gives an element that was drawn some properties that are not as they were when it was drawn. */
export function dress(node, props) {
  const { look } = view('', props);
  const before = looks.get(node);
  wear(node, {
    attributes: { ...before.attributes, ...look.attributes },
    on: { ...before.on, ...look.on },
    style: { ...before.style, ...look.style },
  });
}

/** The node that was drawn into an element under a key, or undefined. */
export const nodeOf = (parent, key) => contents.get(parent)?.get(`=${key}`);

/** The element of this name within a root, of which there is one. */
export const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

let ids = 0;

/** An id that nothing else in the document has, for the attributes that name other elements. */
export function uid() {
  ids += 1;
  return `parlance-${ids}`;
}

const isText = (child) => typeof child === 'string';
const isOf = (node, child) => (isText(child) ? node.nodeType === Node.TEXT_NODE : node.localName === child.tag);

function make(child) {
  if (isText(child)) return document.createTextNode(child);
  return IN_SVG.has(child.tag) ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
}

function update(node, child) {
  if (drawn.get(node) === child) return;
  if (isText(child)) {
    // Text that is written anew loses what is selected of it.
    if (node.data !== child) node.data = child;
    return;
  }
  drawn.set(node, child);
  wear(node, child.look);
  if (child.children !== undefined) draw(node, child.children);
}

function wear(node, look) {
  const before = looks.get(node) ?? { attributes: {}, on: {}, style: {} };
  looks.set(node, look);
  forEachChange(before.attributes, look.attributes, (name, value) => {
    if (value == null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? '' : value);
  });
  forEachChange(before.style, look.style, (name, value) => {
    if (value == null) node.style.removeProperty(name);
    else node.style.setProperty(name, value);
  });
  // One listener a type for as long as the node lives: it calls what was drawn last.
  for (const type of Object.keys(look.on)) if (!before.on[type]) node.addEventListener(type, heard);
  for (const type of Object.keys(before.on)) if (!look.on[type]) node.removeEventListener(type, heard);
}

function heard(event) {
  looks.get(event.currentTarget).on[event.type](event);
}

function forEachChange(before, after, change) {
  for (const name of Object.keys(before)) if (!(name in after)) change(name, undefined);
  for (const [name, value] of Object.entries(after)) if (before[name] !== value) change(name, value);
}
