import type { PlacedSegment } from '../wire/edifact/edifact-segment.ts';
import type { ReceiptMessage } from './interchange.ts';
import { readByRules, type Tell } from './read-by-rules.ts';
import { RECEIPT_RULES, readResults } from './receipt-segments.ts';
import { nameOf, textOf } from './segment-rule.ts';

/** A message of type RECEP, from the segments between its UNH and its UNT. */
export function readReceipt(
  sequence: number,
  segments: readonly PlacedSegment[],
  tell: Tell,
): ReceiptMessage {
  const isResult = (segment: PlacedSegment) => /^RFF\+(MIS|RIS)$/.test(nameOf(segment));
  const first = segments.findIndex(isResult);
  const end = first < 0 ? segments.length : first;
  const { value } = readByRules(RECEIPT_RULES, segments.slice(0, end), tell);
  const results = readResults(segments.slice(end).filter(isResult), tell);
  for (const segment of segments.slice(end)) {
    if (isResult(segment)) continue;
    const message = `${nameOf(segment).slice(0, 12)} comes after what the receipt refers to`;
    tell(
      { code: 'nhais.order', message, expected: 'RFF+MIS, RFF+RIS', found: textOf(segment) },
      segment,
    );
  }
  const names = new Set(segments.map(nameOf));
  for (const { name } of RECEIPT_RULES) {
    if (names.has(name)) continue;
    const message = `the receipt has no ${name}`;
    tell({ code: 'nhais.segment-missing', message, expected: name, found: 'nothing' }, undefined);
  }
  const { at = '', cipher = '', gp = '', confirmedAt } = value;
  const differs = confirmedAt !== undefined && confirmedAt !== at;
  return {
    kind: 'receipt',
    sequence,
    cipher,
    gp,
    at,
    ...(differs ? { confirmedAt } : {}),
    ...results,
  };
}
