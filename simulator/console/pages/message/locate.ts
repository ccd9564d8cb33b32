import type { Problem } from '../../../../src/explain/problem.ts';
import { indexOfPath } from '../../view/index-of-path.ts';
import { indexOfPlace } from '../../view/index-of-place.ts';
import type { Content } from './content.ts';
import type { LoadedSide } from './load-side.ts';

/** Where on the page a problem lies. */
export type Spot =
  /** In a text: which one, and where it is said. */
  | { readonly kind: 'text'; readonly part: number | undefined }
  | { readonly kind: 'part'; readonly part: number }
  /** Index of the HTTP header. */
  | { readonly kind: 'header'; readonly index: number }
  /** Somewhere in the bytes of the body. */
  | { readonly kind: 'bytes'; readonly offset: number };

const PART = /^\/part\[(\d{1,6})\]$/;
/** Names of HTTP headers, also of those that are missing. */
const HEADER = /^(?:SOAPAction|request line|[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+)$/;

/** `undefined` when the problem has no place in the bytes, as a header that is missing. */
export function spotOf({ where }: Problem, side: LoadedSide): Spot | undefined {
  if (!where) return undefined;
  const { at, line, offset, part } = where;
  const index = side.http.headers.findIndex(([name]) => name.toLowerCase() === at.toLowerCase());
  if (index >= 0) return { kind: 'header', index };
  if (HEADER.test(at) || !side.body) return undefined;
  const named = Number(PART.exec(at)?.[1] ?? Number.NaN);
  const number = part ?? (Number.isNaN(named) ? undefined : named);
  if (number !== undefined && number >= 1 && number <= side.parts.length) {
    return line === undefined && PART.test(at)
      ? { kind: 'part', part: number }
      : { kind: 'text', part: number };
  }
  // Of an interchange of GP Links.
  if (line !== undefined && /^\/(?:interchange|message\[)/.test(at))
    return { kind: 'text', part: undefined };
  // Of the package itself.
  if (at.startsWith('/')) return offset === undefined ? undefined : { kind: 'bytes', offset };
  return { kind: 'text', part: side.parts.length > 0 ? 1 : undefined };
}

/** Index in the text that is shown; `undefined` when the place cannot be told. */
export function indexIn({ text, kind }: Content, { where }: Problem): number | undefined {
  if (!where || text === '') return undefined;
  const { at, line, column } = where;
  // JSON and forms are shown with other lines than they came with.
  if (line !== undefined && (kind === 'xml' || kind === 'text' || kind === 'edifact'))
    return indexOfPlace(text, line, column);
  return kind === 'xml' ? indexOfPath(text, at) : undefined;
}
