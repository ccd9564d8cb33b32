import { legible } from '../../wire/xml/escape-xml.ts';

/** HTML that was written here. Nothing else passes for it: every other text is escaped. */
export class Markup {
  readonly #html: string;

  constructor(html: string, key: typeof KEY) {
    if (key !== KEY) throw new TypeError('only `h` writes HTML');
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
}

const KEY = Symbol('markup');

export type Child = Markup | string | number | undefined | false | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const EMPTY_ELEMENTS = new Set(['meta', 'br', 'hr', 'input', 'col']);
const NAME = /^[a-z][a-z0-9]*(?:-[a-z]+)*$/;
/** Attributes that could load, run or restyle something. */
const UNSAFE = /^(?:on|style$|src|action$|formaction$|background$|poster$)/;
/** An anchor of the page, or a file beside it. */
const SAFE_HREF = /^(?:#.*|[\w][\w.-]*)$/;
/** Characters by which a text could be shown in another order than it has. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * An element. Texts are escaped, what HTML cannot show becomes U+FFFD; attributes that are `undefined` or `false`
 * are left out, `true` stands alone.
 *
 * @throws TypeError for an attribute that could run or load something: a fault of ours
 */
export function h(
  name: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): Markup {
  if (!NAME.test(name)) throw new TypeError(`not an element: ${name}`);
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (!NAME.test(key) || UNSAFE.test(key)) throw new TypeError(`not an attribute: ${key}`);
    if (key === 'href' && !SAFE_HREF.test(String(value)))
      throw new TypeError(`leads away from the report: ${value}`);
    tag += value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
  }
  if (EMPTY_ELEMENTS.has(name)) return new Markup(`${tag}>`, KEY);
  return new Markup(`${tag}>${write(children)}</${name}>`, KEY);
}

/** A style sheet or script of ours, as it is. Never with a text of somebody else in it. */
export function ownText(name: 'style' | 'script', text: string): Markup {
  return new Markup(`<${name}>${text}</${name}>`, KEY);
}

/** The whole page. */
export function htmlDocument(head: readonly Child[], body: readonly Child[]): string {
  return `<!DOCTYPE html>\n${h('html', { lang: 'en' }, h('head', {}, head), '\n', h('body', {}, body))}\n`;
}

function write(children: readonly Child[]): string {
  let text = '';
  for (const child of children) {
    if (child === undefined || child === false) continue;
    if (child instanceof Markup) text += child.toString();
    else if (typeof child === 'string') text += escapeHtml(child);
    else if (typeof child === 'number') text += String(child);
    else text += write(child);
  }
  return text;
}

const PLAIN = /^[ !#-%(-;=?-~]*$/;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  if (PLAIN.test(text)) return text;
  return legible(text)
    .replace(TURNING, '\ufffd')
    .replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character);
}
