import { segmentMeaning } from './segment-meaning.ts';
import type { Piece } from './view-line.ts';

const SIGN = /(\?.)|([+:'])/g;

/** A segment in pieces: its tag, values and signs, and what it says. Signs that UNA names otherwise are left plain. */
export function paintEdifact(segment: string): readonly Piece[] {
  const tag = /^[A-Z0-9]{3}/.exec(segment)?.[0] ?? '';
  const pieces: Piece[] = tag === '' ? [] : [{ kind: 'name', text: tag }];
  let from = tag.length;
  for (const { index, 1: escaped, 2: sign } of segment.matchAll(SIGN)) {
    if (index < from || (escaped === undefined && sign === undefined)) continue;
    if (index > from) pieces.push({ kind: 'value', text: segment.slice(from, index) });
    const text = escaped ?? sign ?? '';
    pieces.push({ kind: escaped ? 'value' : 'punctuation', text });
    from = index + text.length;
  }
  if (from < segment.length) pieces.push({ kind: 'value', text: segment.slice(from) });
  const meaning = segmentMeaning(segment);
  return meaning === undefined ? pieces : [...pieces, { kind: 'aside', text: `  ${meaning}` }];
}
