import { pdsApplication } from '../../simulator/pds/hl7/pds-application.ts';
import { startSpine } from '../../simulator/spine/spine.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';

/** PDS behind Spine as shipped, with a durable journal, in a process of its own. Settings come in `PDS`. */
const { certificates, journal: directory } = JSON.parse(process.env.PDS ?? '{}');
const clock = systemClock();
const ids = systemIds();
const store = await openCertificateStore({ directory: certificates, clock });
const loaded = await loadWorld({ overrides: { spine: { port: 0 } } });
const world = worldStore(loaded.world);
const now = () => clock.now();
const spine = await startSpine({
  ...{ world, clock, ids, logger: silentLogger },
  journal: await openJournal({ directory }),
  identity: await store.identity(loaded.world.spine.fqdn),
  applications: {
    pds: pdsApplication({
      ...{ world, clock, ids, random: seededRandom(1) },
      register: memoryRegister({ patients: specialPatients(now()), now }),
      organisation: (ods) => (world.current().partyByOds(ods) ? 'open' : 'unknown'),
      faults: faultBook(() => world.current().faults),
    }),
  },
});
await spine.resume();
process.on('disconnect', () => process.exit(0));
process.send?.({ port: spine.port });
