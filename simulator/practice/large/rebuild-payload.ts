import { type ExtractFrame, readEhrExtract } from '../../../src/gp2gp/ehr-extract.ts';
import { readXmlFacts } from '../../../src/wire/xml/read-xml-facts.ts';
import type { XmlLimits } from '../../../src/wire/xml/xml-limits.ts';
import { elementEnd, leadingElement } from './element-span.ts';

/** A payload with a skeleton in it, and what is to stand in its place (gp2gp 3.6). */
export interface PayloadToRebuild {
  readonly core: Buffer;
  readonly replacements: readonly Replacement[];
  /** What the whole may be. */
  readonly atMost: number;
}

export interface Replacement {
  /** The manifest's `eb:id` without its underscore. */
  readonly documentId: string | undefined;
  /** Decompressed. */
  readonly content: Buffer;
}

export type RebuiltPayload =
  | { readonly ok: true; readonly payload: Buffer; readonly extract: ExtractFrame }
  | { readonly ok: false; readonly why: 'content' | 'too-large'; readonly because: string };

const EXTRACT_ROOT = /^RCMR_IN03\d{4}UK\d\d$/;
/** Containers of an extract that a subtree may stand for; anything else stands for a statement. */
const CONTAINERS = new Set(['component', 'ehrComposition', 'ehrFolder']);

/**
 * Puts what came in the place of a skeleton: a whole message replaces the payload, any other element the statement
 * that carries the document's id (gp2gp 3.6). What comes out is an extract, or it is refused.
 */
export function rebuildPayload(input: PayloadToRebuild): RebuiltPayload {
  const { replacements, atMost } = input;
  let payload = input.core;
  for (const replacement of replacements) {
    const put = putIn(payload, replacement, limitsFor(atMost));
    if (typeof put === 'string') return { ok: false, why: 'content', because: put };
    payload = put;
    if (payload.length > atMost) {
      const because = `the payload grows to ${payload.length} bytes, more than ${atMost}`;
      return { ok: false, why: 'too-large', because };
    }
  }
  const extract = readEhrExtract(payload, limitsFor(atMost));
  if (extract.ok) return { ok: true, payload, extract: extract.value };
  return { ok: false, why: 'content', because: extract.failure.message };
}

/** What a whole payload may be for a reader, where one message does not bound it. */
export function limitsFor(bytes: number): Pick<XmlLimits, 'bytes' | 'nodes'> {
  return { bytes, nodes: Math.max(2_000_000, Math.ceil(bytes / 8)) };
}

/** The payload with the content in its place, or why there is none. */
function putIn(
  payload: Buffer,
  { documentId, content }: Replacement,
  limits: Partial<XmlLimits>,
): Buffer | string {
  const element = leadingElement(content);
  if (!element) return 'what stands for the skeleton is no XML element';
  if (EXTRACT_ROOT.test(element.name)) return content.subarray(element.start);
  if (!documentId) return 'the skeleton has no document id by which its place could be found';
  const start = placeOf(payload, documentId, element.name, limits);
  if (start === undefined) return `no statement of the extract carries the id ${documentId}`;
  const end = elementEnd(payload, start);
  if (end === undefined) return 'the statement that is a skeleton has no end';
  return Buffer.concat([
    payload.subarray(0, start),
    content.subarray(element.start),
    payload.subarray(end),
  ]);
}

/** Where the element begins that the content stands for. */
function placeOf(
  payload: Buffer,
  documentId: string,
  name: string,
  limits: Partial<XmlLimits>,
): number | undefined {
  const wanted = [documentId, `_${documentId}`, `cid:${documentId}`].map((id) => id.toUpperCase());
  const isMeant = CONTAINERS.has(name)
    ? (each: string) => each === name
    : (each: string) => each.endsWith('Statement');
  const open: { readonly name: string; readonly start: number }[] = [];
  let place: number | undefined;
  readXmlFacts(
    payload,
    (fact) => {
      open.length = fact.depth - 1;
      open.push({ name: fact.name, start: fact.at.offset });
      if (!fact.attributes.some(({ value }) => wanted.includes(value.trim().toUpperCase()))) {
        return undefined;
      }
      place = open.findLast((each) => isMeant(each.name))?.start;
      return 'stop';
    },
    limits,
  );
  return place;
}
