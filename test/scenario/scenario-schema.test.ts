import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';

test('the schema in docs is the one that the product prints', async () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'scenario.schema.json');
  assert.deepEqual(
    JSON.parse(await readFile(file, 'utf8')),
    JSON.parse(JSON.stringify(scenarioSchema())),
    'docs/scenario.schema.json is out of date: print it again with "spinebox scenarios schema"',
  );
});
