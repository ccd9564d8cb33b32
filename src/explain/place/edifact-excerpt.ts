import { LEFT_OUT } from './mask.ts';

/** Segments, with their qualifiers, that say nothing of a patient (mesh-nhais 2.5). */
const OPEN =
  /^(?:UN[ABHTZ]|BGM|NHS|RFF|GIS|HEA|S0[12]|NAD\+(?:FHS|GP|RIC|PFH|NFH)|DTM\+(?!329)\d+)(?=[+:']|$)/;

/** Characters of a segment that are looked at. */
const WINDOW = 200;

/**
 * The EDIFACT segment at a byte, without its terminator. Of a segment that may hold what is known of a patient, its
 * tag and qualifier alone.
 */
export function edifactExcerpt(bytes: Buffer, offset: number): string | undefined {
  if (offset >= bytes.length) return 'the end of the file';
  const window = bytes.toString('latin1', offset, offset + WINDOW);
  const [segment = ''] = /^(?:\?.|[^'?\r\n])*/.exec(window) ?? [];
  if (OPEN.test(segment)) return segment;
  const [, tag] = /^([A-Z][A-Z0-9]{2}(?:\+[A-Z]{3}(?![^+:]))?)/.exec(segment) ?? [];
  return tag === undefined ? undefined : `${tag}+${LEFT_OUT}`;
}
