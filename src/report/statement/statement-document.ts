import { readXml } from '../../wire/xml/read-xml.ts';
import { element, type WritableElement, writeXml } from '../../wire/xml/write-xml.ts';
import { attributeOf, firstChild, textOf, type XmlElement } from '../../wire/xml/xml-element.ts';

const NAMESPACE = 'urn:spinebox:conformance-statement:1';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const METHODS = {
  'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'ecdsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
} as const;
const LIMITS = { bytes: 8_000_000, depth: 12, nodes: 200 } as const;

export type StatementAlgorithm = keyof typeof METHODS;

/** The attribute that names what is signed. */
export const STATEMENT_ID = 'Id';

/** What a signature says, apart from what it is over. */
export interface SignatureParts {
  readonly algorithm: StatementAlgorithm;
  /** Base64. */
  readonly digest: string;
  readonly value: string;
  /** The signer's certificate, DER in base64. */
  readonly certificate: string;
}

/** The signed statement as a document, without its signature. */
export function unsignedDocument(text: string): string {
  return writeXml(root(text));
}

/**
 * The whole document, in the one form that it has: no white space, no prefix and no attribute that could be
 * different, so that a reader can hold every byte against it.
 */
export function statementDocument(text: string, parts: SignatureParts): string {
  return `${writeXml(root(text, signature(parts)), { declaration: true })}\n`;
}

/** The signature alone, as it stands in the document. */
export function signatureElement(parts: SignatureParts): string {
  return writeXml(signature(parts));
}

/** A document in its parts, or why it is none. Nothing of it is believed by being read. */
export function readStatementDocument(
  xml: string,
):
  | { readonly ok: true; readonly text: string; readonly signature: SignatureParts }
  | { readonly ok: false; readonly why: string } {
  const wrong = (why: string) => ({ ok: false, why }) as const;
  const reading = readXml(Buffer.from(xml, 'utf8'), LIMITS);
  if (!reading.ok) return wrong(`it is no XML: ${reading.failure.message}`);
  const { name, namespace } = reading.value;
  if (name !== 'ConformanceStatement' || namespace !== NAMESPACE)
    return wrong('it is no conformance statement, or one of a later form');
  const statement = firstChild(reading.value, NAMESPACE, 'Statement');
  if (!statement) return wrong('it holds no statement');
  const parts = partsOf(reading.value);
  if (typeof parts === 'string') return wrong(parts);
  const text = textOf(statement);
  // Whatever was added, moved, doubled or written in another way shows here, also where no signature reaches.
  if (statementDocument(text, parts) !== xml)
    return wrong('it holds something that a statement does not hold, or holds it in another way');
  return { ok: true, text, signature: parts };
}

/** The signature that was made over a document, in its parts. */
export function readSignature(xml: string): SignatureParts | string {
  const reading = readXml(Buffer.from(`<r>${xml}</r>`, 'utf8'), LIMITS);
  return reading.ok ? partsOf(reading.value) : reading.failure.message;
}

function partsOf(parent: XmlElement): SignatureParts | string {
  const found = firstChild(parent, DSIG, 'Signature');
  if (!found) return 'it is not signed';
  const below = (...path: readonly string[]): XmlElement | undefined =>
    path.reduce<XmlElement | undefined>((at, step) => at && firstChild(at, DSIG, step), found);
  const method = below('SignedInfo', 'SignatureMethod');
  const uri = method && attributeOf(method, '', 'Algorithm');
  const algorithm = (Object.keys(METHODS) as StatementAlgorithm[]).find(
    (each) => METHODS[each] === uri,
  );
  if (!algorithm) return 'it is signed in a way that statements are not signed';
  const digest = base64In(below('SignedInfo', 'Reference', 'DigestValue'));
  const value = base64In(below('SignatureValue'));
  const certificate = base64In(below('KeyInfo', 'X509Data', 'X509Certificate'));
  if (!digest || !value || !certificate) return 'its signature is not whole';
  return { algorithm, digest, value, certificate };
}

/** Base64 in the one form that its bytes have. */
function base64In(element: XmlElement | undefined): string | undefined {
  const text = element && textOf(element);
  return text && Buffer.from(text, 'base64').toString('base64') === text ? text : undefined;
}

function root(text: string, signed?: WritableElement): WritableElement {
  return element('ConformanceStatement', { xmlns: NAMESPACE, [STATEMENT_ID]: 'statement' }, [
    element('Statement', {}, text),
    signed,
  ]);
}

function signature({ algorithm, digest, value, certificate }: SignatureParts): WritableElement {
  const method = (name: string, uri: string) => element(`ds:${name}`, { Algorithm: uri });
  return element('ds:Signature', { 'xmlns:ds': DSIG }, [
    element('ds:SignedInfo', {}, [
      method('CanonicalizationMethod', EXCLUSIVE),
      method('SignatureMethod', METHODS[algorithm]),
      element('ds:Reference', { URI: '#statement' }, [
        element('ds:Transforms', {}, [
          method('Transform', `${DSIG}enveloped-signature`),
          method('Transform', EXCLUSIVE),
        ]),
        method('DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha256'),
        element('ds:DigestValue', {}, digest),
      ]),
    ]),
    element('ds:SignatureValue', {}, value),
    element('ds:KeyInfo', {}, [
      element('ds:X509Data', {}, [element('ds:X509Certificate', {}, certificate)]),
    ]),
  ]);
}
