import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MeshClient, meshClient } from '../../features/support/mesh-client.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { startProcess } from './process.ts';

const MIB = 1024 * 1024;
const CHUNK = 20 * MIB;
const CHUNKS = 5;
const ROUNDS = 3;

interface Way {
  post(number: number, of: number, body: Buffer): Promise<void>;
  get(number: number, bytes: number): Promise<void>;
}

/** MiB a second of one message, in and out again. */
async function exchange(way: Way, chunks: number, bytes: number): Promise<number> {
  const body = Buffer.alloc(bytes, 'm');
  const began = performance.now();
  for (let number = 1; number <= chunks; number++) await way.post(number, chunks, body);
  for (let number = 1; number <= chunks; number++) await way.get(number, bytes);
  return (2 * chunks * bytes) / MIB / ((performance.now() - began) / 1000);
}

/**
 * 100 MB in and out, in five chunks and in one request, each durable before it is answered, against a bare server that
 * throws bytes away and hands zeros out. The servers take turns; the median counts.
 */
export async function mesh100M(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-bench-mesh-'));
  const certificates = join(folder, 'certs');
  const clock = systemClock();
  const store = await openCertificateStore({ directory: certificates, clock });
  const identity = await store.identity('server1.x26.api.mesh-client.nhs.uk');
  await store.identity('mesh.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  const MESH = JSON.stringify({ certificates, journal: join(folder, 'journal') });
  try {
    await using bare = await startProcess('bare-mailbox.ts', { IDENTITY });
    await using mesh = await startProcess('mesh-server.ts', { MESH });
    const at = (port: number, mailbox: string) =>
      meshClient({ mailbox, clock, identity, url: () => `https://127.0.0.1:${port}` });
    const plain = bareWay(at(bare.port, ''));
    const box = (): Way => meshWay(at(mesh.port, 'X26ABC1'), at(mesh.port, 'X26ABC2'));
    const rounds: { readonly bare: number; readonly chunked: number; readonly whole: number }[] =
      [];
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const turn = {
        bare: await exchange(plain, CHUNKS, CHUNK),
        chunked: await exchange(box(), CHUNKS, CHUNK),
        whole: await exchange(box(), 1, CHUNKS * CHUNK),
      };
      if (round > 0) rounds.push(turn);
    }
    const { peak } = await mesh.ask<{ peak: number }>('peak');
    const middle = (name: 'bare' | 'chunked' | 'whole') =>
      rounds.map((turn) => turn[name]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    return [
      compared('mesh-100M', 'MiB/s', middle('chunked'), middle('bare'), 'ratio >= 0.4'),
      compared('mesh-100M-whole', 'MiB/s', middle('whole'), middle('bare'), 'ratio >= 0.4'),
      measured('mesh-100M-rss', 'MiB', peak / MIB, '< 200'),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bareWay(client: MeshClient): Way {
  return {
    async post(_number, _of, body) {
      await client.at('POST', '/', { body });
    },
    async get(_number, bytes) {
      let came = 0;
      const sink = (chunk: Buffer) => {
        came += chunk.length;
      };
      await client.at('GET', `/${bytes}`, { sink });
      if (came !== bytes) throw new Error(`${came} of ${bytes} bytes came from the bare server`);
    },
  };
}

function meshWay(sender: MeshClient, recipient: MeshClient): Way {
  let id = '';
  return {
    async post(number, of, body) {
      const headers = { 'Mex-Chunk-Range': `${number}:${of}` };
      if (number === 1) {
        id = await sender.send('X26ABC2', 'TEST_WORKFLOW', body, headers);
        return;
      }
      const reply = await sender.call('POST', `/outbox/${id}/${number}`, { headers, body });
      if (reply.status !== 202) throw new Error(`chunk ${number} was answered ${reply.status}`);
    },
    async get(number, bytes) {
      let came = 0;
      const sink = (chunk: Buffer) => {
        came += chunk.length;
      };
      const reply = await recipient.call('GET', `/inbox/${id}/${number}`, { sink });
      if (reply.status > 206 || came !== bytes)
        throw new Error(`chunk ${number}: ${reply.status}, ${came} of ${bytes} bytes`);
    },
  };
}
