import { type Deviation, type Reading, readAs, unreadable } from '../reading.ts';
import { withoutBrackets } from './content-id.ts';
import { type MediaParameter, type MediaType, parseMediaType } from './media-type.ts';
import type { RelatedType } from './mime-package.ts';

/** Characters that a value without quotes must not have, RFC 2045 section 5.1. */
const TSPECIALS = /[\s()<>@,;:\\"/[\]?=]/;
const KNOWN = ['boundary', 'type', 'start', 'charset', 'start-info'] as const;

/**
 * Reads the Content-Type header of a message: RFC 2387 as ebMS 2.0 section 2.1 uses it, in any of
 * the forms of mhs 1.4. Places are within the header value.
 *
 * Failures: `mime.not-multipart`, `mime.no-boundary`, `mime.boundary-too-long`.
 * Deviations: `mime.not-related`, `mime.parameter-unquoted`, `mime.parameter-repeated`,
 * `mime.parameter-malformed`, `mime.type-missing`, `mime.start-missing`,
 * `mime.start-without-brackets`, `mime.boundary-longer-than-70`.
 */
export function readRelatedType(header: string): Reading<RelatedType> {
  const parsed = parseMediaType(header);
  const { mediaType } = parsed;
  if (!mediaType.startsWith('multipart/')) {
    const what = mediaType === '' ? 'is empty' : `is ${mediaType}, not multipart`;
    return unreadable('mime.not-multipart', `the Content-Type ${what}`);
  }
  const deviations = oddities(parsed);
  const boundary = parameterOf(parsed, 'boundary')?.value ?? '';
  if (boundary === '') {
    const message = 'the Content-Type names no boundary';
    return unreadable('mime.no-boundary', message, undefined, deviations);
  }
  if (boundary.length > MAX_BOUNDARY) {
    const message = `the boundary has ${boundary.length} characters, more than ${MAX_BOUNDARY}`;
    return unreadable('mime.boundary-too-long', message, undefined, deviations);
  }
  const start = parameterOf(parsed, 'start')?.value;
  return readAs(
    {
      mediaType,
      boundary,
      type: parameterOf(parsed, 'type')?.value,
      start: start === undefined ? undefined : withoutBrackets(start),
      charset: parameterOf(parsed, 'charset')?.value,
    },
    deviations,
  );
}

/** RFC 2046 section 5.1.1 allows 70; more is read, but not without end: it is searched for at every line. */
const MAX_BOUNDARY = 200;

function parameterOf(parsed: MediaType, name: string): MediaParameter | undefined {
  return parsed.parameters.find((parameter) => parameter.name === name);
}

function oddities(parsed: MediaType): Deviation[] {
  const found: Deviation[] = [];
  const note = (code: string, message: string, index: number): void => {
    found.push({ code, message, at: { offset: index, line: 1, column: index + 1 } });
  };
  if (parsed.mediaType !== 'multipart/related') {
    note('mime.not-related', `the Content-Type is ${parsed.mediaType}, not multipart/related`, 0);
  }
  for (const index of parsed.rubbish) {
    note('mime.parameter-malformed', 'a parameter is not of the form name="value"', index);
  }
  for (const name of KNOWN) {
    const [first, second] = parsed.parameters.filter((parameter) => parameter.name === name);
    if (second !== undefined) {
      note('mime.parameter-repeated', `${name} is given again; the first counts`, second.index);
    }
    if (first !== undefined && !first.quoted && TSPECIALS.test(first.value)) {
      note('mime.parameter-unquoted', `${name} must be quoted: ${first.value}`, first.index);
    }
  }
  const boundary = parameterOf(parsed, 'boundary');
  if (boundary !== undefined && boundary.value.length > 70) {
    note('mime.boundary-longer-than-70', 'the boundary is too long', boundary.index);
  }
  if (parameterOf(parsed, 'type') === undefined) {
    note('mime.type-missing', 'the Content-Type has no type parameter', 0);
  }
  const start = parameterOf(parsed, 'start');
  if (start === undefined) {
    note('mime.start-missing', 'the Content-Type has no start parameter', 0);
  } else if (!/^<.*>$/.test(start.value.trim())) {
    const message = `start is not in angle brackets: ${start.value}`;
    note('mime.start-without-brackets', message, start.index);
  }
  return found;
}
