import type { EbxmlParty } from './ebxml-message.ts';
import type { EbxmlNode } from './ebxml-node.ts';
import type { EbxmlStyle } from './ebxml-style.ts';

/** Attributes to write: prefix, local name, and a value that is left out when `undefined`. */
export type EbxmlAttributes = readonly (readonly [
  prefix: string,
  name: string,
  value: string | undefined,
])[];

/** Builds elements in the prefixes and the attribute order of one style. */
export interface EbxmlPen {
  readonly style: EbxmlStyle;
  node(
    prefix: string,
    path: string,
    attributes: EbxmlAttributes,
    content?: readonly (EbxmlNode | undefined)[] | string,
  ): EbxmlNode;
  /** An `eb` element that holds text, or nothing when there is no text. */
  leaf(path: string, text: string | undefined): EbxmlNode | undefined;
  party(path: string, party: EbxmlParty): EbxmlNode;
  /** `eb:version` and `SOAP:mustUnderstand`, which every header element has. */
  frame(version: string | undefined, mustUnderstand?: boolean): EbxmlAttributes;
}

export function penOf(style: EbxmlStyle): EbxmlPen {
  const { soapPrefix: soap, ebPrefix: eb } = style;
  const pen: EbxmlPen = {
    style,
    node(prefix, path, attributes, content = '') {
      const given: EbxmlNode['attributes'][number][] = [];
      for (const [attributePrefix, name, value] of attributes) {
        if (value !== undefined) given.push({ prefix: attributePrefix, name, value });
      }
      return {
        prefix,
        name: path.slice(path.lastIndexOf('/') + 1),
        path,
        attributes: given,
        content:
          typeof content === 'string' ? content : content.filter((child) => child !== undefined),
      };
    },
    leaf(path, text) {
      return text === undefined ? undefined : pen.node(eb, path, [], text);
    },
    party(path, { id, type }) {
      return pen.node(eb, path, [], [pen.node(eb, `${path}/PartyId`, [[eb, 'type', type]], id)]);
    },
    frame(version, mustUnderstand = true) {
      const first = [eb, 'version', version] as const;
      const second = [soap, 'mustUnderstand', mustUnderstand ? '1' : undefined] as const;
      return style.versionFirst ? [first, second] : [second, first];
    },
  };
  return pen;
}
