import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_CONFIG } from '../../simulator/world/default-world.ts';
import { schemaAt, worldFileSchema } from '../../simulator/world/json-schema.ts';
import { isPlain } from '../../simulator/world/merge-patch.ts';
import type { Path } from '../../simulator/world/world-problem.ts';

test('the schema in docs is the one that the product prints', async () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'world.schema.json');
  assert.deepEqual(
    JSON.parse(await readFile(file, 'utf8')),
    JSON.parse(JSON.stringify(worldFileSchema())),
    'docs/world.schema.json is out of date: print it again with "spinebox world schema"',
  );
});

test('every value of the default world has a place in the schema', () => {
  const leaves: Path[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (isPlain(value)) for (const key of Object.keys(value)) walk(value[key], [...path, key]);
    else leaves.push(path);
  };
  walk(DEFAULT_CONFIG, []);
  assert.ok(leaves.length > 30);
  const lost = leaves.filter((path) => schemaAt(path, DEFAULT_CONFIG) === undefined);
  assert.deepEqual(lost, []);
});

test('an editor demands nothing of a file and lets null take a value away', () => {
  const schema = worldFileSchema();
  const spine = schema.properties?.spine;
  assert.equal(schema.required, undefined);
  assert.equal(spine?.required, undefined);
  assert.deepEqual(spine?.properties?.plainPort?.type, ['integer', 'null']);
  assert.deepEqual(schema.properties?.base?.enum, ['default', 'empty', null]);
});
