import { decodePart } from '../../wire/mime/decode-part.ts';
import { readXml } from '../../wire/xml/read-xml.ts';
import { attributeOf, childElements, type XmlElement } from '../../wire/xml/xml-element.ts';
import type { CodeNote, CodeTable } from '../codes/code-note.ts';
import { HL7_REJECTIONS } from '../codes/hl7-rejections.ts';
import { PDS_HL7_CODES } from '../codes/pds-hl7-codes.ts';
import { RECORD_CODES, UNKNOWN_RECORD_CODE, WITHOUT_CODE } from '../codes/record-codes.ts';
import { locate } from '../place/locate.ts';
import type { SideView } from '../place/side-view.ts';
import type { Place } from '../problem.ts';
import type { Refused } from './refused.ts';

/** Code systems of HL7 codes, by the ends of their ids (mhs 3.12, pds-identity 1.9). */
const TABLES: Readonly<Record<string, CodeTable>> = {
  '17.32': HL7_REJECTIONS,
  '17.42': PDS_HL7_CODES,
  '17.101': RECORD_CODES,
};

/** An acknowledgement is small; a payload beyond is none. */
const MOST_BYTES = 256 * 1024;

/**
 * What an HL7 message says as a negative acknowledgement, AE or AR: each of its codes. Empty where it accepts, or is no
 * acknowledgement.
 *
 * @param told in what the message came, as `HTTP 200, `; `undefined` where it came as a message of its own
 */
export function acknowledgedAs(view: SideView, told: string | undefined): readonly Refused[] {
  const root = payloadIn(view);
  const acknowledgement = root && findBelow(root, 'acknowledgement');
  const type = acknowledgement && attributeOf(acknowledgement, '', 'typeCode');
  if (!root || !acknowledgement || (type !== 'AE' && type !== 'AR')) return [];
  const name = root.name === 'Envelope' ? 'the answer' : root.name;
  const codes = [
    ...allBelow(root, 'justifyingDetectedIssueEvent'),
    ...allBelow(acknowledgement, 'acknowledgementDetail'),
  ].flatMap((holder) => codeOf(holder) ?? []);
  const answer = told === undefined ? undefined : `${told}HL7 ${type}`;
  if (codes.length === 0) {
    const reason = `${name} says ${type} and gives no code`;
    const where = placeIn(view, root, acknowledgement);
    return [{ rule: type, note: WITHOUT_CODE, answer, reason, where }];
  }
  return distinct(codes).map(({ code, text, system, element }) => ({
    rule: code,
    note: noteOf(code, system),
    answer: answer === undefined ? undefined : `${answer} ${code}`,
    reason: `${name} says ${type} with the code ${code}${text ? `: ${text}` : ''}`,
    where: placeIn(view, root, element),
  }));
}

interface Code {
  readonly code: string;
  readonly text: string;
  readonly system: string;
  readonly element: XmlElement;
}

function codeOf(holder: XmlElement): Code | undefined {
  const [element] = childElements(holder, undefined, 'code');
  const of = (name: string) => (element && attributeOf(element, '', name)) ?? '';
  if (!element || of('code') === '') return undefined;
  return { code: of('code'), text: of('displayName'), system: of('codeSystem'), element };
}

function placeIn(view: SideView, root: XmlElement, { name, at }: XmlElement): Place {
  const { line, column, offset } = at;
  const part = view.mime ? 2 : undefined;
  return locate(view, { at: `${root.name}//${name}`, ...(part && { part }), line, column, offset })
    .place;
}

function distinct(codes: readonly Code[]): readonly Code[] {
  return codes.filter(({ code }, at) => codes.findIndex((each) => each.code === code) === at);
}

function noteOf(code: string, system: string): CodeNote {
  const table = Object.entries(TABLES).find(([end]) => system.endsWith(`.${end}`))?.[1];
  for (const each of table ? [table] : [RECORD_CODES, PDS_HL7_CODES, HL7_REJECTIONS]) {
    const padded = /^\d$/.test(code) && each === RECORD_CODES ? `0${code}` : code;
    if (Object.hasOwn(each, padded)) return each[padded] as CodeNote;
  }
  // Rejections of the transport come under whatever vocabulary.
  if (/^5\d\d$/.test(code) && HL7_REJECTIONS[code]) return HL7_REJECTIONS[code];
  if (table === PDS_HL7_CODES) return PDS_UNKNOWN;
  return UNKNOWN_RECORD_CODE;
}

/** PDS has more codes than are public; the world says which stand for those (`pds.codes`). */
const PDS_UNKNOWN: CodeNote = {
  title: 'PDS refuses the message for a reason whose code is not public',
  clause: 'pds-identity 1.9',
  expected: 'A message that PDS can carry out.',
  change: 'Do what the text says; which code stands for it is a setting of the world, pds.codes.',
};

function payloadIn({ body, mime, tree }: SideView): XmlElement | undefined {
  if (!mime) return tree?.root;
  const part = mime.parts[1];
  if (!body || !part || part.body.length > MOST_BYTES) return undefined;
  const bytes = decodePart(body, part);
  const read = bytes.ok ? readXml(bytes.value) : undefined;
  return read?.ok ? read.value : undefined;
}

function findBelow(root: XmlElement, name: string): XmlElement | undefined {
  return allBelow(root, name)[0];
}

function allBelow(root: XmlElement, name: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const waiting: XmlElement[] = [root];
  for (let at = 0; at < waiting.length; at++) {
    const element = waiting[at];
    if (!element) continue;
    if (element.name === name) found.push(element);
    for (const child of childElements(element)) waiting.push(child);
  }
  return found;
}
