import { startLdap } from '../../simulator/sds/ldap/start-ldap.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { benchEntries } from './ldap-entries.ts';

/** The LDAP face as shipped, with a durable journal, in a process of its own. Settings come in `LDAP`. */
const { certificates, journal: directory, entries } = JSON.parse(process.env.LDAP ?? '{}');
const clock = systemClock();
const store = await openCertificateStore({ directory: certificates, clock });
const loaded = await loadWorld({ overrides: { sds: { ldap: { port: 0, tlsPort: 0 } } } });
const world = worldStore(loaded.world);
const services = openDirectory(benchEntries(entries));
const journal = await openJournal({ directory });
const service = await startLdap({
  world,
  directory: () => services,
  identity: await store.identity(loaded.world.sds.ldap.fqdn),
  journal,
  clock,
  ids: systemIds(),
  random: seededRandom(1),
  logger: silentLogger,
  faults: faultBook(() => world.current().faults),
  onRefusedHandshake: () => undefined,
});
process.on('message', () =>
  process.send?.({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() }),
);
process.on('disconnect', () => process.exit(0));
process.send?.({ port: service.port });
