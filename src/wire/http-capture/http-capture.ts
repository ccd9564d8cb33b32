import type { HeaderField, Span } from '../mime/mime-package.ts';

/** An HTTP message as somebody kept it in a file: with its head, or the body alone. */
export interface HttpCapture {
  readonly kind: 'request' | 'response' | 'body';
  /** Of a request, as written. */
  readonly method: string | undefined;
  /** Of a request: the request target as written. */
  readonly path: string | undefined;
  /** Of a response. */
  readonly status: number | undefined;
  /** For example `1.1`; `undefined` for a body alone. */
  readonly version: string | undefined;
  readonly headers: readonly HeaderField[];
  /** Everything after the head, whatever Content-Length says. */
  readonly body: Span;
}

/** The first value of a header; names compare without regard to case. */
export function headerOf(headers: readonly HeaderField[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value;
}
