import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpFacts } from '../../src/checks/inbound-message.ts';
import type { Pattern } from '../../src/domain/contract.ts';
import type { BodySource, Peer } from '../../src/journal/entry.ts';
import { headerList, readBody } from '../../src/platform/http-message.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import type { MimePackage } from '../../src/wire/mime/mime-package.ts';
import { MimeScanner } from '../../src/wire/mime/mime-scanner.ts';
import { readRelatedType } from '../../src/wire/mime/read-related-type.ts';
import type { Reading } from '../../src/wire/reading.ts';
import { unreadable } from '../../src/wire/reading.ts';
import type { Limits } from '../world/world.ts';
import type { Arrival } from './arrival.ts';
import type { SpineRoom } from './spine-room.ts';
import { openSpool, type Spool } from './spool.ts';

/** Bodies up to this size stay in memory until they are on record, larger ones go to disk as they come. */
const IN_MEMORY = 64 * 1024;

const EMPTY = Buffer.alloc(0);

const peers = new WeakMap<Socket, Peer>();

/** The peer of a connection; its certificate is looked at once. */
export function peerAt(socket: Socket): Peer {
  const known = peers.get(socket);
  if (known) return known;
  const { address, fqdn, fingerprint, protocol, cipher } = peerOf(socket);
  const peer: Peer = {
    address,
    ...(fqdn ? { fqdn } : {}),
    ...(fingerprint ? { fingerprint } : {}),
    ...(protocol ? { protocol } : {}),
    ...(cipher ? { cipher } : {}),
  };
  peers.set(socket, peer);
  return peer;
}

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
  const intake = openIntake(room, http.contentType, limits);
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

interface Taken {
  readonly body: BodySource;
  readonly mime: Reading<MimePackage> | undefined;
  readonly envelope: Uint8Array;
  readonly tooLarge: string | undefined;
}

interface Intake {
  /** `false` when no more is wanted. */
  take(chunk: Buffer): Promise<boolean>;
  end(): Promise<Taken>;
  abandon(): Promise<void>;
  readonly length: number;
}

function openIntake(
  { journal }: SpineRoom,
  contentType: string | undefined,
  limits: Limits,
): Intake {
  const multipart = /^\s*multipart\//i.test(contentType ?? '');
  const type = multipart ? readRelatedType(contentType ?? '') : undefined;
  const scanner = type?.ok
    ? new MimeScanner(type.value, {
        limits: { bytes: Number.MAX_SAFE_INTEGER, partBytes: Number.MAX_SAFE_INTEGER },
        keepFirst: limits.envelopeBytes,
        countLines: false,
      })
    : undefined;
  // A body that is one document is its own envelope; it is held up to the limit of the message.
  const most = multipart ? IN_MEMORY : limits.messageBytes;
  const held: Buffer[] = [];
  let length = 0;
  let spool: Spool | undefined;
  let tooLarge: string | undefined;

  return {
    get length() {
      return length;
    },
    async take(chunk) {
      length += chunk.length;
      if (length > limits.messageBytes) {
        tooLarge = `the message has more than ${limits.messageBytes} bytes`;
        return false;
      }
      scanner?.push(chunk);
      if (!spool && length <= most) {
        held.push(chunk);
        return true;
      }
      if (!spool) {
        spool = await openSpool(journal);
        for (const earlier of held.splice(0)) await spool.write(earlier);
      }
      await spool.write(chunk);
      return true;
    },
    async end() {
      const [only = EMPTY] = held;
      const whole = held.length > 1 ? Buffer.concat(held) : only;
      const body = spool ? await spool.keep() : whole;
      if (!multipart) return { body, mime: undefined, envelope: whole, tooLarge };
      if (!scanner || !type?.ok) {
        const failure = type?.ok === false ? type.failure : undefined;
        const mime = unreadable<MimePackage>(
          failure?.code ?? 'mime.unreadable',
          failure?.message ?? 'the Content-Type could not be read',
        );
        return { body, mime, envelope: Buffer.alloc(0), tooLarge };
      }
      const read = tooLarge ? undefined : scanner.end();
      const mime: Reading<MimePackage> | undefined = read && {
        ...read,
        deviations: [...type.deviations, ...read.deviations],
      };
      const first = scanner.firstPart;
      const cut = first?.whole === false ? 'the ebXML envelope is too large' : undefined;
      return { body, mime, envelope: first?.bytes ?? Buffer.alloc(0), tooLarge: tooLarge ?? cut };
    },
    async abandon() {
      await spool?.abandon();
    },
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
