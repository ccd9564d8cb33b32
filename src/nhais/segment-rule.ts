import type { EdifactSegment } from '../wire/edifact/edifact-segment.ts';
import { writeSegment } from '../wire/edifact/write-segments.ts';

/** What one segment says of a value, both ways. */
export interface SegmentRule<T> {
  /** The tag, and the qualifier where the tag has one: `GIS`, `HEA+ACD`, `DTM+329`. */
  readonly name: string;
  read(segment: EdifactSegment): Partial<T>;
  /** `undefined` where the value has nothing to say in this segment. */
  write(value: Partial<T>): EdifactSegment | undefined;
  /** What was expected of what was read, where it is not that. */
  expects?(value: Partial<T>): string | undefined;
}

/** Tags whose first component says what they are about. */
const QUALIFIED = new Set(['NAD', 'HEA', 'DTM', 'RFF', 'LOC', 'FTX', 'PNA', 'S01', 'S02']);

export function nameOf({ tag, elements }: EdifactSegment): string {
  if (!QUALIFIED.has(tag)) return tag;
  return `${tag}+${elements[0]?.[0] ?? ''}`;
}

/** A segment of elements written with `:` between components that need no release. */
export function segmentOf(
  tag: string,
  ...elements: (readonly string[] | string)[]
): EdifactSegment {
  return { tag, elements: elements.map((each) => (typeof each === 'string' ? [each] : each)) };
}

/** The segments of a value, in the order of the rules. */
export function writeByRules<T>(
  rules: readonly SegmentRule<T>[],
  value: Partial<T>,
): EdifactSegment[] {
  return rules.flatMap((rule) => rule.write(value) ?? []);
}

export function textOf(segment: EdifactSegment): string {
  return writeSegment(segment);
}
