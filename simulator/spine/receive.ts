import type { IncomingMessage } from 'node:http';
import type { HttpFacts } from '../../src/checks/inbound-message.ts';
import type { Pattern } from '../../src/domain/contract.ts';
import type { Peer } from '../../src/journal/entry.ts';
import { headerList, readBody } from '../../src/platform/http-message.ts';
import type { Arrival } from './arrival.ts';
import { IN_MEMORY, type Intake, openIntake } from './intake.ts';
import { peerAt } from './peer.ts';
import type { SpineRoom } from './spine-room.ts';

/**
 * Takes a request in: its parts are found while its bytes arrive, large bodies are written to disk and
 * never held. `undefined` when the peer went away before the end.
 */
export async function receive(
  room: SpineRoom,
  request: IncomingMessage,
  path: string,
  patterns: readonly Pattern[],
): Promise<Arrival | undefined> {
  const began = performance.now();
  const { limits } = room.world.current();
  const http = factsOf(request, path);
  const headers = headerList(request.rawHeaders);
  // A request that breaks off loses its socket.
  const peer = peerAt(request.socket);
  const intake = openIntake(room.journal, http.contentType, limits);
  try {
    await takeAll(request, http, intake);
  } catch (error) {
    await intake.abandon();
    // The journal failed, the peer is still there and must be told.
    if (!request.destroyed) throw error;
    const received = error instanceof BrokenBody ? error.received : intake.length;
    await recordBroken(room, peer, headers, http, received);
    return undefined;
  }
  const taken = await intake.end();
  return {
    http,
    headers,
    peer,
    at: room.clock.now(),
    began,
    patterns,
    ...taken,
  };
}

/** The peer went away in the middle of a small body. */
class BrokenBody extends Error {
  readonly received: number;

  constructor(received: number) {
    super(`the body broke off after ${received} bytes`);
    this.received = received;
  }
}

async function takeAll(request: IncomingMessage, http: HttpFacts, intake: Intake): Promise<void> {
  if (http.contentLength !== undefined && http.contentLength <= IN_MEMORY) {
    // Small bodies are the usual case and come in one piece: no iterator is set up for them.
    const read = await readBody(request, IN_MEMORY);
    if (!read.ok) throw new BrokenBody(read.received);
    await intake.take(read.body);
    return;
  }
  // A destroyed request could not be answered any more: what is too large is refused, not cut off.
  const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    if (!(await intake.take(chunk))) break;
  }
  // The rest of what is too large is thrown away: the peer sends it before it reads, and may go on asking here.
  request.resume();
}

function factsOf({ headers, method = '' }: IncomingMessage, path: string): HttpFacts {
  const length = headers['content-length'];
  const soapAction = headers.soapaction;
  return {
    method,
    path,
    soapAction: Array.isArray(soapAction) ? soapAction[0] : soapAction,
    contentType: headers['content-type'],
    contentLength: length === undefined ? undefined : Number(length),
    chunked: headers['transfer-encoding'] !== undefined,
  };
}

/** A request that broke off is on record too: what the sender believes to have sent never arrived. */
async function recordBroken(
  { journal, clock }: SpineRoom,
  peer: Peer,
  headers: Arrival['headers'],
  http: HttpFacts,
  received: number,
): Promise<void> {
  const announced = http.contentLength ?? 0;
  await journal.append({
    kind: 'note',
    at: clock.now().toISOString(),
    service: 'spine',
    summary: `${http.path}: the connection broke after ${received} of ${announced} bytes`,
    peer,
    request: { method: http.method, path: http.path, headers },
    facts: { received, announced, result: 'broken off' },
  });
}
