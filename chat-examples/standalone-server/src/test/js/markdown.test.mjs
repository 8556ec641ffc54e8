import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { isMarkdown, markdownParser, markdownTree, plainText } from '../../main/resources/web/model/markdown.js';
import { ar } from '../../main/resources/web/texts/ar.js';
import { translator } from '../../main/resources/web/texts/translator.js';
import { hasBlocks, rich } from '../../main/resources/web/view/rich.js';

// Maven takes it out of its WebJar.
const parser = markdownParser(createRequire(import.meta.url)('../../../target/classes/web/vendor/markdown-it.min.js'));
const tree = (text) => markdownTree(parser, text);

/** As it is drawn, in short. */
function shown(text, mentioned) {
  const t = translator(ar, []);
  const draw = (child) => {
    if (!child) return '';
    if (typeof child === 'string') return child;
    const { tag, look, children = [] } = child;
    if (tag === 'button' || tag === 'svg') return '';
    const { href } = look.attributes;
    return `<${tag}${href ? ` ${href}` : ''}>${children.map(draw).join('')}</${tag}>`;
  };
  return rich(t, { message: text, mentioned, tree: isMarkdown(text) ? tree(text) : undefined }, { copyText: () => {} }).map(draw).join('');
}

test('what stands out does so, one in the other, and what is escaped does not', () => {
  assert.equal(shown('a **b *c* ~~d~~** `e*f*` \\*g\\*'), 'a <strong>b <em>c</em> <s>d</s></strong> <code>e*f*</code> *g*');
  assert.equal(shown('snake_case_name a * b * c 5 < 6'), 'snake_case_name a * b * c 5 < 6');
});

test('lines, empty lines and the blanks that they begin with stay', () => {
  for (const text of ['    if (a) {\n      b();\n    }', 'a\n\n\n  b', '  *', 'a  \n b_c', '*\n-']) assert.equal(shown(text), text);
  assert.equal(shown('  a\n\n    *b*'), '  a\n\n    <em>b</em>');
});

test('a block of code keeps all of it, and ends where the text does while it is typed', () => {
  assert.equal(shown('see\n```js\n\n  a *b* <i>\n\n```\nend'), 'see<div><pre><code>\n  a *b* <i>\n</code></pre></div>end');
  assert.equal(shown('```\n\ta'), '<div><pre><code>\ta</code></pre></div>');
});

test('a block of code has a button that copies its text', () => {
  const copied = [];
  const [block] = rich(translator(ar, []), { tree: tree('```\n  a\n```') }, { copyText: (text) => copied.push(text) });
  block.children.at(-1).look.on.click();
  assert.deepEqual(copied, ['  a']);
});

test('quotes and lists have what they have in them', () => {
  assert.equal(shown('> a\n> *b*\n\nc'), '<blockquote>a\n<em>b</em></blockquote>c');
  assert.equal(shown('- a\n  - b\n- c'), '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>');
  const [list] = tree('3. a\n4. b');
  assert.deepEqual([list.start, list.items], [3, [['a'], ['b']]]);
  assert.ok(hasBlocks({ tree: [list] }) && !hasBlocks({ tree: tree('*a*') }) && !hasBlocks({}));
});

test('links lead to the web and to mail, and nowhere else', () => {
  assert.equal(shown('[a](https://a.example/) [b](mailto:b@a.example)'), '<a https://a.example/>a</a> <a mailto:b@a.example>b</a>');
  for (const address of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//a.example', '/x', '&#106;avascript:x', 'https:/x', '<javascript:x>']) {
    assert.doesNotMatch(shown(`[a](${address})`), /<a/, address);
  }
});

test('a link that looks like another address shows both', () => {
  assert.equal(shown('[https://bank.example](https://evil.example)'), '<span><a https://bank.example/>https://bank.example</a> (<a https://evil.example/>https://evil.example</a>)</span>');
  for (const label of ['www.bank.example', 'bank.example', ' **Bank.Example**/login', 'bank\u3002example', 'ba\u200bnk\uff0eexample', 'b\u00e1nk.\u00adexample']) {
    assert.match(shown(`[${label}](https://evil.example)`), /^<span>.* \(<a https:\/\/evil\.example\/?>/, label);
  }
  for (const label of ['the bank', 'wait...what', 'pi is 3.14', 'e. g. this']) {
    assert.match(shown(`[${label}](https://bank.example)`), /^<a /, label);
  }
});

test('an address in the text is a link with all that is in it', () => {
  assert.equal(shown('https://a.example/a*b*c_d_/e *e*'), '<a https://a.example/a*b*c_d_/e>https://a.example/a*b*c_d_/e</a> <em>e</em>');
});

test('who is mentioned stands out within it', () => {
  assert.equal(shown('**Hi @Bo**', [{ userId: 'bo', username: 'Bo' }]), '<strong>Hi <bdi>@Bo</bdi></strong>');
});

test('HTML, headings, pictures, tables and lines are what was typed', () => {
  for (const text of ['<img src=x onerror=alert(1)> *', '# a_', '***', '|a|\n|-|', '&lt;_', 'a\n===\n`', '[a]: https://x.example']) assert.equal(shown(text), text.replace(/https:\S+/, '<a https://x.example/>$&</a>'), text);
  assert.doesNotMatch(shown('![a](https://x.example/a.png)'), /<img/);
});

test('a text without Markdown is not read at all', () => {
  for (const text of ['Hello, you!', 'a-b 1.5', 'x > y']) assert.ok(!isMarkdown(text), text);
  for (const text of ['*a*', '- a', '1) a', 'a\n> b', '`a']) assert.ok(isMarkdown(text), text);
});

test('4,000 characters of the worst are read in a few milliseconds, or not at all', () => {
  const units = ['*', '**', '*a ', '*a**b', '_a', '[', '[](', '[a](', '![', '[[]', '`', '``a', '~~a', '>', '> ', '> - ', '- ', '- a\n', '- a\n  ', '1. ', '***a', '\\', '```\n', ':\n\t', 'http://', '<', '(', '](', '*_', '"*'];
  for (const unit of units) {
    const text = unit.repeat(4_000).slice(0, 4_000);
    const time = () => {
      const begun = performance.now();
      if (isMarkdown(text)) markdownTree(parser, text);
      return performance.now() - begun;
    };
    const best = Math.min(...Array.from({ length: 5 }, time));
    // As the slowest machine has it, busy: what took more than its length took seconds.
    assert.ok(best < 50, `${JSON.stringify(unit)}: ${best} ms`);
  }
});

test('where there is no space for marks a text is what they mark', () => {
  const plain = (text) => plainText(tree(text)).replace(/\s+/g, ' ').trim();
  assert.equal(plain('a **b *c*** `d*e*` [f](https://example.org) ~~g~~'), 'a b c d*e* f g');
  assert.equal(plain('Bring:\n- **tea**\n- milk'), 'Bring: • tea • milk');
  assert.equal(plain('3. one\n4. two'), '3. one 4. two');
  assert.equal(plain('> said\n\nso:\n```\nlet a;\n```'), 'said so: let a;');
});
