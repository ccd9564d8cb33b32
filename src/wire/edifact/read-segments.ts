import { type Place, START } from '../reading.ts';
import type { EdifactDeviation } from './edifact-deviation.ts';
import { DEFAULT_EDIFACT_LIMITS, type EdifactLimits } from './edifact-limits.ts';
import type { PlacedSegment } from './edifact-segment.ts';
import { areDistinct, DEFAULT_SIGNS, readAdvice } from './edifact-signs.ts';
import { DEFAULT_EDIFACT_STYLE, type EdifactStyle, type SegmentNewline } from './edifact-style.ts';
import { SegmentScanner } from './segment-scanner.ts';

/** A file in its segments. */
export interface EdifactFile {
  readonly segments: readonly PlacedSegment[];
  /** As it was written: what is written again in it is equal, where nothing deviates. */
  readonly style: EdifactStyle;
}

export type EdifactReading =
  | {
      readonly ok: true;
      readonly value: EdifactFile;
      readonly deviations: readonly EdifactDeviation[];
    }
  | {
      readonly ok: false;
      readonly failure: EdifactDeviation;
      readonly deviations: readonly EdifactDeviation[];
    };

/** The character of UNA that is kept for later use. */
const RESERVED = 7;

/**
 * Reads the segments of an EDIFACT file (ISO 9735 syntax version 2), byte by byte as ISO 8859-1. Newlines between
 * segments mean nothing. Never throws; reads nothing of a file that is larger than the limits.
 */
export function readSegments(
  bytes: Uint8Array,
  limits: EdifactLimits = DEFAULT_EDIFACT_LIMITS,
): EdifactReading {
  if (bytes.length > limits.bytes)
    return refused('edifact.too-large', `${limits.bytes} bytes at most`, `${bytes.length} bytes`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const advice = readAdvice(text);
  const signs = advice ?? DEFAULT_SIGNS;
  if (!areDistinct(signs))
    return refused('edifact.advice', 'UNA with four different signs', text.slice(0, 9));

  const scanner = new SegmentScanner(text, signs, advice ? 9 : 0);
  if (advice && text[RESERVED] !== ' ')
    scanner.note(
      'edifact.advice',
      'UNA with a sign where none is',
      'a blank',
      text[RESERVED] ?? '',
    );
  const segments: PlacedSegment[] = [];
  const newlines = new Set<SegmentNewline>();
  let before = scanner.gap();
  if (advice && !scanner.isAtEnd) newlines.add(newlineOf(before));
  let finalTerminator = true;
  while (!scanner.isAtEnd) {
    const at = scanner.place;
    const { segment, end, endedAt } = scanner.segment(limits.components);
    if (end === 'too-many-components')
      return refused(
        'edifact.too-many-components',
        `${limits.components} components a segment at most`,
        'more',
        at,
        scanner.deviations,
      );
    if (segments.length >= limits.segments)
      return refused(
        'edifact.too-many-segments',
        `${limits.segments} segments at most`,
        'more',
        at,
        scanner.deviations,
      );
    if (segment) segments.push(segment);
    else scanner.note('edifact.empty-segment', 'a terminator alone', 'a segment', 'nothing', at);
    if (end !== 'terminator') missing(scanner, end, endedAt);
    finalTerminator = end !== 'end';
    before = end === 'terminator' ? scanner.gap() : '';
    if (!scanner.isAtEnd && end === 'terminator') newlines.add(newlineOf(before));
  }
  if (segments.length === 0)
    return refused('edifact.empty', 'segments', 'nothing', START, scanner.deviations);
  if (newlines.size > 1)
    scanner.note('edifact.newlines', 'newlines of several forms', 'one form', [...newlines].join());
  const [newline = endingOf(text) ?? DEFAULT_EDIFACT_STYLE.newline] = newlines;
  const finalNewline = /[\r\n]$/.test(text);
  const style = { newline, finalNewline, finalTerminator, signs, advice: advice !== undefined };
  return { ok: true, value: { segments, style }, deviations: scanner.deviations };
}

function missing(scanner: SegmentScanner, end: 'newline' | 'end', at: Place): void {
  const isLast = end === 'end';
  scanner.note(
    isLast ? 'edifact.final-terminator' : 'edifact.terminator',
    `${isLast ? 'the last' : 'a'} segment without its terminator`,
    "'",
    isLast ? 'the end' : 'newline',
    at,
  );
}

function newlineOf(between: string): SegmentNewline {
  if (between === '') return 'none';
  return between.includes('\r') ? 'crlf' : 'lf';
}

/** Of a file of one segment, whose newline stands at the end alone. */
function endingOf(text: string): SegmentNewline | undefined {
  const ending = /[\r\n]+$/.exec(text)?.[0];
  return ending === undefined ? undefined : newlineOf(ending);
}

function refused(
  code: string,
  expected: string,
  found: string,
  at: Place = START,
  deviations: readonly EdifactDeviation[] = [],
): EdifactReading {
  const message = `not taken: ${expected}`;
  return { ok: false, failure: { code, message, at, expected, found }, deviations };
}
