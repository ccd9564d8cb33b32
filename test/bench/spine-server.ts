import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startSpine } from '../../simulator/spine/spine.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';

/** Spine as shipped, with a durable journal, in a process of its own. Settings come in `SPINE`. */
const { certificates, journal: directory, recipientPort } = JSON.parse(process.env.SPINE ?? '{}');
const clock = systemClock();
const store = await openCertificateStore({ directory: certificates, clock });
const loaded = await loadWorld({
  overrides: {
    spine: { port: 0 },
    organisations: { hillside: { endpoint: `https://localhost:${recipientPort}/` } },
  },
});
const journal = await openJournal({ directory });
const spine = await startSpine({
  world: worldStore(loaded.world),
  journal,
  identity: await store.identity(loaded.world.spine.fqdn),
  clock,
  ids: systemIds(),
  logger: silentLogger,
});
await spine.resume();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20).unref();

process.on('message', async (what: string) => {
  if (what === 'reset-peak') {
    peak = 0;
    delay.reset();
  }
  if (what === 'collect') globalThis.gc?.();
  const delivered = await journal.count({ kind: 'delivery' });
  process.send?.({
    pending: spine.pendingDeliveries,
    delivered,
    rss: process.memoryUsage.rss(),
    peak,
    loopDelayMs: delay.max / 1e6,
    cpu: process.cpuUsage(),
    memory: process.memoryUsage(),
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: spine.port });
