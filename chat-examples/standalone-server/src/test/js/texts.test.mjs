import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ar } from '../../main/resources/web/texts/ar.js';
import { en } from '../../main/resources/web/texts/en.js';
import { textsFor } from '../../main/resources/web/texts/languages.js';
import { translator } from '../../main/resources/web/texts/translator.js';

const WEB = new URL('../../main/resources/web/', import.meta.url);
const LANGUAGES = [en, ar];
const formsOf = (text) => (typeof text === 'string' ? [text] : Object.values(text));
const namesIn = (text) => new Set(formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));

/** The modules of a folder without their comments, as [path, source]. */
function modules(folder) {
  const files = readdirSync(new URL(folder, WEB)).filter((file) => file.endsWith('.js'));
  return files.map((file) => {
    const source = readFileSync(new URL(folder + file, WEB), 'utf8');
    return [folder + file, source.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/ .*$/gm, '')];
  });
}

test('every language says everything, with the same names in it', () => {
  for (const { language, words } of LANGUAGES) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en.words).sort(), language);
    for (const [key, text] of Object.entries(words)) {
      assert.deepEqual(typeof text, typeof en.words[key], `${language} ${key}`);
      assert.deepEqual([...namesIn(text)].sort(), [...namesIn(en.words[key])].sort(), `${language} ${key}`);
    }
  }
});

test('a text with a count has a form for each plural category of its language', () => {
  for (const { language, words } of LANGUAGES) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [key, text] of Object.entries(words)) {
      if (typeof text !== 'string') assert.deepEqual(Object.keys(text).sort(), categories, `${language} ${key}`);
    }
  }
});

test('a text that nobody says is not there', () => {
  const sources = ['', 'model/', 'view/', 'texts/'].flatMap(modules).filter(([path]) => !/texts\/(en|ar)\.js/.test(path));
  const all = sources.map(([, source]) => source).join('\n');
  const unsaid = Object.keys(en.words).filter((key) => !all.includes(`'${key}'`));
  assert.deepEqual(unsaid, []);
});

test('no text stands anywhere but among the texts', () => {
  // Keys, types of what is dragged, the name of the house, and a word of HTTP's.
  const known = new Set(['Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'Tab', 'Files', 'Parlance', 'Bearer _']);
  for (const [path, source] of ['', 'model/', 'view/'].flatMap(modules).filter(([path]) => path !== 'theme.js')) {
    const literals = [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, template]) => plain ?? template);
    const texts = literals
      .map((literal) => literal.replace(/\$\{[^}]*\}/g, '_').replace(/· Parlance/, ''))
      .filter((literal) => /(?<![\w-])\p{Lu}\p{Ll}|[\p{L}] ?[….!?](\s|$)/u.test(literal) && !known.has(literal) && !/^\.{0,2}\//.test(literal));
    assert.deepEqual(texts, [], path);
  }
});

test('the model and the texts know no document', () => {
  for (const [path, source] of ['model/', 'texts/'].flatMap(modules)) {
    assert.doesNotMatch(source, /\b(?:document|window|location|history\.\w+State|localStorage|sessionStorage|navigator)\b/, path);
    assert.doesNotMatch(source, /from '[^']*\/view\//, path);
  }
});

test('nothing looks for an element by an id but the page for its own', () => {
  for (const [path, source] of ['', 'view/'].flatMap(modules)) {
    const looked = [...source.matchAll(/getElementById\(([^)]*)\)|querySelector(?:All)?\((['"`]#[^)]*)\)/g)].map(([all]) => all);
    assert.deepEqual(looked, path === 'app.js' ? ['getElementById(NAME)'] : [], path);
    assert.doesNotMatch(source, /innerHTML|insertAdjacentHTML|\bid: ?'/, path);
  }
});

test('a count takes the form of its language, and a value may be anything', () => {
  const t = translator(en, ['en-GB']);
  assert.equal(t('newMessagesCount', { count: 1 }), '1 new message');
  assert.equal(t('newMessagesCount', { count: 1200 }), '1,200 new messages');
  const name = { tag: 'bdi' };
  assert.deepEqual(t.nodes('joined', { name }), [name, ' joined']);
  assert.equal(translator(ar)('newMessagesCount', { count: 2 }), 'رسالتان جديدتان');
  assert.throws(() => t('nonsense'), /nonsense/);
});

test('days have names as long as they are near', () => {
  const t = translator(en, []);
  const noon = new Date(2026, 4, 4, 12).getTime();
  const days = (count) => t.day(noon - count * 86_400_000, noon);
  assert.deepEqual([0, 1, 2].map(days), ['Today', 'Yesterday', 'Saturday, May 2']);
  assert.match(days(400), /2025/);
});

test('what was a while ago is that long ago, in the language, and what was long ago has a date', () => {
  const t = translator(en, []);
  const now = new Date(2026, 4, 4, 12).getTime();
  const ago = (minutes) => t.ago(now - minutes * 60_000, now);
  assert.deepEqual([0.9, 1, 59.5, 60, 23 * 60, 25 * 60, 49 * 60].map(ago), ['just now', '1 minute ago', '59 minutes ago', '1 hour ago', '23 hours ago', 'yesterday', '2 days ago']);
  assert.deepEqual([ago(-5), ago(8 * 24 * 60)], ['just now', 'Sunday, April 26']);
  assert.equal(translator(ar, ['ar-EG']).ago(now - 2 * 60_000, now), 'قبل دقيقتين');
});

test('the reader\'s first language that there is counts', () => {
  assert.equal(textsFor(['fi', 'ar-EG', 'en']), ar);
  assert.equal(textsFor(['fi']), en);
  assert.equal(textsFor([]), en);
});
