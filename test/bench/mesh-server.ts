import { startMesh } from '../../simulator/mesh/start-mesh.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';

/** MESH as shipped, with a durable journal, in a process of its own. Settings come in `MESH`. */
const { certificates, journal: directory } = JSON.parse(process.env.MESH ?? '{}');
const clock = systemClock();
const store = await openCertificateStore({ directory: certificates, clock });
const { world } = await loadWorld({ overrides: { mesh: { port: 0 } } });
const mesh = await startMesh({
  ...{ world: worldStore(world), journal: await openJournal({ directory }), clock },
  ...{ ids: systemIds(), random: seededRandom(1), logger: silentLogger },
  ...{ faults: faultBook(() => []), identity: await store.identity(world.mesh.fqdn) },
  onRefusedHandshake: () => undefined,
});
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 10).unref();
process.on('message', () => process.send?.({ peak: Math.max(peak, process.memoryUsage.rss()) }));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: mesh.port });
