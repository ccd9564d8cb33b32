import type { Place } from '../reading.ts';

/** A segment as it is written: elements of components, released characters already plain. */
export interface EdifactSegment {
  /** `UNB`, `NAD`, `S01`. */
  readonly tag: string;
  /** After the tag. An empty element is one empty component. */
  readonly elements: readonly (readonly string[])[];
}

/** A segment with where it was read. */
export interface PlacedSegment extends EdifactSegment {
  readonly at: Place;
}

/** A component by its position, counted from 0; empty when it is not there. */
export function componentOf({ elements }: EdifactSegment, element: number, component = 0): string {
  return elements[element]?.[component] ?? '';
}
