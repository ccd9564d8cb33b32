import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberedIds } from '../../../simulator/pds/hl7/remembered-ids.ts';

test('an id is known again whatever its case and length, until too many others came', () => {
  const seen = rememberedIds(2);
  const long = 'a'.repeat(1_000_000);
  for (const id of ['6f02bb24-cc6c', long]) {
    assert.equal(seen.cameBefore(id), false);
    assert.equal(seen.cameBefore(id.toUpperCase()), true);
  }
  assert.equal(seen.cameBefore(`${long}b`), false);
  assert.equal(seen.cameBefore('6F02BB24-CC6C'), false);
});
