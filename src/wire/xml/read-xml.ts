import { type Reading, readAs } from '../reading.ts';
import { walkXml } from './walk-xml.ts';
import type { XmlElement, XmlNode } from './xml-element.ts';
import { DEFAULT_XML_LIMITS, type XmlLimits } from './xml-limits.ts';

interface GrowingElement extends XmlElement {
  readonly children: XmlNode[];
}

/**
 * Reads a whole document into a tree: XML 1.0 with namespaces, and no DOCTYPE.
 *
 * Failures: `xml.not-well-formed`, `xml.doctype`, `xml.encoding`, `xml.too-large`, `xml.too-deep`,
 * `xml.too-many-attributes`, `xml.too-many-nodes`.
 * Deviations: `xml.byte-order-mark`, `xml.space-before-declaration`, `xml.encoding`,
 * `xml.invalid-utf8` (the first such byte only), `xml.version`, `xml.unbound-prefix`.
 */
export function readXml(bytes: Uint8Array, limits?: Partial<XmlLimits>): Reading<XmlElement> {
  let root: XmlElement | undefined;
  const open: GrowingElement[] = [];
  let parent: GrowingElement | undefined;
  const walked = walkXml(
    bytes,
    { ...DEFAULT_XML_LIMITS, ...limits },
    {
      open(opening) {
        const { prefix, name, namespace, attributes, at } = opening;
        const element: GrowingElement = { prefix, name, namespace, attributes, children: [], at };
        if (parent === undefined) root = element;
        else parent.children.push(element);
        open.push(element);
        parent = element;
        return undefined;
      },
      close() {
        open.pop();
        parent = open.at(-1);
      },
      text(text) {
        if (parent === undefined) return;
        const { children } = parent;
        const before = children.at(-1);
        if (typeof before === 'string') children[children.length - 1] = before + text;
        else children.push(text);
      },
    },
  );
  if (!walked.ok) return walked;
  if (root === undefined) throw new TypeError('the parser accepted a document without a root');
  return readAs(root, walked.deviations);
}
