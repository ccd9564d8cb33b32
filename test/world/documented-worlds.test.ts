import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { FACE_ACTIONS } from '../../src/faults/face-actions.ts';
import { FAULT_FACES } from '../../src/faults/fault.ts';
import { readYaml } from '../../src/platform/yaml.ts';

const pageOf = (name: string) =>
  readFile(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8');
const text = await pageOf('world.md');
// Pages whose every piece of YAML is a world.
const others = await Promise.all(['profiles.md', 'adaptor.md', 'mesh.md'].map(pageOf));
const blocks = [text, ...others].flatMap((page) =>
  [...page.matchAll(/```yaml\r?\n(.*?)```/gs)].map(([, block = '']) => block),
);

test('the worlds of the documentation stand, and nothing in them is doubtful', async () => {
  assert.ok(blocks.length >= 10);
  for (const block of blocks) {
    const read = readYaml(block);
    assert.deepEqual(read.problems, [], block);
    const { warnings } = await loadWorld({ overrides: read.value as WorldPatch });
    assert.deepEqual(warnings, [], block);
  }
});

test('the table of faults names what each face knows', () => {
  const everywhere: readonly string[] = FACE_ACTIONS.ldap.filter((kind) => kind !== 'result');
  const lineOf = (start: string) => text.split('\n').find((line) => line.startsWith(start)) ?? '';
  for (const kind of everywhere) assert.ok(lineOf('| every face').includes(`\`${kind}\``), kind);
  for (const face of FAULT_FACES) {
    const own = FACE_ACTIONS[face].filter((kind) => !everywhere.includes(kind));
    const [, , knows = ''] = lineOf(`| \`${face}\``).split('|');
    for (const kind of own) assert.ok(knows.includes(`\`${kind}\``), `${face} ${kind}`);
  }
});
