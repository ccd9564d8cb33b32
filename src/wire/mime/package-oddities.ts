import { type Deviation, type Place, START } from '../reading.ts';
import { matchContentIds } from './content-id.ts';
import type { MimePart, RelatedType } from './mime-package.ts';

/** What is odd about the parts taken together: repeated ids, and a `start` that misses. */
export function packageOddities(
  type: RelatedType,
  parts: readonly MimePart[],
  places: readonly Place[],
): Deviation[] {
  const found: Deviation[] = [];
  const seen = new Set<string>();
  for (const [index, { contentId }] of parts.entries()) {
    if (contentId === undefined) continue;
    // Ids that differ only in case are one id to a reader that takes case as a tolerance.
    const key = contentId.toLowerCase();
    if (seen.has(key)) {
      const message = `the Content-ID ${contentId} is used by an earlier part`;
      const at = places[index] ?? START;
      found.push({ code: 'mime.content-id-repeated', message, at });
    }
    seen.add(key);
  }
  const { start } = type;
  if (start === undefined) return found;
  const named = parts.findIndex(
    ({ contentId }) => contentId !== undefined && matchContentIds(contentId, start) !== undefined,
  );
  if (named === 0) return found;
  const [code, message] =
    named === -1
      ? ['mime.start-unknown', `start names no part: ${start}`]
      : ['mime.start-not-first', `start names part ${named + 1}, not the first: ${start}`];
  found.push({ code, message, at: START });
  return found;
}
