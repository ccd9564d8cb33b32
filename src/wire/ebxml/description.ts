import type { Deviation, Place, Reading } from '../reading.ts';
import { readAs, START } from '../reading.ts';

/**
 * What the `eb:Description` of a manifest reference tells of an attachment (gp2gp.md 3.3). A pair that
 * is not written is `undefined`; a description without `Filename=` is a `bareName`.
 */
export interface AttachmentDescription {
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly compressed: boolean | undefined;
  readonly largeAttachment: boolean | undefined;
  readonly originalBase64: boolean | undefined;
  /** Bytes that the part contributes to its message, after compression and base64. */
  readonly length: number | undefined;
  readonly domainData: string | undefined;
  /** The whole text of a legacy description, which is a file name. */
  readonly bareName: string | undefined;
}

export const NO_DESCRIPTION: AttachmentDescription = {
  filename: undefined,
  contentType: undefined,
  compressed: undefined,
  largeAttachment: undefined,
  originalBase64: undefined,
  length: undefined,
  domainData: undefined,
  bareName: undefined,
};

// A key, then a quoted text (which may hold anything but a quote) or a run without white space.
const PAIR = /([A-Za-z0-9]+)\s*=\s*(?:"([^"]*)"|(\S*))/g;

/** Reads the Description grammar in any order and with any white space between the pairs. */
export function readDescription(text: string, at: Place = START): Reading<AttachmentDescription> {
  const deviations: Deviation[] = [];
  const odd = (code: string, message: string): void => {
    deviations.push({ code: `description.${code}`, message, at });
  };
  if (!/(?:^|\s)Filename\s*=/i.test(text)) {
    return readAs({ ...NO_DESCRIPTION, bareName: text.trim() });
  }
  const pairs = new Map<string, string>();
  for (const [whole, key = '', quoted, bare] of text.matchAll(PAIR)) {
    const name = key.toLowerCase();
    if (!KEYS.has(name)) odd('unknown-key', `Description has the unknown pair ${whole}`);
    else if (pairs.has(name)) odd('repeated-key', `Description repeats ${key}`);
    else pairs.set(name, quoted ?? bare ?? '');
  }
  const rest = text.replace(PAIR, '').trim();
  if (rest !== '') odd('stray-text', `Description has text outside its pairs: ${rest}`);
  const yesNo = (key: string): boolean | undefined => {
    const value = pairs.get(key.toLowerCase());
    if (value === undefined) return undefined;
    if (value !== 'Yes' && value !== 'No') odd('yes-no', `${key} is "${value}", not Yes or No`);
    return /^(yes|true|1)$/i.test(value);
  };
  const length = pairs.get('length');
  if (length !== undefined && !/^\d+$/.test(length)) odd('length', `Length is "${length}"`);
  return readAs(
    {
      filename: pairs.get('filename'),
      contentType: pairs.get('contenttype'),
      compressed: yesNo('Compressed'),
      largeAttachment: yesNo('LargeAttachment'),
      originalBase64: yesNo('OriginalBase64'),
      length: length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined,
      domainData: pairs.get('domaindata'),
      bareName: undefined,
    },
    deviations,
  );
}

const KEYS = new Set([
  'filename',
  'contenttype',
  'compressed',
  'largeattachment',
  'originalbase64',
  'length',
  'domaindata',
]);

/** Writes the pairs in the order every writer uses, one space apart (gp2gp.md 3.3). */
export function writeDescription(description: AttachmentDescription): string {
  if (description.bareName !== undefined) return description.bareName;
  const pairs: string[] = [];
  const pair = (key: string, value: string | undefined): void => {
    if (value !== undefined) pairs.push(`${key}=${value}`);
  };
  pair('Filename', quote(description.filename));
  pair('ContentType', description.contentType);
  pair('Compressed', yesOrNo(description.compressed));
  pair('LargeAttachment', yesOrNo(description.largeAttachment));
  pair('OriginalBase64', yesOrNo(description.originalBase64));
  pair('Length', description.length?.toString());
  pair('DomainData', quote(description.domainData));
  return pairs.join(' ');
}

// The grammar has no escape for a quote inside a quoted text, so an apostrophe stands in for it.
function quote(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `"${text.replaceAll('"', "'")}"`;
}

function yesOrNo(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : flag ? 'Yes' : 'No';
}
