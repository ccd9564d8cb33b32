import { z } from '../platform/zod.ts';
import {
  type CapturedExchange,
  type CapturedSide,
  type CaptureReading,
  captureNote,
} from './captured-exchange.ts';

const pairs = z.array(z.object({ name: z.string(), value: z.string() })).default([]);

const entry = z.object({
  startedDateTime: z.string().optional(),
  time: z.number().optional(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: pairs,
    bodySize: z.number().optional(),
    postData: z
      .object({
        mimeType: z.string().optional(),
        text: z.string().optional(),
        // Not in HAR 1.2; several recorders write it, for a body that is no text.
        encoding: z.string().optional(),
      })
      .optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: pairs,
    content: z
      .object({
        size: z.number().optional(),
        mimeType: z.string().optional(),
        text: z.string().optional(),
        encoding: z.string().optional(),
      })
      .optional(),
  }),
});

const har = z.object({ log: z.object({ entries: z.array(z.unknown()) }) });

/** Whether a value is meant to be a HAR file. */
export function looksLikeHar(value: unknown): boolean {
  return har.safeParse(value).success;
}

/**
 * Reads a HAR 1.2 value (`log.entries`). Bodies are base64 where `encoding` says so, else text as UTF-8: of a body that
 * was no text the recorder has lost bytes, which is told. An entry that is none is told, and the others are read.
 */
export function readHar(value: unknown): CaptureReading {
  const parsed = har.safeParse(value);
  if (!parsed.success) return { ok: false, because: 'it has no log.entries of a HAR file' };
  return { ok: true, exchanges: parsed.data.log.entries.map(exchangeOf) };
}

function exchangeOf(given: unknown, index: number): CapturedExchange {
  const where = `log.entries[${index}]`;
  const parsed = entry.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const why = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}`;
    return {
      at: undefined,
      request: { headers: undefined, body: Buffer.from(JSON.stringify(given) ?? '') },
      findings: [captureNote('CAPTURE-04', `no entry of a HAR file: ${why}`, where)],
      facts: { unusable: true },
    };
  }
  const { startedDateTime, time, request, response } = parsed.data;
  const { postData } = request;
  const at = startedDateTime === undefined ? Number.NaN : Date.parse(startedDateTime);
  const posted = bodyOf(postData?.text, postData?.encoding);
  const answered = bodyOf(response.content?.text, response.content?.encoding);
  const findings = [
    ...lostBytes('request', request.bodySize, posted, where),
    ...lostBytes('response', response.content?.size, answered, where),
  ];
  const answer: CapturedSide = {
    status: response.status,
    headers: headersOf(response.headers, response.content?.mimeType, answered),
    body: answered,
  };
  return {
    at: Number.isNaN(at) ? undefined : new Date(at),
    request: {
      method: request.method,
      path: pathOf(request.url),
      headers: headersOf(request.headers, postData?.mimeType, posted),
      body: posted,
    },
    // Recorders write status 0 where there was no answer.
    ...(response.status > 0 && { response: answer }),
    findings,
    facts: { form: 'har' },
    ...(time !== undefined && time >= 0 && { timings: { total: time } }),
  };
}

function bodyOf(text: string | undefined, encoding: string | undefined): Buffer {
  return Buffer.from(text ?? '', encoding?.toLowerCase() === 'base64' ? 'base64' : 'utf8');
}

/** Those of HTTP/2, whose names begin with a colon, are no header lines. */
function headersOf(
  headers: readonly { readonly name: string; readonly value: string }[],
  type: string | undefined,
  body: Buffer,
): readonly (readonly [string, string])[] {
  const lines = headers
    .filter(({ name }) => !name.startsWith(':'))
    .map(({ name, value }) => [name, value] as const);
  const typed = lines.some(([name]) => name.toLowerCase() === 'content-type');
  return typed || !type || body.length === 0 ? lines : [...lines, ['Content-Type', type]];
}

function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return `${pathname}${search}`;
  } catch {
    return url;
  }
}

function lostBytes(side: string, size: number | undefined, body: Buffer, where: string) {
  if (size === undefined || size < 0 || size === body.length) return [];
  const message = `the ${side} had ${size} bytes and ${body.length} were recorded: the recorder kept it as text, or unpacked it`;
  return [captureNote('CAPTURE-03', message, `${where}.${side}`)];
}
