import { createHash } from 'node:crypto';
import { startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { attachmentBytes } from '../../src/gp2gp/synthetic/attachments.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { TransferRound, TransferRoundResult } from './transfers.ts';

/**
 * The simulator as shipped, with a durable journal and both practices of a transfer, in a process of its own. Its
 * settings come in `SIMULATOR`; each message asks for a round of transfers.
 */
const settings = JSON.parse(process.env.SIMULATOR ?? '{}');
const FROM = 'Z99001';
const TO = 'Z99002';
const CONTENT_TYPE = 'image/tiff';

const overrides: WorldPatch = {
  journal: { maxBytes: 64 * 2 ** 30 },
  control: { port: 0 },
  organisations: {
    riverside: {
      lookups: { senderCheck: { pds: false } },
      transfers: { recheck: false, attachments: 'external', chunkBytes: settings.chunkBytes },
    },
    hillside: { lookups: { pds: 'off' } },
  },
};
const { config } = await loadWorld({ overrides });
const world = await loadWorld({ overrides: mergePatch(anyPorts(config), overrides) as WorldPatch });
const simulator = await startSimulator({
  world,
  dataDirectory: settings.data,
  certificateDirectory: settings.certificates,
  control: false,
  logger: silentLogger,
});
const requester = simulator.practices.get(TO);
const shelf = simulator.shelves.get(FROM);
if (!requester || !shelf) throw new Error('the practices are not there');

let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 100).unref();

process.on('message', async (what: string) => {
  process.send?.(await play(JSON.parse(what)));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: simulator.spine.port });

async function play({
  transfers,
  attachments,
  bytes,
}: TransferRound): Promise<TransferRoundResult> {
  const patients = Array.from({ length: transfers }, (_, index) => numberOf(index));
  for (const [index, patient] of patients.entries()) {
    const plan = { count: attachments, sizes: [bytes], contentTypes: [CONTENT_TYPE] };
    shelf?.put(patient, {
      kind: 'synthetic',
      options: { seed: seedOf(index, attachments), entries: 2, attachments: plan },
    });
  }
  peak = 0;
  const began = performance.now();
  const ended = waitForEnds(patients.length);
  await Promise.all(patients.map((patient) => requester?.request({ patient, fromOds: FROM })));
  await ended;
  const ms = performance.now() - began;
  let right = 0;
  for (const [index, patient] of patients.entries()) {
    const status = await requester?.transferStatus(patient);
    const found = status?.record?.documents.map(({ sha256 }) => sha256).join();
    if (status?.state === 'filed' && found === digests(index, attachments, bytes)) right += 1;
  }
  return { ms, right, peak };
}

/** Resolves when so many transfers have ended at the requester. */
function waitForEnds(count: number): Promise<void> {
  return new Promise((resolve) => {
    const ended = new Set<string | undefined>();
    const off = simulator.journal.subscribe(({ kind, service, conversationId, facts }) => {
      if (kind !== 'transfer' || service !== `practice:${TO}` || facts?.state !== 'ended') return;
      ended.add(conversationId);
      if (ended.size < count) return;
      off();
      resolve();
    });
  });
}

function seedOf(index: number, attachments: number): number {
  return 1 + index * attachments;
}

function digests(index: number, attachments: number, bytes: number): string {
  return Array.from({ length: attachments }, (_, at) => {
    const content = attachmentBytes(bytes, CONTENT_TYPE, seedOf(index, attachments) + at);
    return createHash('sha256').update(content.slice(0, bytes)).digest('hex');
  }).join();
}

/** The nth valid number of the range that is never issued. */
function numberOf(index: number): string {
  for (let stem = 999_100_000 + index * 2; ; stem++) {
    const digits = String(stem);
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const number = `${digits}${(11 - (sum % 11)) % 11}`;
    if (parseNhsNumber(number)) return number;
  }
}
