/** The head of an HTTP/1 message as it passed. */
export interface FramedHead {
  /** Of a request, as written. */
  readonly method: string | undefined;
  /** Of a request: the request target as written. */
  readonly path: string | undefined;
  /** Of a response. */
  readonly status: number | undefined;
  /** `1.0` or `1.1`. */
  readonly version: string;
  /** Spelling, order and repetition as on the wire. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** How long a body is, by RFC 9112 section 6.3. */
export type BodyLength =
  | { readonly by: 'none' }
  | { readonly by: 'length'; readonly bytes: number }
  | { readonly by: 'chunks' }
  | { readonly by: 'close' }
  /** What follows is no HTTP any more: an upgrade, a tunnel. */
  | { readonly by: 'other-protocol' };

const REQUEST = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +(\S+) +HTTP\/(1\.[01]) *$/;
const STATUS = /^HTTP\/(1\.[01]) +(\d{3})(?: .*)?$/;
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:(.*)$/s;

/** Reads the lines of a head without the blank one; a text that says why when they are none. */
export function readFramedHead(
  kind: 'request' | 'response',
  [first = '', ...rest]: readonly string[],
): FramedHead | string {
  const start = kind === 'request' ? REQUEST.exec(first) : STATUS.exec(first);
  if (!start) return `no ${kind === 'request' ? 'request' : 'status'} line of HTTP/1`;
  const headers: [string, string][] = [];
  for (const line of rest) {
    const field = FIELD.exec(line);
    const before = headers.at(-1);
    if (field) headers.push([field[1] ?? '', (field[2] ?? '').trim()]);
    else if (before && /^[ \t]/.test(line)) before[1] = `${before[1]} ${line.trim()}`;
    else return 'a line of the head is no header';
  }
  const [, one = '', two = '', three = ''] = start;
  return kind === 'request'
    ? { method: one, path: two, status: undefined, version: three, headers }
    : { method: undefined, path: undefined, status: Number(two), version: one, headers };
}

/**
 * How the body that follows a head is delimited; a text that says why when that cannot be told.
 *
 * @param method of the request that a response answers
 */
export function bodyLengthOf(head: FramedHead, method: string | undefined): BodyLength | string {
  const { status, headers } = head;
  if (status !== undefined) {
    const tunnel = method === 'CONNECT' && status >= 200 && status < 300;
    if (status === 101 || tunnel) return { by: 'other-protocol' };
    if (status < 200 || status === 204 || status === 304 || method === 'HEAD')
      return { by: 'none' };
  }
  const codings = valuesOf(headers, 'transfer-encoding');
  if (codings.length > 0) {
    if (codings.at(-1)?.toLowerCase() === 'chunked') return { by: 'chunks' };
    if (status !== undefined) return { by: 'close' };
    return 'the last Transfer-Encoding of a request is not chunked';
  }
  const lengths = new Set(valuesOf(headers, 'content-length'));
  const [length] = lengths;
  if (length === undefined) return status === undefined ? { by: 'none' } : { by: 'close' };
  if (lengths.size > 1) return 'several Content-Lengths disagree';
  if (!/^\d{1,15}$/.test(length)) return 'Content-Length is no number';
  return { by: 'length', bytes: Number(length) };
}

function valuesOf(headers: FramedHead['headers'], name: string): readonly string[] {
  return headers
    .filter(([each]) => each.toLowerCase() === name)
    .flatMap(([, value]) => value.split(','))
    .map((value) => value.trim());
}
