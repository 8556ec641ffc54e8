/** Without any of these a text says nothing in Markdown; \x60 is a backtick. */
const MARKS = /[*_~\x60[\\]|^[ \t]*(?:>|[-+][ \t]|\d+[.)][ \t])/m;
/** More brackets than these are no text that somebody reads, and they are what costs time. */
const MOST_BRACKETS = 100;
/** What would be a list of nothing. */
const NOTHING_ELSE = /^(?:[-+*]|\d+[.)])?$/;
const RULES = ['fence', 'blockquote', 'list', 'emphasis', 'strikethrough', 'backticks', 'escape', 'link', 'balance_pairs', 'fragments_join'];
const DEEPEST = 20;
const SAFE = /^(?:https?:\/\/|mailto:)/i;
const ADDRESS = /:\/\/[^\s<>"[\]]+/y;
const BEHIND_IT = /[.,:;!?'*_~)\]}]+$/;
/** What one reads as an address, whatever stands for its dots. */
const LIKE_AN_ADDRESS = /:\/\/|@|[\p{L}\p{N}][.\u3002]\p{L}{2}/u;
const INVISIBLE = /[\p{Cf}\p{Mn}]/gu;
const MARK_OF = { strong: 'strong', em: 'em', s: 's' };

/** Whether a text may say something in Markdown. */
export function isMarkdown(text) {
  if (!MARKS.test(text) || text.split('[').length > MOST_BRACKETS) return false;
  return !text.split('\n').every((line) => NOTHING_ELSE.test(line.trim()));
}

/**
 * The library with what is written in messages, and nothing else: no HTML, no headings, pictures or tables. Lines and the blanks that they
 * begin with stay.
 *
 * @param {Function} markdownit markdown-it
 */
export function markdownParser(markdownit) {
  const parser = markdownit('zero', { html: false, linkify: false, maxNesting: DEEPEST }).enable(RULES);
  parser.validateLink = (address) => SAFE.test(address);
  parser.inline.ruler.push('address', wholeAddress);
  return parser;
}

/** What looks like emphasis in an address is a part of it. */
function wholeAddress(state, silent) {
  if (silent || state.src[state.pos] !== ':' || !/https?$/i.test(state.pending)) return false;
  ADDRESS.lastIndex = state.pos;
  const found = ADDRESS.exec(state.src)?.[0].replace(BEHIND_IT, '');
  if (!found) return false;
  state.pending += found;
  state.pos += found.length;
  return true;
}

/**
 * A text as a tree: strings, `{mark, pieces}` (`strong`, `em`, `s`), `{mark: 'code', text}`, `{href, pieces}`, and blocks: `{block: 'code', text}`,
 * `{block: 'quote', pieces}`, `{block: 'list', start, items}` (`start` null if it has no numbers).
 */
export function markdownTree(parser, text) {
  const lines = text.split('\n');
  const root = { pieces: [] };
  const open = [root];
  const into = () => open.at(-1);
  for (const token of parser.parse(text, {})) {
    const { type, nesting, map } = token;
    if (type === 'inline') {
      // As it was typed: the parser takes the blanks away with which a text begins.
      const source = into() === root ? lines.slice(...map).join('\n') : token.content;
      const inline = into() === root ? parser.parseInline(source, {})[0].children : token.children;
      if (into().end !== undefined) into().pieces.push('\n'.repeat(map[0] - into().end + 1));
      into().pieces.push(...inlinePieces(inline));
      into().end = map[1];
    } else if (type === 'fence') {
      put(into(), { block: 'code', text: token.content.replace(/\n$/, '') });
    } else if (nesting < 0 && type !== 'paragraph_close') {
      const done = open.pop();
      if (type !== 'list_item_close') put(into(), done);
    } else if (type === 'blockquote_open') {
      open.push({ block: 'quote', pieces: [] });
    } else if (type === 'bullet_list_open' || type === 'ordered_list_open') {
      const start = type === 'ordered_list_open' ? Number(token.attrGet('start') ?? 1) : null;
      open.push({ block: 'list', start, items: [] });
    } else if (type === 'list_item_open') {
      const pieces = [];
      into().items.push(pieces);
      open.push({ pieces });
    }
  }
  return root.pieces;
}

function put(parent, block) {
  delete block.end;
  delete parent.end;
  parent.pieces.push(block);
}

function inlinePieces(tokens) {
  const open = [[]];
  const add = (piece) => piece !== '' && open.at(-1).push(piece);
  for (const token of tokens) {
    const { type, nesting, tag, content } = token;
    if (type === 'text') add(content);
    else if (type === 'code_inline') add({ mark: 'code', text: content });
    else if (type === 'hardbreak' || type === 'softbreak') add('\n');
    else if (nesting > 0) {
      const piece = type === 'link_open' ? { href: token.attrGet('href'), pieces: [] } : { mark: MARK_OF[tag], pieces: [] };
      add(piece);
      open.push(piece.pieces);
    } else if (nesting < 0) open.pop();
    else add(content);
  }
  return open[0].map(honest);
}

/** What looks like another address than that to which it leads is none. */
function honest(piece) {
  const { href, pieces } = piece;
  if (href === undefined) return piece.pieces ? { ...piece, pieces: pieces.map(honest) } : piece;
  const label = textOf(pieces);
  if (label === href || !LIKE_AN_ADDRESS.test(label.normalize('NFKC').replace(INVISIBLE, ''))) return piece;
  return { mark: 'as-typed', pieces: [...pieces, ` (${href})`] };
}

const textOf = (pieces) => pieces.map((piece) => (typeof piece === 'string' ? piece : (piece.text ?? textOf(piece.pieces)))).join('');

/** What a tree says where there is no space for how it looks. */
export function plainText(pieces) {
  const said = ({ block, text, pieces: inner, items, start }) => {
    if (items) return `\n${items.map((item, i) => `${start === null ? '•' : `${start + i}.`} ${plainText(item).trim()}`).join('\n')}\n`;
    return block ? `\n${text ?? plainText(inner)}\n` : (text ?? plainText(inner));
  };
  return pieces.map((piece) => (typeof piece === 'string' ? piece : said(piece))).join('');
}
