import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';

async function warned(faults: NonNullable<WorldPatch['faults']>): Promise<readonly string[]> {
  const { warnings } = await loadWorld({ overrides: { faults } });
  return warnings.map(({ path, text }) => `${path}: ${text}`);
}

test('the faults of the default world would all be seen', async () => {
  assert.deepEqual(await warned({}), []);
});

test('an action that none of its faces has a form for is warned of, with the faces that have', async () => {
  const found = await warned({
    mine: { faces: ['ldap', 'sds-fhir'], actions: [{ kind: 'refuse-update' }] },
  });
  assert.equal(found.length, 1);
  assert.match(
    found[0] ?? '',
    /mine.*actions.*kind.*: is known to none of ldap, sds-fhir: it has a form on pds-hl7, pds-fhir$/,
  );
});

test('an action that one of its faces knows is nothing to warn of', async () => {
  assert.deepEqual(await warned({ mine: { actions: [{ kind: 'no-answer' }] } }), []);
});

test('a number that is none and attempts that end before they begin are warned of', async () => {
  const found = await warned({
    mine: {
      when: { nhsNumber: ['9991001018', '9991001019'] },
      attempts: { from: 3, to: 2 },
      actions: [{ kind: 'drop' }],
    },
  });
  assert.equal(found.length, 2);
  assert.match(found[0] ?? '', /nhsNumber.*1.*: is no NHS number/);
  assert.match(found[1] ?? '', /attempts,to: ends before it begins, at attempt 3/);
});
