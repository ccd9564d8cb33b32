import type { WritableElement } from '../../wire/xml/write-xml.ts';
import { OID } from '../oids.ts';

/** Read V2, which some systems still code in (gp2gp 2.3). */
const READ_V2 = '2.16.840.1.113883.2.1.6.2';

/** Read codes of the terms that records are made of; any other concept becomes a general one. */
const CODES: Readonly<Record<string, string>> = {
  '38341003': 'G2...',
  '44054006': 'C10F.',
  '195967001': 'H33..',
  '40930008': 'C04..',
  '49436004': 'G5730',
  '396275006': 'N05..',
  '35489007': 'E2B..',
  '90560007': 'C34..',
  '49727002': '171..',
  '25064002': '1B1G.',
  '27113001': '22A..',
  '50373000': '229..',
  '60621009': '22K..',
};
const GENERAL = '9....';

/** The same composition with its statements coded in Read alone. */
export function inReadCodes(composition: WritableElement): WritableElement {
  const recode = (node: WritableElement, coded: boolean): WritableElement => {
    const inside = coded || node.name.endsWith('Statement') || node.name === 'LinkSet';
    const code = Object.fromEntries(node.attributes);
    const isSnomed = inside && code.codeSystem === OID.snomed;
    const attributes = isSnomed
      ? node.attributes.map(([name, value]) => {
          if (name === 'code') return [name, CODES[value] ?? GENERAL] as const;
          return [name, name === 'codeSystem' ? READ_V2 : value] as const;
        })
      : node.attributes;
    const children = node.children.map((child) =>
      typeof child === 'string' || 'verbatim' in child ? child : recode(child, inside),
    );
    return { ...node, attributes, children };
  };
  return recode(composition, false);
}
