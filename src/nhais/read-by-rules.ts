import type { PlacedSegment } from '../wire/edifact/edifact-segment.ts';
import type { Oddity } from './nhais-deviation.ts';
import { nameOf, type SegmentRule, textOf } from './segment-rule.ts';

/** Takes what is odd, with the segment that it lies in. */
export type Tell = (oddity: Oddity, segment: PlacedSegment | undefined) => void;

/** What the rules made of the segments, and the segments that none of them knows. */
export interface ReadByRules<T> {
  readonly value: Partial<T>;
  readonly others: readonly PlacedSegment[];
}

/**
 * Reads segments by their rules. What stands twice counts once; what is unknown is handed on; each segment is
 * written again, and told where that is not what was read.
 */
export function readByRules<T>(
  rules: readonly SegmentRule<T>[],
  segments: readonly PlacedSegment[],
  tell: Tell,
): ReadByRules<T> {
  const seen = new Set<string>();
  const others: PlacedSegment[] = [];
  let value: Partial<T> = {};
  let last = -1;
  for (const segment of segments) {
    const name = nameOf(segment);
    const index = rules.findIndex((rule) => rule.name === name);
    const rule = rules[index];
    if (!rule || seen.has(name)) {
      others.push(segment);
      tell(rule ? repeated(name) : unknown(name, segment), segment);
      continue;
    }
    seen.add(name);
    if (index < last) tell(outOfOrder(name, rules[last]?.name ?? ''), segment);
    last = Math.max(last, index);
    const part = rule.read(segment);
    tellForm(rule, part, segment, tell);
    value = { ...value, ...part };
  }
  return { value, others };
}

function tellForm<T>(
  rule: SegmentRule<T>,
  part: Partial<T>,
  segment: PlacedSegment,
  tell: Tell,
): void {
  const found = textOf(segment);
  const expected = rule.expects?.(part);
  if (expected !== undefined) {
    const message = `${rule.name} has a value that is none`;
    tell({ code: 'nhais.value', message, expected, found }, segment);
    return;
  }
  const written = rule.write(part);
  const text = written ? textOf(written) : `no ${rule.name}`;
  if (text !== found)
    tell(
      {
        code: 'nhais.form',
        message: `${rule.name} is written otherwise`,
        expected: text,
        found,
      },
      segment,
    );
}

function unknown(name: string, segment: PlacedSegment): Oddity {
  return {
    code: 'nhais.segment-unknown',
    message: `${name.slice(0, 12)} is not known here`,
    expected: 'a segment of this group',
    found: textOf(segment),
  };
}

function repeated(name: string): Oddity {
  return {
    code: 'nhais.segment-repeated',
    message: `${name} stands twice`,
    expected: 'one',
    found: 'another one',
  };
}

function outOfOrder(name: string, after: string): Oddity {
  return {
    code: 'nhais.order',
    message: `${name} comes after ${after}`,
    expected: `${name} before ${after}`,
    found: `${name} after it`,
  };
}
