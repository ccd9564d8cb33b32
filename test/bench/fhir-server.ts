import { startGateway } from '../../simulator/gateway/start-gateway.ts';
import { pdsFhir } from '../../simulator/pds/fhir/pds-fhir.ts';
import { sdsFhir } from '../../simulator/sds/fhir/sds-fhir.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { benchEntries } from './ldap-entries.ts';

/** The gateway with PDS FHIR and SDS FHIR as shipped, and a durable journal. Settings come in `FHIR`. */
const {
  certificates,
  journal: directory,
  patients,
  entries,
} = JSON.parse(process.env.FHIR ?? '{}');
const clock = systemClock();
const store = await openCertificateStore({ directory: certificates, clock });
const loaded = await loadWorld({ overrides: { gateway: { port: 0 } } });
const world = worldStore(loaded.world);
const random = seededRandom(1);
const shared = {
  ...{ world, clock, random, ids: systemIds() },
  faults: faultBook(() => world.current().faults),
};
const services = openDirectory(benchEntries(entries));
const register = memoryRegister({
  patients: generatePatients({ count: patients, seed: 1, practices: ['Z99001', 'Z99002'] }),
  now: () => clock.now(),
});
const gateway = await startGateway({
  settings: loaded.world.gateway,
  identity: await store.identity(loaded.world.gateway.fqdn),
  mounts: [
    pdsFhir({
      ...{ ...shared, register, organisation: (ods) => services.organisation(ods) },
      tokens: { judge: () => ({ ok: false, outcome: { kind: 'invalid-token' } }) },
    }),
    sdsFhir({ ...shared, directory: () => services }),
  ],
  journal: await openJournal({ directory }),
  clock,
  logger: silentLogger,
  onRefusedHandshake: () => undefined,
});
const [first] = register.list({ limit: 1 });
process.on('message', () =>
  process.send?.({ first: first?.nhsNumber, rss: process.memoryUsage.rss() }),
);
process.on('disconnect', () => process.exit(0));
process.send?.({ port: gateway.port });
