import type { MimePart } from '../../../../src/wire/mime/mime-package.ts';
import { type ContentKind, contentKind } from '../../view/content-kind.ts';
import { decodeText } from '../../view/decode-text.ts';
import { MOST_IN_MEMORY } from './body-bytes.ts';
import { decodedPart } from './decoded-part.ts';
import { fileNameOf, type LoadedSide, type SideName } from './load-side.ts';

/** Bytes to be shown: a part, or a body without parts. */
export interface Content {
  /** `request-2`, `response-body`: names it in addresses and anchors. */
  readonly id: string;
  readonly side: SideName;
  /** Counted from 1; `undefined` for a body without parts. */
  readonly part: number | undefined;
  readonly title: string;
  readonly kind: ContentKind;
  readonly bytes: Buffer;
  /** As it is shown: JSON with an element a line, all else as it came. Empty for binary content. */
  readonly text: string;
  /** Whether only its beginning is here. */
  readonly cut: boolean;
}

/** JSON beyond is shown as it came. */
const MOST_JSON = 1_048_576;

export async function contentOf(
  side: LoadedSide,
  number: number | undefined,
): Promise<Content | undefined> {
  const { body, name, mediaType } = side;
  if (!body) return undefined;
  if (number === undefined) {
    const bytes = await body.read(0, Math.min(body.length, MOST_IN_MEMORY));
    const kind = contentKind(bytes, mediaType);
    const title = side.envelope ? 'Envelope' : 'Body';
    const common = { id: `${name}-body`, side: name, part: undefined, title };
    return {
      ...common,
      kind,
      bytes,
      text: shownText(kind, bytes),
      cut: body.length > bytes.length,
    };
  }
  const part = side.parts[number - 1];
  if (!part) return undefined;
  const { bytes, cut } = await decodedPart(body, part);
  const kind = contentKind(bytes, part.mediaType);
  const common = { id: `${name}-${number}`, side: name, part: number };
  return {
    ...common,
    title: titleOf(side, part, number),
    kind,
    bytes,
    text: shownText(kind, bytes),
    cut,
  };
}

/** What a part is, in a word or by its name. */
export function titleOf(side: LoadedSide, part: MimePart, number: number): string {
  if (number === 1) return side.envelope ? 'Envelope' : 'First part';
  const name = fileNameOf(side, part);
  if (number === 2 && name === undefined) return 'Payload';
  return name ?? `Part ${number}`;
}

/** Bytes as the text that is shown: JSON with an element a line, forms with a field a line. */
export function shownText(kind: ContentKind, bytes: Buffer): string {
  if (kind === 'binary' || kind === 'nothing') return '';
  const text = decodeText(bytes);
  if (kind === 'json' && bytes.length <= MOST_JSON) return prettyJson(text);
  if (kind === 'form') return prettyForm(text);
  return text;
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function prettyForm(text: string): string {
  return [...new URLSearchParams(text)].map(([name, value]) => `${name} = ${value}`).join('\n');
}
