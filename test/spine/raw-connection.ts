import { connect, type TLSSocket } from 'node:tls';
import type { Identity } from '../../src/pki/identity.ts';

/** One HTTP answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A TLS connection on which a test writes what no HTTP library would send. */
export interface RawConnection extends Disposable {
  readonly socket: TLSSocket;
  write(bytes: string | Uint8Array): void;
  /** The next whole answer; `undefined` when the connection ended before one. */
  answer(): Promise<RawAnswer | undefined>;
  /** Resolves when the other side has ended the connection. */
  readonly ended: Promise<void>;
}

export async function rawConnection(port: number, identity: Identity): Promise<RawConnection> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    servername: 'localhost',
    key: identity.keyPem,
    cert: identity.chainPem,
    ca: identity.trustPem,
  });
  let received = Buffer.alloc(0);
  let over = false;
  let tell = () => {};
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true;
      tell();
      resolve();
    };
    socket.once('close', end).once('end', end);
  });
  // A reset is one of the ways in which a server may end it.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    tell();
  });
  await new Promise<void>((resolve) => {
    socket.once('secureConnect', resolve).once('close', resolve);
  });
  return {
    socket,
    ended,
    write: (bytes) => void socket.write(bytes),
    async answer() {
      for (;;) {
        const whole = take(received);
        if (whole) {
          received = received.subarray(whole.length);
          return whole.answer;
        }
        if (over) return undefined;
        await new Promise<void>((resolve) => (tell = resolve));
      }
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

function take(bytes: Buffer): { readonly answer: RawAnswer; readonly length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const length = end + 4 + Number(headers.get('content-length') ?? 0);
  if (bytes.length < length) return undefined;
  const body = bytes.toString('utf8', end + 4, length);
  return { answer: { status: Number(first.split(' ')[1]), headers, body }, length };
}
