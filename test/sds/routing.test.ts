import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDirectoryStore } from '../../simulator/sds/directory-store.ts';
import { findHandlers } from '../../simulator/sds/fhir/look-up.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { firstValueOf } from '../../src/directory/entry.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { EXTRACT, GP2GP, HILLSIDE, message } from '../spine/messages.ts';
import { HILLSIDE_FQDN, openEndpoint, openStand, removeCertificates } from '../spine/stand.ts';

after(removeCertificates);

test('L33 where a practice moves to is what the directory says and where Spine delivers, at once', async () => {
  await using stand = await openStand();
  await using moved = await openEndpoint(HILLSIDE_FQDN);
  const { world, riverside, hillside } = stand;
  const directory = await openDirectoryStore({ world, clock: systemClock() });
  const said = () => {
    const [handler] = directory.find({ partyKey: HILLSIDE, interaction: EXTRACT }).slice(1);
    assert.ok(handler);
    const [fhir] = findHandlers(
      { directory: directory.current(), strict: true, coreOds: world.current().spine.odsCode },
      { partyKey: HILLSIDE, interaction: `${GP2GP}:${EXTRACT}` },
    );
    const names = ['nhsMHSEndPoint', 'nhsMhsCPAId', 'nhsMHSRetries'];
    return {
      ldap: names.map((name) => firstValueOf(handler, name)),
      fhir: [fhir?.by, fhir && firstValueOf(fhir.entry, 'nhsMhsCPAId')],
    };
  };

  const before = said();
  assert.equal(before.ldap[0], hillside.url);
  assert.equal((await stand.send(message(world.current()))).status, 202);
  await hillside.count(1);

  const contracts = { [`${GP2GP}:${EXTRACT}`]: { cpaId: 'S777777A777777', retries: 5 } };
  const places = {
    spine: { port: 0 },
    organisations: {
      riverside: { played: 'external', endpoint: riverside.url },
      hillside: { played: 'external', endpoint: moved.url, contracts },
    },
  };
  world.replace((await loadWorld({ overrides: places })).world);
  assert.deepEqual(said(), {
    ldap: [moved.url, 'S777777A777777', '5'],
    fhir: ['urn:nhs:names:services:tms:ReliableIntermediary', 'S777777A777777'],
  });
  assert.equal((await stand.send(message(world.current()))).status, 202);
  await moved.count(1);
  assert.equal(hillside.delivered.length, 1);
  assert.deepEqual(directory.lint(), []);
  directory.close();
});
