import { startSpine } from '../../simulator/spine/spine.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';

/** Spine in a process of its own that can be killed. Settings come in `SPINE`, its port goes to the parent. */
const { certificates, journal: directory, recipient } = JSON.parse(process.env.SPINE ?? '{}');
const clock = systemClock();
const store = await openCertificateStore({ directory: certificates, clock, keyType: 'p-256' });
const { world } = await loadWorld({
  overrides: {
    spine: { port: 0 },
    organisations: { hillside: { played: 'external', endpoint: recipient } },
  },
});
const spine = await startSpine({
  world: worldStore(world),
  journal: await openJournal({ directory }),
  identity: await store.identity(world.spine.fqdn),
  clock,
  ids: systemIds(),
  logger: silentLogger,
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: spine.port });
await spine.resume();
