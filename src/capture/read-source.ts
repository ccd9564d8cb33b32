import { headerOf } from '../wire/http-capture/http-capture.ts';
import { HttpFramer } from '../wire/http-capture/http-framer.ts';
import { readHttpCapture } from '../wire/http-capture/read-http-capture.ts';
import {
  type CapturedExchange,
  type CapturedSide,
  type CaptureReading,
  captureNote,
} from './captured-exchange.ts';
import { looksLikeAdaptorMessage, readAdaptorMessage } from './read-adaptor-message.ts';
import { looksLikeHar, readHar } from './read-har.ts';

/**
 * Reads a file of captures: HAR, a message of the MHS adaptor's queue (or an array of them), an HTTP message with or
 * without its head, a MIME body, an envelope or a payload. Never throws.
 */
export function readSource(bytes: Uint8Array): CaptureReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) return { ok: false, because: 'the file is empty' };
  const first = buffer
    .toString('latin1', 0, 4_096)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  return first.startsWith('{') || first.startsWith('[') ? readJson(buffer) : readRaw(buffer);
}

function readJson(bytes: Buffer): CaptureReading {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // Parsers quote what they stumble over, which may be of a patient.
    return { ok: false, because: `it begins as JSON and is none: ${why.replace(/".*"/s, '...')}` };
  }
  if (looksLikeHar(value)) return readHar(value);
  const messages: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (messages.length === 0 || !messages.every(looksLikeAdaptorMessage))
    return {
      ok: false,
      because:
        'JSON that is neither a HAR file (log.entries) nor a message of the MHS adaptor (ebXML, payload)',
    };
  const exchanges: CapturedExchange[] = [];
  for (const [index, message] of messages.entries()) {
    const read = readAdaptorMessage(message);
    if (!read.ok) return { ok: false, because: `message ${index + 1}: ${read.because}` };
    exchanges.push(...read.exchanges);
  }
  return { ok: true, exchanges };
}

function readRaw(bytes: Buffer): CaptureReading {
  const withStart = HEADERS_ALONE.test(bytes.toString('latin1', 0, 2_048))
    ? Buffer.concat([Buffer.from('POST / HTTP/1.1\r\n'), bytes])
    : bytes;
  const added = withStart.length - bytes.length;
  const read = readHttpCapture(withStart);
  if (!read.ok) return { ok: false, because: read.failure.message };
  const { kind, method, path, status, headers, body: span } = read.value;
  const body = withStart.subarray(span.offset, span.offset + span.length);
  if (kind === 'body') return one('request', { headers: undefined, body }, []);
  const lines = headers.map(({ name, value }) => [name, value] as const);
  const chunked = /\bchunked\b/i.test(headerOf(headers, 'transfer-encoding') ?? '');
  const whole = chunked ? (unchunked(withStart, kind) ?? body) : body;
  const findings = read.deviations
    .filter(({ code }) => code !== 'http.chunked')
    .map(({ message }) => captureNote('CAPTURE-05', message, 'HTTP head'));
  if (added > 0) {
    const told = 'the file holds headers without a request line: method and path are not known';
    return one('request', { headers: lines, body: whole }, [
      ...findings,
      captureNote('CAPTURE-05', told, 'HTTP head'),
    ]);
  }
  const side: CapturedSide =
    kind === 'request'
      ? { method: method ?? '', path: path ?? '', headers: lines, body: whole }
      : { status: status ?? 0, headers: lines, body: whole };
  return one(kind, side, findings);
}

/** Headers of MIME or HTTP, without the line that begins a message; MIME and XML begin with other characters. */
const HEADERS_ALONE = /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n/;

function one(
  side: 'request' | 'response',
  content: CapturedSide,
  findings: CapturedExchange['findings'],
): CaptureReading {
  const facts = { form: content.headers ? 'http' : 'body' };
  return { ok: true, exchanges: [{ at: undefined, [side]: content, findings, facts }] };
}

/** The body of a captured message without its chunks; `undefined` where they cannot be told apart. */
function unchunked(bytes: Buffer, kind: 'request' | 'response'): Buffer | undefined {
  const pieces: Buffer[] = [];
  for (const each of new HttpFramer(kind).push(bytes)) {
    if (each.kind === 'body') pieces.push(each.bytes);
    else if (each.kind === 'end') return each.cut ? undefined : Buffer.concat(pieces);
  }
  return undefined;
}
