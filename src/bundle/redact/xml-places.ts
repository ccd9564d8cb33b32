import { type FieldKind, kindOfField, NO_PERSON } from './field-kinds.ts';

export const HL7 = 'urn:hl7-org:v3';
export const FHIR = 'http://hl7.org/fhir';
const XHTML = 'http://www.w3.org/1999/xhtml';
const NHS_ROOT = /^2\.16\.840\.1\.113883\.2\.1\.(?:4\.1|3\.2\.4\.18\.23)(?:\.\d+)?$/;
/** Attributes whose values are codes. */
const CODES =
  /^(?:code|codeSystem|root|classCode|typeCode|moodCode|determinerCode|type|use|nullFlavor)$/;

/** An element that is open, with what those around it say of its content. */
export interface OpenElement {
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  readonly prefixes: ReadonlyMap<string, string>;
  readonly kind: FieldKind | undefined;
  readonly above: OpenElement | undefined;
  /** Whether it is an organisation, a place or a thing. */
  readonly impersonal: boolean;
  readonly inAddress: boolean;
  readonly inPage: boolean;
}

/** `name="value"`, the value with its quotes as far as they are there. */
export const ATTRIBUTE = /([^\s=<>"'/]+)(\s*=\s*)("[^"]*"?|'[^']*'?|[^\s"'>/]+)/g;

export function openElement(
  name: string,
  attributes: string,
  above: OpenElement | undefined,
): OpenElement {
  let prefixes = above?.prefixes ?? new Map<string, string>();
  if (attributes.includes('xmlns')) {
    for (const [, attribute = '', , value = ''] of attributes.matchAll(ATTRIBUTE)) {
      if (attribute !== 'xmlns' && !attribute.startsWith('xmlns:')) continue;
      prefixes = new Map([...prefixes, [attribute.slice(6), value.slice(1, -1)]]);
    }
  }
  const [prefix = '', local = ''] = name.includes(':') ? name.split(':', 2) : ['', name];
  const namespace = prefixes.get(prefix) ?? '';
  return {
    ...{ name, local, prefixes, namespace, above, kind: kindOfField(name) },
    impersonal: NO_PERSON.test(local),
    inAddress: above?.inAddress === true || local === 'addr',
    inPage: above?.inPage === true || namespace === XHTML,
  };
}

/** What a text in an element is; `known`: the document is of a kind whose other texts are nobody's. */
export function kindOfText(element: OpenElement | undefined, known: boolean): FieldKind {
  const otherwise = known ? 'known' : 'text';
  if (!element) return otherwise;
  const { local, namespace, above, kind, inAddress, inPage } = element;
  if (local === 'Description') return 'known';
  if (namespace === HL7 || namespace === '') {
    const name = local === 'name' ? element : above?.local === 'name' ? above : undefined;
    if (name) return name.above?.impersonal ? 'known' : 'name';
    if (inAddress) return 'address';
    if (namespace === HL7) return kind ?? 'text';
  }
  return inPage ? 'text' : (kind ?? otherwise);
}

/** What the value of an attribute is; `undefined` for a code, which stays. */
export function kindOfAttribute(
  attribute: string,
  value: string,
  root: string,
  { local, namespace, kind, above }: OpenElement,
): FieldKind | undefined {
  if (attribute === 'extension' && NHS_ROOT.test(root) && /^\d{10}$/.test(value)) return 'nhs';
  if (attribute === 'value' && namespace !== FHIR) {
    if (kind === 'telecom' || kind === 'birth') return kind;
  }
  if (attribute === 'value' && namespace === FHIR) {
    if (above?.kind === 'telecom') return local === 'value' ? 'telecom' : undefined;
    if (local === 'text' && /code|type|details|category/i.test(above?.local ?? '')) return 'known';
    return kind ?? 'known';
  }
  if (CODES.test(attribute)) return /\d{10}/.test(value) ? 'known' : undefined;
  return kindOfField(attribute) ?? 'known';
}
