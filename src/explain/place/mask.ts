import { parseNhsNumber } from '../../domain/nhs-number.ts';

/** Attributes that say how a message is built, and nothing of a person. */
const KEPT: ReadonlySet<string> = new Set([
  ...['code', 'codeSystem', 'root', 'classCode', 'typeCode', 'moodCode', 'determinerCode', 'type'],
  ...['nullFlavor', 'inversionInd', 'negationInd', 'contextConductionInd', 'contextControlCode'],
  ...['mediaType', 'representation', 'style', 'encoding', 'version', 'updateMode', 'use'],
  ...['extension', 'assigningAuthorityName', 'unit', 'qualifier'],
]);

/** Elements whose `value` is a time of the message, not of a person. */
const MESSAGE_TIMES = /^(?:creationTime|availabilityTime|effectiveTime|low|high|center|time)$/;

/** Whether an attribute of an element says how the message is built, and nothing of a person. */
export function isStructural(attribute: string, element: string): boolean {
  return KEPT.has(attribute) || (attribute === 'value' && MESSAGE_TIMES.test(element));
}

/** What stands for what is left out. */
export const LEFT_OUT = '…';

/** Numbers of ten digits that are NHS numbers are left out, wherever they stand. */
export function withoutNumbers(text: string): string {
  return text.replace(/(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)/g, (found, a, b, c) =>
    parseNhsNumber(`${a}${b}${c}`) ? LEFT_OUT : found,
  );
}

/** A stretch of an HL7 payload without what it says of people: tags and codes stay, text and other values go. */
export function maskPayload(markup: string): string {
  const masked = markup
    .replace(/<!(?:\[CDATA\[|--).*?(?:\]\]>|-->|$)/gs, LEFT_OUT)
    // A stretch can begin in the middle of a tag, whose name is not known then.
    .replace(/^[^<]+(?=<|$)/, (start) =>
      start.trim() === '' || start === '\\uFEFF' ? start : LEFT_OUT,
    )
    .replace(/>([^<>]+)(?=<|$)/g, (whole, text: string) =>
      text.trim() === '' ? whole : `>${LEFT_OUT}`,
    )
    .replace(TAG, (_, open: string, name: string, rest: string) => {
      return `${open}${name}${attributes(name, rest)}`;
    });
  return withoutNumbers(masked);
}

const TAG = /(<\/?)([^\s<>/]+)([^<>]*)/g;

function attributes(tag: string, text: string): string {
  const local = tag.replace(/^.*:/, '');
  return text.replace(
    /([^\s=]+)(\s*=\s*)("[^"]*"?|'[^']*'?)/g,
    (found, name: string, is, value) => {
      const plain = name.replace(/^.*:/, '');
      if (name.startsWith('xmlns') || isStructural(plain, local)) return found;
      return `${name}${is}${value[0]}${LEFT_OUT}${value[0]}`;
    },
  );
}

/** A stretch of an envelope: it says nothing of people but in the names of files. */
export function maskEnvelope(markup: string): string {
  return withoutNumbers(
    markup
      .replace(/(Filename=(?:"|&quot;))((?:(?!"|&quot;).)*)/gis, `$1${LEFT_OUT}`)
      .replace(/(<(?:\w+:)?Description\b[^>]*>)(?![^<]*=)[^<]+/gi, `$1${LEFT_OUT}`),
  );
}
