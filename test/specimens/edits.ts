import { type Captured, type Edit, inTurn, swap } from './captured.ts';
import { id } from './transfer.ts';

/** A right message, the one thing that is changed in it, and the rule that this breaks. */
export type Row = readonly [
  check: string,
  wrong: string,
  base: Captured,
  edit: Edit,
  /** Rules that cannot hold when this one does not, with the reason. */
  together?: Readonly<Record<string, string>>,
];

export const body = (edit: (text: string) => string): Edit => ({ body: edit });
/** Puts something right after the first text like this. */
export const after = (what: string, more: string) => swap(what, what + more);
/** Takes something out. */
export const without = (what: string | RegExp) => swap(what, '');
/** The first element of this name, with what it holds. */
export const element = (name: string) => new RegExp(`\\s*<${name}[ >/][\\s\\S]*?</${name}>`);
export const LOWER = 'abcdef00-0000-4000-8000-00000000000a';
export const SYSTEM = element('author1');
export const PERSON =
  '<author typeCode="AUT"><AgentPersonSDS classCode="AGNT"><id root="1.2.826.0.1285.0.2.0.67" extension="999000000067"/><agentPersonSDS classCode="PSN" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.65" extension="999000000065"/></agentPersonSDS><part typeCode="PART"><partSDSRole classCode="ROL"><id root="1.2.826.0.1285.0.2.1.104" extension="R8000"/></partSDSRole></part></AgentPersonSDS></author>';
export const NOPAT =
  '<confidentialityCode code="NOPAT" codeSystem="2.16.840.1.113883.4.642.3.47"/>';
export const OBSERVED =
  '<effectiveTime><center value="20250105"/></effectiveTime><availabilityTime value="20250105103000"/>';
export const REFERENCE_TO_NOTHING =
  '<eb:Reference xlink:href="cid:nowhere"><eb:Description xml:lang="en">Attachment</eb:Description></eb:Reference>';
export const DETAIL =
  '<acknowledgementDetail typeCode="ER"><code code="06" displayName="refused"/></acknowledgementDetail>';
export const NOTE_BASE64 = 'QSBzeW50aGV0aWMgbm90ZS4=';
export const GZIP_BASE64 = 'H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==';
export const noteDescription =
  /Filename="[^"]*_note\.txt" ContentType=text\/plain Compressed=No LargeAttachment=No OriginalBase64=Yes Length=24/;

/** What stands after the last boundary when a part follows it. */
export const anotherPart = (contentId: string, content = 'AAAA') =>
  `\r\nContent-Id: <${contentId}>\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}\r\n----=_MIME-Boundary--\r\n`;

/** A part more, named in the manifest. */
export const withPart = (contentId: string, description: string, content: string) =>
  inTurn(
    swap(
      '</eb:Manifest>',
      `<eb:Reference eb:id="_${id('B', 7)}" xlink:href="cid:${contentId}"><eb:Description xml:lang="en">${description}</eb:Description></eb:Reference></eb:Manifest>`,
    ),
    swap(/--\r\n$/, anotherPart(contentId, content)),
  );
export const PART_DESCRIPTION = `Filename="x.txt" ContentType=text/plain Compressed=No LargeAttachment=No OriginalBase64=Yes`;
