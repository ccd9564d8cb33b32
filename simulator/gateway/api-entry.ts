import { createHash } from 'node:crypto';
import type { NewEntry } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { HeaderList } from '../../src/platform/http-message.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from './api-message.ts';

/** Headers whose values open doors: a digest is kept, by which two can be told apart. */
const SECRET: ReadonlySet<string> = new Set([
  ...['authorization', 'proxy-authorization', 'apikey', 'x-api-key'],
  ...['cookie', 'set-cookie'],
]);
/** Of what a header that opens doors may begin with, these words open none. */
const SCHEME = /^(basic|bearer|digest|dpop|negotiate) +\S/i;
/** Tokens belong into a header; who puts them into the address has them off the record all the same. */
const TOKEN = /((?:^|&)(?:access_token|id_token|token|apikey|client_secret)=)[^&]*/gi;
/** Peers can write names and ids as long as they like. */
const LONGEST_NAME = 100;
const LONGEST_ID = 200;

/** The journal entry of one exchange with a web face: as on the wire, without its secrets. */
export function apiEntry(
  { service, prefix }: Pick<ApiMount, 'service' | 'prefix'>,
  request: ApiRequest,
  answer: ApiAnswer,
  untilAnswer: number,
): NewEntry {
  const { findings, trace, facts, recorded } = answer;
  const caller = answer.caller?.slice(0, LONGEST_NAME);
  const messageId = answer.correlationId?.slice(0, LONGEST_ID);
  const shown = recorded?.query ?? request.query.replace(TOKEN, '$1[not kept]');
  const query = shown === '' ? '' : `?${shown}`;
  const asked = bytesOf(recorded?.request ?? request.body);
  const told = bytesOf(recorded?.answer ?? answer.body);
  const how = answer.drop ? 'connection ended' : `HTTP ${answer.status}`;
  return {
    kind: 'received',
    at: request.at.toISOString(),
    service,
    summary: oneLine(
      `${answer.operation} from ${caller ?? request.peer.fqdn ?? request.peer.address}: ${how}, ${answer.result}`,
    ),
    ...(messageId ? { messageId } : {}),
    interaction: answer.operation,
    peer: request.peer,
    request: {
      method: request.method,
      path: `${prefix}${request.path}${query}`,
      headers: withoutSecrets(request.headers),
      ...(asked.length > 0 ? { body: asked } : {}),
    },
    response: {
      status: answer.status,
      headers: withoutSecrets(answer.headers, recorded?.location),
      ...(told.length > 0 ? { body: told } : {}),
    },
    timings: { untilAnswer: Math.round(untilAnswer * 100) / 100 },
    ...(findings ? { findings } : {}),
    ...(trace ? { trace } : {}),
    facts: { ...facts, result: answer.result, ...(caller ? { caller } : {}) },
  };
}

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
}

function withoutSecrets(headers: HeaderList, location?: string): HeaderList {
  return headers.map(([name, value]) => {
    if (location !== undefined && name.toLowerCase() === 'location') return [name, location];
    if (!SECRET.has(name.toLowerCase()) || value === '') return [name, value];
    const digest = createHash('sha256').update(value).digest('hex').slice(0, 12);
    const scheme = SCHEME.exec(value)?.[1];
    const shown = scheme ? `${scheme} ` : '';
    return [name, `${shown}[not kept; sha256 begins ${digest}]`];
  });
}
