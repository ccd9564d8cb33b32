import { startGateway } from '../../simulator/gateway/start-gateway.ts';
import { odsFaces } from '../../simulator/ods/ods-faces.ts';
import { openOrganisationStore } from '../../simulator/ods/organisation-store.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { simpleOrganisation } from '../../src/organisations/simple-organisation.ts';
import { writeOrdRecord } from '../../src/organisations/write-ord-record.ts';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { benchCode } from './ods-codes.ts';

/** The gateway with the faces of ODS as shipped over many organisations, and a durable journal. Settings come in `ODS`. */
const {
  certificates,
  journal: directory,
  organisations: count,
} = JSON.parse(process.env.ODS ?? '{}');
const clock = systemClock();
const store = await openCertificateStore({ directory: certificates, clock });
const loaded = await loadWorld({ overrides: { gateway: { port: 0 } } });
const world = worldStore(loaded.world);
const organisations = openOrganisationStore({ world, clock });
const records = Array.from({ length: count }, (_, at) =>
  writeOrdRecord(
    simpleOrganisation({
      ...{ odsCode: benchCode(at), name: `PRACTICE ${at}`, roles: ['RO177', 'RO76'] },
      ...{ opened: '2010-04-01', lastChangeDate: '2026-01-05' },
      address: { lines: ['1 TEST STREET'], town: 'TESTTOWN', postcode: `LS${at % 5000} 4DZ` },
      commissioner: { target: `Q${at % 1000}`, since: '2015-04-01' },
    }),
  ),
);
await organisations.importText(JSON.stringify(records));
organisations.current().search({ relation: { target: 'Q1' } });
const gateway = await startGateway({
  settings: loaded.world.gateway,
  identity: await store.identity(loaded.world.gateway.fqdn),
  mounts: odsFaces({
    ...{ world, organisations, clock, ids: systemIds(), random: seededRandom(1) },
    faults: faultBook(() => world.current().faults),
  }),
  journal: await openJournal({ directory }),
  clock,
  logger: silentLogger,
  onRefusedHandshake: () => undefined,
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: gateway.port });
