import {
  type WritableElement,
  type WritableNode,
  writeXml,
  type XmlStyle,
} from '../xml/write-xml.ts';
import { disfigure } from './disfigure.ts';
import type { EbxmlMessage } from './ebxml-message.ts';
import type { EbxmlNode } from './ebxml-node.ts';
import { defaultStyle, type EbxmlStyle } from './ebxml-style.ts';
import { ebxmlTree } from './ebxml-tree.ts';

/**
 * Writes an ebXML envelope in UTF-8. The same message and style always give the same bytes. Without a
 * style, business messages are written as the MHS adaptor writes them and signals as Spine does
 * (mhs 3.4 to 3.7); `style.defects` puts errors in on purpose.
 */
export function writeEbxml(message: EbxmlMessage, style: Partial<EbxmlStyle> = {}): Buffer {
  const chosen: EbxmlStyle = { ...defaultStyle(message), ...style };
  const root = disfigure(ebxmlTree(message, chosen), chosen.defects);
  return Buffer.from(writeXml(writable(root), layoutOf(chosen)), 'utf8');
}

function layoutOf({ xmlDeclaration, lineEnding, indent }: EbxmlStyle): XmlStyle {
  if (lineEnding === '') return { declaration: xmlDeclaration };
  return { declaration: xmlDeclaration, lineEnding, indent };
}

function writable({ prefix, name, attributes, content }: EbxmlNode): WritableElement {
  const children = typeof content === 'string' ? textNodes(content) : content.map(writable);
  return { name: qualified(prefix, name), attributes: writableAttributes(attributes), children };
}

/** Two attributes get one name when a style gives two namespaces one prefix; the last value counts. */
function writableAttributes(attributes: EbxmlNode['attributes']): WritableElement['attributes'] {
  const given: [name: string, value: string][] = [];
  for (const { prefix, name, value } of attributes) {
    const full = qualified(prefix, name);
    const earlier = given.find(([taken]) => taken === full);
    if (earlier === undefined) given.push([full, value]);
    else earlier[1] = value;
  }
  return given;
}

function textNodes(text: string): readonly WritableNode[] {
  return text === '' ? [] : [text];
}

function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}
