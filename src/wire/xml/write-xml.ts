import { escapeAttribute, escapeText } from './escape-xml.ts';

/** Something to write: an element, character data, or XML that is written already. */
export type WritableNode = WritableElement | VerbatimXml | string;

export interface WritableElement {
  /** The qualified name, for example `eb:From`. */
  readonly name: string;
  /** Qualified names and values in the order of writing, namespace declarations among them. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly WritableNode[];
}

/** Well-formed XML without a declaration, copied as it is. */
export interface VerbatimXml {
  readonly verbatim: string;
}

export interface XmlStyle {
  /** `true` for `<?xml version="1.0" encoding="UTF-8"?>`; a string is written as it is. */
  readonly declaration?: boolean | string;
  /** What one level is indented by; elements that hold character data stay on one line. */
  readonly indent?: string;
  /** Between indented lines; LF when not given. */
  readonly lineEnding?: '\n' | '\r\n';
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const NAME =
  /^[A-Za-z_\u00c0-\ufffd][\w.\-\u00b7-\ufffd]*(?::[A-Za-z_\u00c0-\ufffd][\w.\-\u00b7-\ufffd]*)?$/;

/**
 * An element to write. Attributes that are `undefined` and children that are `undefined` are left
 * out, so that optional content needs no branches.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly (WritableNode | undefined)[] | string = [],
): WritableElement {
  // Answers hold hundreds of elements: no lists are made that are thrown away at once.
  const given: [string, string][] = [];
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) given.push([key, value]);
  }
  if (typeof children === 'string') return { name, attributes: given, children: [children] };
  const nodes: WritableNode[] = [];
  for (const node of children) if (node !== undefined) nodes.push(node);
  return { name, attributes: given, children: nodes };
}

/**
 * Writes a document: the same node always gives the same characters. Escapes as Canonical XML 1.0
 * section 2.3 does, and writes elements without content as empty tags.
 *
 * @throws TypeError for a name or a character that XML 1.0 does not allow: a fault of ours
 */
export function writeXml(node: WritableElement, style: XmlStyle = {}): string {
  const lineEnding = style.lineEnding ?? '\n';
  const { declaration = false, indent } = style;
  const head = declaration === true ? DECLARATION : declaration === false ? '' : declaration;
  const brk = indent === undefined ? undefined : lineEnding;
  const between = declaration === true && brk !== undefined ? brk : '';
  return head + between + writeElement(node, brk, indent ?? '');
}

/** @param brk line break and indentation of this level; `undefined` when nothing is indented */
function writeElement(node: WritableElement, brk: string | undefined, indent: string): string {
  let tag = `<${checkName(node.name)}`;
  for (const [name, value] of node.attributes) {
    tag += ` ${checkName(name)}="${escapeAttribute(value)}"`;
  }
  const inline = brk === undefined || node.children.some((child) => typeof child === 'string');
  const inner = inline ? undefined : brk + indent;
  let content = '';
  for (const child of node.children) content += (inner ?? '') + writeNode(child, inner, indent);
  if (content === '') return `${tag}/>`;
  return `${tag}>${content}${inline ? '' : brk}</${node.name}>`;
}

function writeNode(node: WritableNode, brk: string | undefined, indent: string): string {
  if (typeof node === 'string') return escapeText(node);
  return 'verbatim' in node ? node.verbatim : writeElement(node, brk, indent);
}

/** Names that were found to be good; most documents use the same few. */
const goodNames = new Set<string>();
const MOST_NAMES = 2_000;

function checkName(name: string): string {
  if (goodNames.has(name)) return name;
  if (!NAME.test(name)) throw new TypeError(`not a name of XML: ${JSON.stringify(name)}`);
  if (goodNames.size < MOST_NAMES) goodNames.add(name);
  return name;
}
