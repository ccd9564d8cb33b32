import type { Deviation, Place } from '../reading.ts';
import { withoutBrackets } from './content-id.ts';
import { parseMediaType } from './media-type.ts';
import type { HeaderField, MimePart, Span } from './mime-package.ts';

/** A header of a part with the place where its line begins. */
export interface PlacedField extends HeaderField {
  readonly at: Place;
  /** Whether white space followed the colon. */
  readonly spaced: boolean;
}

const TRANSFER_ENCODINGS = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable']);

/** Reads what a part says about itself. `at` is where the part begins. */
export function describePart(
  fields: readonly PlacedField[],
  body: Span,
  at: Place,
  deviations: Deviation[],
): MimePart {
  for (const field of fields) {
    if (field.spaced || field.value === '') continue;
    const message = `no space follows the colon of ${field.name}`;
    deviations.push({ code: 'mime.header-without-space', message, at: field.at });
  }
  const type = fieldOf(fields, 'content-type', deviations);
  if (type === undefined) {
    const message = 'a part has no Content-Type';
    deviations.push({ code: 'mime.content-type-missing', message, at });
  }
  const parsed = parseMediaType(type?.value ?? 'text/plain');
  const encoding = fieldOf(fields, 'content-transfer-encoding', deviations);
  const transferEncoding = (encoding?.value ?? '7bit').trim().toLowerCase();
  if (encoding !== undefined && !TRANSFER_ENCODINGS.has(transferEncoding)) {
    const message = `the transfer encoding "${encoding.value}" is not known`;
    deviations.push({ code: 'mime.transfer-encoding-unknown', message, at: encoding.at });
  }
  return {
    headers: fields.map(({ name, value }) => ({ name, value })),
    contentId: readContentId(fields, at, deviations),
    mediaType: parsed.mediaType,
    charset: parsed.parameters.find(({ name }) => name === 'charset')?.value,
    transferEncoding,
    body,
  };
}

function readContentId(
  fields: readonly PlacedField[],
  at: Place,
  deviations: Deviation[],
): string | undefined {
  const field = fieldOf(fields, 'content-id', deviations);
  const id = withoutBrackets(field?.value ?? '');
  if (field === undefined || id === '') {
    const message = 'a part has no Content-ID';
    deviations.push({ code: 'mime.content-id-missing', message, at: field?.at ?? at });
    return undefined;
  }
  if (id === field.value.trim()) {
    const message = `the Content-ID is not in angle brackets: ${id}`;
    deviations.push({ code: 'mime.content-id-without-brackets', message, at: field.at });
  }
  return id;
}

function fieldOf(
  fields: readonly PlacedField[],
  name: string,
  deviations: Deviation[],
): PlacedField | undefined {
  let first: PlacedField | undefined;
  let second: PlacedField | undefined;
  for (const field of fields) {
    if (field.name.length !== name.length || field.name.toLowerCase() !== name) continue;
    if (first === undefined) first = field;
    else second ??= field;
  }
  if (second !== undefined) {
    const message = `${second.name} is given again in one part; the first counts`;
    deviations.push({ code: 'mime.header-repeated', message, at: second.at });
  }
  return first;
}
