import { legible } from '../xml/escape-xml.ts';

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

/** Writes an element, as its page allows. */
export type ElementWriter = (
  name: string,
  attributes?: Attributes,
  ...children: readonly Child[]
) => Markup;

const EMPTY_ELEMENTS = new Set(['meta', 'br', 'hr', 'input', 'col', 'link']);
/** Names of HTML and SVG: `linearGradient`, `viewBox`, `aria-label`. */
const NAME = /^[a-z][a-zA-Z0-9]*(?:-[a-z0-9]+)*$/;
/** Attributes that could run or restyle something, wherever they stand. */
const NEVER = /^(?:on|style$|srcdoc$|srcset$|formaction$|background$|poster$|ping$)/;
/** Attributes that lead somewhere: their values are held to what the page allows. */
const LEADING = new Set(['href', 'src', 'action']);
/** Elements that hold or load what is not ours. */
const FOREIGN = new Set(['iframe', 'object', 'embed', 'base', 'foreignObject', 'portal']);
/** Characters by which a text could be shown in another order than it has. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * How elements of a kind of page are written. Texts are escaped, what HTML cannot show becomes U+FFFD; attributes that
 * are `undefined` or `false` are left out, `true` stands alone. What is written throws a TypeError, a fault of ours, for
 * an attribute that could run something, or that leads where `allowed` does not let it.
 *
 * @param allowed by the name of the attribute (`href`, `src`, `action`) where it may lead; one not named is refused
 */
export function elementWriter(allowed: Readonly<Record<string, RegExp>>): ElementWriter {
  return (name, attributes = {}, ...children) => {
    if (!NAME.test(name) || FOREIGN.has(name)) throw new TypeError(`not an element: ${name}`);
    let tag = `<${name}`;
    for (const [key, value] of Object.entries(attributes)) {
      if (value === undefined || value === false) continue;
      if (!NAME.test(key) || NEVER.test(key)) throw new TypeError(`not an attribute: ${key}`);
      if (LEADING.has(key) && !allowed[key]?.test(String(value)))
        throw new TypeError(`leads away from the page: ${key} ${value}`);
      tag += value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`;
    }
    if (EMPTY_ELEMENTS.has(name)) return new Markup(`${tag}>`, KEY);
    return new Markup(`${tag}>${write(children)}</${name}>`, KEY);
  };
}

/** Elements of a report: it leads to its own anchors and to files beside it, and loads nothing. */
export const h: ElementWriter = elementWriter({ href: /^(?:#.*|[\w][\w.-]*)$/ });

/** A style sheet or script of ours, as it is. Never with a text of somebody else in it. */
export function ownText(name: 'style' | 'script', text: string): Markup {
  return new Markup(`<${name}>${text}</${name}>`, KEY);
}

/** The whole page. */
export function htmlDocument(head: readonly Child[], body: readonly Child[]): string {
  return `<!DOCTYPE html>\n${h('html', { lang: 'en' }, h('head', {}, head), '\n', h('body', {}, body))}\n`;
}

/** A piece of a page. */
export function htmlFragment(...children: readonly Child[]): string {
  return write(children);
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
