import { examineMessage } from '../checks/examine-message.ts';
import type { HttpFacts } from '../checks/inbound-message.ts';
import { forwardReliable, type ReadMessage, readForExamination } from '../checks/read-message.ts';
import type { Finding } from '../domain/finding.ts';
import { type NamedMessage, namesIn } from './named-message.ts';
import { inItsOwnTime } from './own-time.ts';

/** One side of an HTTP exchange between two systems, for examination. */
export interface SideToExamine {
  readonly side: 'request' | 'response';
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  /** `undefined` where there was no head: what the body is, is seen from its first bytes. */
  readonly headers: readonly (readonly [name: string, value: string])[] | undefined;
  readonly body: Uint8Array;
  /** The time by which it is judged; a message's own time where nobody knows when it passed. */
  readonly at: Date | undefined;
}

/** What a side is: a message that the checks know, nothing at all, something else, or nothing that can be read. */
export type SideForm = 'message' | 'empty' | 'other' | 'unreadable';

export interface ExaminedSide {
  readonly form: SideForm;
  readonly names: NamedMessage;
  readonly findings: readonly Finding[];
  /** `undefined` for a side that the checks do not know. */
  readonly read: ReadMessage | undefined;
}

/** Rules of what Spine is asked: its own synchronous answers leave the addressee empty (mhs 2.3, 3.9). */
const OF_REQUESTS = /^SYNC-/;

/** Content types that a message of the checks may have. */
const MESSAGE_TYPE = /^\s*(?:multipart\/|(?:text|application)\/(?:[\w.-]+\+)?xml\b)/i;

/** Reads and examines one side with all checks that need no directory. Never throws. */
export function examineSide(given: SideToExamine): ExaminedSide {
  const { side, body, at } = given;
  const contentType = header(given, 'content-type');
  if (body.length === 0) return { form: 'empty', names: {}, findings: [], read: undefined };
  if (!mayBeMessage(contentType, body, given.headers === undefined))
    return { form: 'other', names: {}, findings: [], read: undefined };
  const raw = readForExamination({
    contentType,
    body,
    http: side === 'request' ? httpFactsOf(given, contentType) : undefined,
    directory: forwardReliable,
    now: at ?? new Date(0),
  });
  const read = at ? raw : inItsOwnTime(raw);
  const found = examineMessage(read);
  const findings =
    side === 'request'
      ? found
      : found.filter(({ check }) => !OF_REQUESTS.test(check)).map((each) => ({ ...each, side }));
  const names = namesIn(read, body);
  // Of a SOAP fault the checks know nothing, and it can be read all the same.
  const form =
    names !== undefined ? 'message' : read.unreadable.length > 0 ? 'unreadable' : 'other';
  return { form, names: names ?? {}, findings, read };
}

function mayBeMessage(type: string | undefined, body: Uint8Array, alone: boolean): boolean {
  if (type !== undefined && MESSAGE_TYPE.test(type)) return true;
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 512));
  const looksLikeIt = /^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<[\w-]+:?[\w-]*[\s>/]|--)/.test(
    start.toString('latin1'),
  );
  const html = /^\s*<(?:!doctype )?html\b/i.test(start.toString('latin1'));
  // Somebody put it among captured messages: that it cannot be read is worth telling.
  return (looksLikeIt && !html) || (alone && type === undefined);
}

function httpFactsOf(given: SideToExamine, contentType: string | undefined): HttpFacts | undefined {
  if (given.method === undefined) return undefined;
  const length = header(given, 'content-length');
  return {
    method: given.method,
    path: given.path ?? '',
    soapAction: header(given, 'soapaction'),
    contentType,
    contentLength: length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined,
    chunked: header(given, 'transfer-encoding') !== undefined,
  };
}

function header({ headers = [] }: SideToExamine, name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}
