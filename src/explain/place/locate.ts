import type { Finding } from '../../domain/finding.ts';
import { decodePart } from '../../wire/mime/decode-part.ts';
import type { MimePart } from '../../wire/mime/mime-package.ts';
import { isElement, textOf, type XmlElement } from '../../wire/xml/xml-element.ts';
import type { Place } from '../problem.ts';
import { edifactExcerpt } from './edifact-excerpt.ts';
import { leafAt, lineAt, markupAt, short } from './excerpt.ts';
import { findPath } from './find-path.ts';
import { LEFT_OUT, maskEnvelope, maskPayload, withoutNumbers } from './mask.ts';
import { AS_IT_IS, type SideView } from './side-view.ts';

/** Where something stands, as far as it can be told. */
export type Spot = Pick<Finding, 'at' | 'part' | 'line' | 'column' | 'offset'>;

/** A place in the bytes, and what stands there. */
export interface Located {
  readonly place: Place;
  /** The value that stands there: of a header field, of an element of the envelope. Never of a payload. */
  readonly value?: string | undefined;
  readonly element?: XmlElement | undefined;
}

/** Finds the place of a finding in the bytes of one side. Places that are not found keep their name. Pure. */
export function locate(view: SideView, spot: Spot): Located {
  const field = fieldOf(spot.at);
  if (field !== undefined) return inHead(view, spot, field);
  if (spot.offset !== undefined || spot.line !== undefined) return atOffset(view, spot);
  const part = /^\/part\[(\d+)\]$/.exec(spot.at);
  if (part) return inPackage(view, spot, Number(part[1]));
  if (spot.at === '/' || spot.at === 'MIME') return ofPackage(view, spot);
  const told = /^ebXML line (\d+) column (\d+)$/.exec(spot.at);
  if (told)
    return atOffset(view, {
      ...spot,
      at: 'envelope',
      line: Number(told[1]),
      column: Number(told[2]),
    });
  const counted = /^body\[(\d+)\]$/.exec(spot.at);
  if (counted) return atOffset(view, { ...spot, offset: Number(counted[1]), at: '/' });
  return inTree(view, spot);
}

const HEAD =
  /^(?:HTTP Header - )?(request line|SOAPAction|Content-Type|Content-Length|Transfer-Encoding)$/;

function fieldOf(at: string): string | undefined {
  return HEAD.exec(at)?.[1];
}

function inHead({ side, http, header }: SideView, { at }: Spot, field: string): Located {
  if (field === 'request line') {
    const line = `${http.method ?? ''} ${(http.path ?? '').split('?')[0]}`.trim();
    return { place: { side, at, excerpt: short(line) || undefined }, value: line };
  }
  const value = header(field);
  if (value === undefined) return { place: { side, at } };
  return { place: { side, at, excerpt: short(`${field}: ${value}`) }, value };
}

/** A place that is told in numbers, in the part or body that `at` names. */
function atOffset(view: SideView, spot: Spot): Located {
  const { side, body, mime } = view;
  const { at, line, column } = spot;
  const ofAll = at === '/' || at === 'MIME' || !mime;
  const number = ofAll ? undefined : (spot.part ?? 1);
  const part = number === undefined ? undefined : mime?.parts[number - 1];
  const known = { side, at, part: number, line, column };
  if (!body || (number !== undefined && !part)) return { place: known };
  const bytes = part ? contentOf(body, part, at) : body;
  const inside = spot.offset ?? offsetOf(bytes, line ?? 1, column ?? 1);
  const start = part ? startOf(part, at) : 0;
  const offset = inside === undefined || start === undefined ? undefined : start + inside;
  const place: Place = { ...known, offset };
  if (inside === undefined) return { place };
  return { place: { ...place, excerpt: excerptOf(view, spot, bytes, inside, number) } };
}

function excerptOf(
  { mime, tree }: SideView,
  { at }: Spot,
  bytes: Buffer,
  inside: number,
  part: number | undefined,
): string | undefined {
  if (at === '/' || at === 'MIME') {
    if (inside >= bytes.length) return 'the end of the body';
    const text = lineAt(bytes, inside);
    // Between the parts' heads lies their content, and that may be anybody's.
    return /^(?:--|[\w-]+:\s)/.test(text) ? short(text) : undefined;
  }
  if (bytes.length === 0) return undefined;
  if (/^\/(?:interchange|message\[SMS=\d+\])$/.test(at)) return edifactExcerpt(bytes, inside);
  // Of an attachment no more is shown than the byte that is wrong.
  if (at.startsWith('/part') && part !== 1) return byteAt(bytes, inside);
  const envelope = mime ? part === 1 : tree?.root.name === 'Envelope' && !/^PDS|^query/.test(at);
  const markup = (envelope ? leafAt(bytes, inside) : undefined) ?? markupAt(bytes, inside);
  return short(envelope && mime ? maskEnvelope(markup) : maskPayload(markup));
}

function byteAt(bytes: Buffer, offset: number): string {
  const byte = bytes[offset];
  return byte === undefined ? 'the end of the part' : `0x${byte.toString(16).padStart(2, '0')}`;
}

/** Findings about a part as it travels count its bytes as they are. */
function contentOf(body: Buffer, part: MimePart, at: string): Buffer {
  const { offset, length } = part.body;
  if (at.startsWith('/part') || AS_IT_IS.has(part.transferEncoding))
    return body.subarray(offset, offset + length);
  const read = decodePart(body, part);
  return read.ok ? read.value : Buffer.alloc(0);
}

function startOf(part: MimePart, at: string): number | undefined {
  const same = at.startsWith('/part') || AS_IT_IS.has(part.transferEncoding);
  return same ? part.body.offset : undefined;
}

function offsetOf(bytes: Buffer, line: number, column: number): number | undefined {
  let begin = 0;
  for (let passed = 1; passed < line; passed++) {
    begin = bytes.indexOf(0x0a, begin) + 1;
    if (begin === 0) return undefined;
  }
  return begin + column - 1;
}

/** A part of the package: its head is what is shown, never what it holds. */
function inPackage({ side, body, mime }: SideView, { at }: Spot, number: number): Located {
  const part = mime?.parts[number - 1];
  if (!part || !body) return { place: { side, at, part: number } };
  const delimiter = `--${mime.type.boundary}`;
  const before = body.lastIndexOf(delimiter, part.body.offset);
  const line = before < 0 ? undefined : countLines(body, before);
  const head = part.headers.map(({ name, value }) => `${name}: ${fileless(value)}`).join('; ');
  return {
    place: {
      ...{ side, at, part: number, line, column: line === undefined ? undefined : 1 },
      offset: before < 0 ? part.body.offset : before,
      excerpt: short(head) || undefined,
    },
  };
}

/** Names of files can be names of people. */
function fileless(value: string): string {
  return withoutNumbers(value.replace(/((?:file)?name\*?=)("[^"]*"|[^;\s]+)/gi, `$1"${LEFT_OUT}"`));
}

function countLines(body: Buffer, until: number): number {
  let lines = 1;
  for (let at = body.indexOf(0x0a); at >= 0 && at < until; at = body.indexOf(0x0a, at + 1)) lines++;
  return lines;
}

/** The package as a whole is what its Content-Type says of it. */
function ofPackage({ side, header, body }: SideView, { at }: Spot): Located {
  const value = header('Content-Type');
  const excerpt = value === undefined ? undefined : short(`Content-Type: ${value}`);
  return { place: { side, at, ...(body ? { offset: 0 } : {}), excerpt }, value };
}

/** An element of the envelope by the path of its names; where it is missing, the one it would stand in. */
function inTree({ side, tree }: SideView, { at, part }: Spot): Located {
  const place: Place = { side, at, part };
  if (!tree) return { place };
  const steps = (at.split(',')[0] ?? at).split('/').map((step) => step.trim());
  const found = findPath(tree.root, steps);
  if (!found) return { place };
  const { element, whole } = found;
  const { offset } = element.at;
  const markup = (whole ? leafAt(tree.bytes, offset) : undefined) ?? markupAt(tree.bytes, offset);
  const envelope = tree.root.name === 'Envelope';
  return {
    element,
    place: {
      ...{ side, at, part: tree.part, line: element.at.line, column: element.at.column },
      offset: tree.start === undefined ? undefined : tree.start + offset,
      excerpt: short(envelope ? maskEnvelope(markup) : maskPayload(markup)),
    },
    value: whole && envelope ? textValue(element) : undefined,
  };
}

function textValue(element: XmlElement): string | undefined {
  if (element.name === 'Description' || element.children.some(isElement)) return undefined;
  const text = textOf(element).trim();
  return text === '' ? undefined : text;
}
