import type { HeaderField } from '../mime/mime-package.ts';
import { unfold } from '../mime/unfold.ts';
import { type Deviation, type Place, type Reading, readAs, START, unreadable } from '../reading.ts';
import { type HeadLine, splitHead } from './head-lines.ts';
import { type HttpCapture, headerOf } from './http-capture.ts';

const REQUEST = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +(\S+) +HTTP\/(\d(?:\.\d)?) *$/;
const STATUS = /^HTTP\/(\d(?:\.\d)?) +(\d{3})(?: .*)?$/;
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:(.*)$/;
/** Longer first lines begin no HTTP message worth reading; they may be a body on one line. */
const LONGEST_START = 8_192;

type StartLine = Pick<HttpCapture, 'kind' | 'method' | 'path' | 'status' | 'version'>;

/**
 * Reads a captured HTTP/1 message (RFC 9112 section 2.1): a request or response head and a body,
 * or a body alone. Lines may end in LF. The body is all that follows the head, as it is: a chunked
 * one is not put together.
 *
 * Failure: `http.head-too-large` (64 KiB).
 * Deviations: `http.no-blank-line`, `http.header-malformed`, `http.bare-line-feeds`,
 * `http.content-length-missing`, `http.content-length-malformed`, `http.content-length-repeated`,
 * `http.content-length-mismatch`, `http.chunked`.
 */
export function readHttpCapture(bytes: Uint8Array): Reading<HttpCapture> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = readStartLine(firstLine(buffer));
  if (start.kind === 'body') {
    return readAs({ ...start, headers: [], body: { offset: 0, length: bytes.length } });
  }
  const head = splitHead(buffer);
  if (head.ending === 'too-long') {
    return unreadable('http.head-too-large', 'the head of the message has more than 64 KiB');
  }
  const deviations: Deviation[] = [];
  const headers = readHeaders(head.lines.slice(1), deviations);
  const bare = head.lines.find((line) => line.bare);
  if (bare !== undefined) {
    note(deviations, 'bare-line-feeds', 'lines of the head end in LF alone', bare.at);
  }
  if (head.ending !== 'blank-line') {
    const at = { offset: head.end, line: head.lines.length + 1, column: 1 };
    note(deviations, 'no-blank-line', 'no blank line ends the head', at);
  }
  const body = { offset: head.end, length: bytes.length - head.end };
  checkLength(headers, body.length, deviations);
  return readAs({ ...start, headers, body }, deviations);
}

function firstLine(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, LONGEST_START);
  const end = text.indexOf('\n');
  return (end === -1 ? text : text.slice(0, end)).replace(/\r$/, '');
}

function readStartLine(line: string): StartLine {
  const request = REQUEST.exec(line);
  const status = STATUS.exec(line);
  return {
    kind: request !== null ? 'request' : status !== null ? 'response' : 'body',
    method: request?.[1],
    path: request?.[2],
    status: status === null ? undefined : Number(status[2]),
    version: request?.[3] ?? status?.[1],
  };
}

function readHeaders(lines: readonly HeadLine[], deviations: Deviation[]): HeaderField[] {
  const fields: { readonly name: string; readonly lines: string[] }[] = [];
  for (const { text, at } of lines) {
    const field = FIELD.exec(text);
    const before = fields.at(-1);
    if (field !== null) fields.push({ name: field[1] ?? '', lines: [field[2] ?? ''] });
    else if (/^[ \t]/.test(text) && before !== undefined) before.lines.push(text);
    else if (text !== '') {
      note(deviations, 'header-malformed', `no header line: ${text.slice(0, 60)}`, at);
    }
  }
  return fields.map((field) => ({ name: field.name, value: unfold(field.lines) }));
}

function checkLength(headers: readonly HeaderField[], length: number, found: Deviation[]): void {
  const given = headers.filter(({ name }) => name.toLowerCase() === 'content-length');
  const [first, second] = given;
  const encoding = headerOf(headers, 'transfer-encoding');
  if (encoding !== undefined && /\bchunked\b/i.test(encoding)) {
    note(found, 'chunked', 'the body is in chunks; it was left as it is');
    return;
  }
  if (second !== undefined) {
    note(found, 'content-length-repeated', 'Content-Length is given again; the first counts');
  }
  if (first === undefined) {
    if (length > 0) note(found, 'content-length-missing', 'there is a body and no Content-Length');
  } else if (!/^\d+$/.test(first.value)) {
    note(found, 'content-length-malformed', `Content-Length is no number: ${first.value}`);
  } else if (Number(first.value) !== length) {
    const message = `Content-Length is ${first.value}, the body has ${length} bytes`;
    note(found, 'content-length-mismatch', message);
  }
}

function note(found: Deviation[], code: string, message: string, at: Place = START): void {
  found.push({ code: `http.${code}`, message, at });
}
