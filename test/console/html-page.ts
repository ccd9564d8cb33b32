import assert from 'node:assert/strict';

export interface HtmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Names of the elements around it, outermost first. */
  readonly within: readonly string[];
  /** All text inside, references resolved. */
  readonly text: string;
}

const VOID = new Set(['meta', 'br', 'hr', 'input', 'col', 'link']);
const TAG = /<(\/?)([a-z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)>/y;
const ATTRIBUTE = / ([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g;
const REFERENCES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/**
 * Reads HTML as strictly as it can be read: every element is closed in its turn, every attribute quoted, and a `<` that
 * begins no tag is a failure. What passes here, a browser reads the same way.
 */
export function readPage(html: string): readonly HtmlElement[] {
  const elements: (HtmlElement & { text: string })[] = [];
  const open: (HtmlElement & { text: string })[] = [];
  const body = html.replace(/^<!DOCTYPE html>\n/, '');
  let at = 0;
  while (at < body.length) {
    const next = body.indexOf('<', at);
    const text = resolve(body.slice(at, next === -1 ? body.length : next));
    for (const element of open) element.text += text;
    if (next === -1) break;
    TAG.lastIndex = next;
    const found = TAG.exec(body);
    assert.ok(found, `no tag of ours: ${body.slice(next, next + 80)}`);
    const [whole, closing, name = '', written = ''] = found;
    if (closing) assert.equal(open.pop()?.name, name, `closed out of turn at ${next}`);
    else {
      const attributes = new Map<string, string>();
      for (const [, key = '', value = ''] of written.matchAll(ATTRIBUTE)) {
        assert.ok(!attributes.has(key), `${key} twice on ${name}`);
        attributes.set(key, resolve(value));
      }
      const element = { name, attributes, within: open.map((each) => each.name), text: '' };
      elements.push(element);
      if (!VOID.has(name)) open.push(element);
    }
    at = next + whole.length;
  }
  assert.deepEqual(open, [], 'something is left open');
  return elements;
}

function resolve(text: string): string {
  return text.replace(/&[^;]{0,8};?/g, (reference) => {
    const character = REFERENCES[reference];
    assert.ok(character !== undefined, `no reference of ours: ${reference}`);
    return character;
  });
}

/** Runs nothing of a peer, leads nowhere but into the console, and can be used by whoever cannot see it. */
export function checkPage(html: string): readonly HtmlElement[] {
  const elements = readPage(html);
  const named = (name: string) => elements.filter((element) => element.name === name);
  for (const { attributes } of elements) {
    for (const [key, value] of attributes) {
      assert.doesNotMatch(key, /^(?:on|style$|srcdoc$|formaction$)/);
      if (/^(?:href|src|action)$/.test(key))
        assert.match(value, /^(?:#|\?|\/console(?:\/|$)|\/api\/)/);
    }
  }
  assert.deepEqual(
    named('script').map(({ attributes }) => attributes.get('src')),
    ['/console/assets/console.js'],
  );
  for (const name of ['iframe', 'object', 'embed', 'img', 'base', 'style'])
    assert.equal(named(name).length, 0, name);
  assert.equal(named('h1').length, 1);
  const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    'ids twice',
  );
  for (const { attributes } of elements) {
    for (const id of (attributes.get('aria-labelledby') ?? '').split(' '))
      if (id !== '') assert.ok(ids.includes(id), `${id} labels, but is not there`);
  }
  for (const element of elements) {
    if (!['input', 'select', 'textarea'].includes(element.name)) continue;
    if (element.attributes.get('type') === 'hidden') continue;
    const labelled = element.within.includes('label') || element.attributes.has('aria-label');
    assert.ok(labelled, `${element.attributes.get('name')} has no label`);
  }
  for (const heading of named('th')) {
    assert.match(heading.attributes.get('scope') ?? '', /^(?:col|row)$/);
    assert.notEqual(heading.text.trim(), '', 'a heading of a table says nothing');
  }
  return elements;
}
