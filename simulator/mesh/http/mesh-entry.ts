import { createHash } from 'node:crypto';
import type { BodySource, HttpSide, NewEntry, TraceStep } from '../../../src/journal/entry.ts';
import { oneLine } from '../../../src/journal/one-line.ts';
import type { HeaderList } from '../../../src/platform/http-message.ts';
import type { Answer } from '../answer/answer.ts';
import type { Asked } from './asked.ts';

export interface Exchange {
  readonly method: string;
  /** As on the wire, with its query. */
  readonly target: string;
  readonly operation: string;
  readonly mailbox: string | undefined;
  readonly asked: Pick<Asked, 'headers' | 'peer' | 'at'>;
  readonly answer: Answer;
  /** As it came, when it was kept. */
  readonly body?: BodySource | undefined;
  readonly trace: readonly TraceStep[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly dropped: boolean;
  readonly untilAnswer: number;
}

const SECRET = new Set(['authorization', 'proxy-authorization', 'cookie']);
/** Peers can write ids and paths as long as they like. */
const LONGEST = 200;

/** The journal entry of an exchange with MESH: as on the wire, without its secrets. */
export function meshEntry(exchange: Exchange): NewEntry {
  const { operation, asked, answer, mailbox, dropped, body } = exchange;
  const { headers, peer, at } = asked;
  const who = mailbox?.slice(0, LONGEST) ?? peer.fqdn ?? peer.address;
  const how = dropped ? 'connection ended' : `HTTP ${answer.status}`;
  const told = bytesOf(answer);
  const request: HttpSide<BodySource> = {
    ...{ method: exchange.method, path: exchange.target, headers: withoutSecrets(headers) },
    ...(body && body.length > 0 ? { body } : {}),
  };
  return {
    kind: 'received',
    at: at.toISOString(),
    service: 'mesh',
    summary: oneLine(`${operation} from ${who}: ${how}, ${answer.result}`),
    ...(answer.messageId ? { messageId: answer.messageId.slice(0, LONGEST) } : {}),
    ...(answer.fromParty ? { fromParty: answer.fromParty } : {}),
    ...(answer.toParty ? { toParty: answer.toParty } : {}),
    interaction: `mesh.${operation}`,
    peer,
    request,
    ...(answer.result === 'broken off'
      ? {}
      : {
          response: {
            status: answer.status,
            headers: answer.headers,
            ...(told ? { body: told } : {}),
          },
        }),
    timings: { untilAnswer: Math.round(exchange.untilAnswer * 100) / 100 },
    trace: exchange.trace,
    facts: {
      ...answer.facts,
      ...exchange.facts,
      result: answer.result,
      ...(mailbox ? { caller: mailbox.slice(0, LONGEST) } : {}),
    },
  };
}

/** What is packed or unpacked on its way out is on record as it is stored: the trace says so. */
function bytesOf({ body }: Answer): BodySource | undefined {
  if (body instanceof Uint8Array) return body.length > 0 ? body : undefined;
  return body.how === 'as stored' && body.ref.length > 0 ? body.ref : undefined;
}

/** Of what opens doors a digest is kept, by which two can be told apart. */
function withoutSecrets(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => {
    if (!SECRET.has(name.toLowerCase()) || value === '') return [name, value];
    const digest = createHash('sha256').update(value).digest('hex').slice(0, 12);
    const scheme = /^NHSMESH /i.test(value) ? 'NHSMESH ' : '';
    return [name, `${scheme}[not kept; sha256 begins ${digest}]`];
  });
}
