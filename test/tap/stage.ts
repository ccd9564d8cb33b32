import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { startTap, type Tap, type TapOptions } from '../../simulator/tap/start-tap.ts';
import { parseTapConfig } from '../../simulator/tap/tap-config.ts';
import type { Entry, EntryKind } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { silentLogger } from '../../src/platform/logger.ts';

/** A server that answers as a test says, a tap before it, and callers. */
export interface TapStage extends AsyncDisposable {
  readonly tap: Tap;
  call(options?: { readonly identity?: string; readonly wrong?: 'expired' }): Promise<TLSSocket>;
  /** Ends the connection of a caller as a system that dies does. */
  reset(caller: TLSSocket): void;
  /** The nth entry of the tap's journal that matches. */
  entry(kind: EntryKind, nth?: number): Promise<Entry>;
}

export interface TapStageOptions {
  /** What the server does with a connection. */
  readonly serve: (socket: TLSSocket) => void;
  readonly inject?: unknown;
  readonly tap?: Partial<TapOptions>;
  /** A server that is not there. */
  readonly absent?: boolean;
  readonly verifyName?: string;
}

export const PATIENCE = 60_000;

export async function openTapStage(options: TapStageOptions): Promise<TapStage> {
  const { directory, store } = await processCertificates();
  const { keyPem, chainPem, trustPem } = await store.identity('msg.spinebox.test');
  const sockets = new Set<TLSSocket>();
  const server = createServer(
    {
      ...{ key: keyPem, cert: chainPem, ca: trustPem },
      ...{ requestCert: true, rejectUnauthorized: true, allowHalfOpen: true },
    },
    (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      options.serve(socket);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  if (options.absent) await new Promise((resolve) => server.close(resolve));
  const config = parseTapConfig('the test', {
    certificates: directory,
    legs: [
      {
        ...{ name: 'leg', listen: '127.0.0.1:0', forward: `https://127.0.0.1:${port}` },
        show: { fqdn: 'tap.spinebox.test' },
        as: { fqdn: 'riverside.spinebox.test' },
        verifyName: options.verifyName ?? 'msg.spinebox.test',
      },
    ],
    ...(options.inject !== undefined && { inject: options.inject }),
  });
  const tap = await startTap({
    ...{ config, keyType: 'p-256', durable: false, logger: silentLogger },
    ...options.tap,
  });
  const [leg] = tap.legs;
  const below = new WeakMap<TLSSocket, Socket>();
  return {
    tap,
    async call({ identity = 'riverside.spinebox.test', wrong } = {}) {
      const own = wrong
        ? await store.wrongIdentity(wrong, identity)
        : await store.identity(identity);
      const plain = connectPlain({ host: '127.0.0.1', port: leg?.port ?? 0, allowHalfOpen: true });
      await once(plain, 'connect');
      const socket = connect({
        ...{ socket: plain, key: own.keyPem, cert: own.chainPem, ca: own.trustPem },
        servername: 'tap.spinebox.test',
      });
      sockets.add(socket);
      below.set(socket, plain);
      // A connection that is ended as soon as it stands may be gone before anybody listens to it.
      await Promise.race([once(socket, 'secureConnect'), once(socket, 'close')]).catch(
        () => undefined,
      );
      socket.on('error', () => undefined);
      return socket;
    },
    reset: (caller) => void below.get(caller)?.resetAndDestroy(),
    async entry(kind, nth = 1) {
      const seen = new Set<number>();
      return waitForEntry(
        tap.journal,
        {
          what: `entry ${nth} of kind ${kind}`,
          matches(entry) {
            if (entry.kind !== kind) return false;
            seen.add(entry.sequence);
            return seen.size >= nth;
          },
        },
        { timeoutMs: PATIENCE },
      );
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await tap.close();
      server.close();
    },
  };
}

/** Everything that comes until the direction ends, or the connection breaks. */
export async function everything(socket: TLSSocket): Promise<{ bytes: Buffer; broke: boolean }> {
  if (socket.destroyed) return { bytes: Buffer.alloc(0), broke: true };
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const broke = await new Promise<boolean>((resolve) => {
    socket.once('end', () => resolve(false)).once('error', () => resolve(true));
    socket.once('close', () => resolve(true));
  });
  return { bytes: Buffer.concat(chunks), broke };
}

/** Resolves when so many bytes have come. */
export function received(socket: TLSSocket, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let got = 0;
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      got += chunk.length;
      if (got < length) return;
      socket.off('data', take).off('close', gone);
      resolve(Buffer.concat(chunks));
    };
    const gone = () => reject(new Error(`the connection ended after ${got} of ${length} bytes`));
    socket.on('data', take).once('close', gone);
  });
}
