import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { load } from './load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { requestOf } from './message.ts';
import { type BenchProcess, startProcess } from './process.ts';

/** Transfers at the same time, each with so many attachments of so many bytes. */
export interface TransferRound {
  readonly transfers: number;
  readonly attachments: number;
  readonly bytes: number;
}

export interface TransferRoundResult {
  readonly ms: number;
  /** Transfers that were filed with every document byte for byte. */
  readonly right: number;
  /** The most memory at any time, bytes. */
  readonly peak: number;
}

const MIB = 1024 * 1024;
const MB = 1_000_000;

interface TransferScene extends AsyncDisposable {
  readonly simulator: BenchProcess;
  readonly bare: BenchProcess;
  readonly sender: Identity;
  play(round: TransferRound): Promise<TransferRoundResult>;
}

async function openTransferScene(chunkBytes: number): Promise<TransferScene> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  const certificates = join(directory, 'certs');
  const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
  const sender = await store.identity('riverside.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  const bare = await startProcess('bare-server.ts', { IDENTITY });
  const settings = { certificates, chunkBytes, data: join(directory, 'journal') };
  const simulator = await startProcess('transfer-server.ts', {
    SIMULATOR: JSON.stringify(settings),
  });
  return {
    simulator,
    bare,
    sender,
    async play(round) {
      const result = await simulator.ask<TransferRoundResult>(JSON.stringify(round));
      if (result.right !== round.transfers) {
        throw new Error(`${round.transfers - result.right} records did not arrive as they were`);
      }
      return result;
    },
    async [Symbol.asyncDispose]() {
      for (const child of [simulator, bare]) await child[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * One record of 450 MB through both practices and Spine, everything durable, against the same bytes posted to the bare
 * server. Base64, chunks, two hops and evidence of each are the simulator's; the bare server has one hop.
 */
export async function record450M(): Promise<readonly Measurement[]> {
  await using scene = await openTransferScene(4_500_000);
  const round = { transfers: 1, attachments: 100, bytes: 4_500_000 };
  const bytes = round.attachments * round.bytes;
  const began = performance.now();
  const { failures } = await load({
    port: scene.bare.port,
    identity: scene.sender,
    connections: 4,
    requests: round.attachments,
    forMs: Number.POSITIVE_INFINITY,
    next: requestOf(round.bytes),
    status: 202,
  });
  if (failures > 0) throw new Error('the bare server did not take everything');
  const bare = bytes / MB / ((performance.now() - began) / 1000);
  const { ms, peak } = await scene.play(round);
  return [
    compared('record-450M', 'MB/s', bytes / MB / (ms / 1000), bare, 'ratio >= 0.3'),
    measured('record-450M-rss', 'MiB', peak / MIB, '< 300'),
  ];
}

/** A thousand transfers at once, each with an attachment that comes as an index and two chunks. */
export async function concurrent1000(): Promise<readonly Measurement[]> {
  await using scene = await openTransferScene(6_000);
  const { ms, peak, right } = await scene.play({ transfers: 1_000, attachments: 1, bytes: 8_000 });
  return [
    measured('concurrent-1000', 'right', right, '1000'),
    measured('concurrent-1000-time', 's', ms / 1000),
    measured('concurrent-1000-rss', 'MiB', peak / MIB, '< 512'),
  ];
}
