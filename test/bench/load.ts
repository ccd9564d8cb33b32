import { createConnection, type Socket } from 'node:net';
import { connect } from 'node:tls';
import type { Identity } from '../../src/pki/identity.ts';

/** What one run of load measured. Times in milliseconds. */
export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

export interface LoadOptions {
  readonly port: number;
  /** Without one it is plain HTTP. */
  readonly identity: Identity | undefined;
  readonly connections: number;
  /** Stops after so many requests, or so many milliseconds, whichever comes first. */
  readonly requests: number;
  readonly forMs: number;
  /** The whole HTTP request; asked before every send, so that ids can differ. */
  readonly next: () => Buffer;
  readonly status: number;
}

/**
 * Posts requests over keep-alive connections, one at a time on each. Raw sockets: a client library would
 * cost more than the servers that are compared, and each request needs its own MessageId.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  let sent = 0;
  let failures = 0;
  const began = performance.now();
  const one = async () => {
    const socket = await open(options);
    try {
      while (sent < options.requests && performance.now() - began < options.forMs) {
        sent++;
        const start = performance.now();
        const status = await exchange(socket, options.next());
        latencies.push(performance.now() - start);
        if (status !== options.status) failures++;
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: options.connections }, one));
  const seconds = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    failures,
  };
}

function open({ port, identity }: LoadOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (identity === undefined) {
      const plain = createConnection({ port, host: '127.0.0.1', noDelay: true });
      plain.once('connect', () => resolve(plain)).once('error', reject);
      return;
    }
    const socket = connect({
      port,
      host: '127.0.0.1',
      servername: 'localhost',
      key: identity.keyPem,
      cert: identity.chainPem,
      ca: identity.trustPem,
      minVersion: 'TLSv1.3',
    });
    socket.setNoDelay(true);
    socket.once('secureConnect', () => resolve(socket)).once('error', reject);
  });
}

/** Sends one request and reads its answer, which must have a Content-Length. Gives its status. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const done = (status: number) => {
      socket.off('data', take).off('error', fail).off('close', closed);
      resolve(status);
    };
    const fail = (error: Error) => reject(error);
    const closed = () => reject(new Error('the server closed the connection'));
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (received.length >= end + 4 + length) done(Number(head.slice(9, 12)));
    };
    socket.on('data', take).on('error', fail).on('close', closed);
    socket.write(request);
  });
}
