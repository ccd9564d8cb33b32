import { element, type WritableElement, writeXml, type XmlStyle } from '../xml/write-xml.ts';
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
  return element(
    qualified(prefix, name),
    Object.fromEntries(attributes.map((a) => [qualified(a.prefix, a.name), a.value])),
    typeof content === 'string' ? (content === '' ? [] : content) : content.map(writable),
  );
}

function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}
