import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { CATALOGUE } from '../../conformance/catalogue.ts';
import { LEFT_OUT } from '../../conformance/left-out.ts';
import { REQUIREMENTS } from '../../conformance/requirements.ts';
import { planSuite } from '../../features/suite/plan-suite.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const planned = await planSuite();

/** Named by the verbs, not by a feature. */
const COMMON = join('scenarios', 'common');

test('every situation of the catalogue is carried by a scenario, or left out for a reason', () => {
  const carried = new Set(planned.flatMap(({ ids }) => ids));
  const leftOut = new Set(LEFT_OUT.map(({ id }) => id));
  const missing = CATALOGUE.map(({ id }) => id).filter(
    (id) => !carried.has(id) && !leftOut.has(id),
  );
  assert.deepEqual(missing, []);
  assert.deepEqual(
    [...leftOut].filter((id) => carried.has(id)),
    [],
  );
  for (const { because } of LEFT_OUT) assert.ok(because.length > 20);
});

test('an id stands at one place', () => {
  const places = new Map<string, Set<string>>();
  for (const { ids, outline } of planned) {
    for (const id of ids) places.set(id, (places.get(id) ?? new Set()).add(outline));
  }
  const several = [...places].filter(([, where]) => where.size > 1);
  assert.deepEqual(
    several.map(([id]) => id),
    [],
  );
});

test('every row has one id, one basis, a role and a requirement that exists', () => {
  const known = new Set(REQUIREMENTS.map(({ id }) => id));
  const problems = planned.flatMap(({ name, uri, ids, tags }) => {
    const where = `${uri}: ${name}`;
    const bases = tags.filter((tag) => tag.startsWith('@basis-'));
    const requirements = tags.flatMap((tag) =>
      tag.startsWith('@requires-') ? [tag.slice(10)] : [],
    );
    return [
      ...(ids.length === 1 ? [] : [`${where} has ${ids.length} ids`]),
      ...(bases.length === 1 ? [] : [`${where} has ${bases.length} bases`]),
      ...(requirements.length > 0 ? [] : [`${where} has no requirement`]),
      ...(tags.includes('@requester') || tags.includes('@sender') ? [] : [`${where} has no role`]),
      ...requirements.filter((id) => !known.has(id)).map((id) => `${where} requires unknown ${id}`),
    ];
  });
  assert.deepEqual(problems, []);
});

test('the basis of a row is the one of the catalogue', () => {
  const bases = new Map(CATALOGUE.map(({ id, basis }) => [id, basis]));
  const wrong = planned.filter(({ ids: [id = ''], tags }) => {
    const basis = bases.get(id);
    return basis !== undefined && !tags.includes(`@basis-${basis}`);
  });
  assert.deepEqual(
    wrong.map(({ ids }) => ids[0]),
    [],
  );
});

test('every step is one that the suite knows', () => {
  const unknown = planned.flatMap(({ name, undefinedSteps }) =>
    undefinedSteps.map((step) => `${name}: ${step}`),
  );
  assert.deepEqual(unknown, []);
});

test('every scenario file that a feature names is there, and every file is named', () => {
  const files = readdirSync(join(ROOT, 'scenarios'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join('scenarios', file));
  const names = new Map(files.map((file) => [basename(file, '.yaml'), file]));
  const used = new Set(planned.flatMap(({ situations }) => situations));
  assert.deepEqual(
    [...used].filter((name) => !names.has(name)),
    [],
  );
  const idle = [...names].filter(
    ([name, file]) =>
      !used.has(name) &&
      !file.startsWith(COMMON) &&
      !file.startsWith(join('scenarios', 'examples')) &&
      // What stands beside Spine is for people's own tests: no verdict of the suite rests on it.
      !file.startsWith(join('scenarios', 'neighbours')),
  );
  assert.deepEqual(
    idle.map(([, file]) => file),
    [],
  );
  assert.equal(names.size, files.length, 'two scenario files have the same name');
  assert.ok(existsSync(join(ROOT, COMMON, 'canary-sends-record.yaml')));
});

test('what a scenario file needs for itself, the features say, too', () => {
  const wrong = planned.filter(
    ({ situations, tags }) => !tags.includes('@exclusive') && situations.some(isExclusive),
  );
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
  );
});

function isExclusive(name: string): boolean {
  const folders = ['requester', 'sender', 'transport', 'common', 'examples'];
  const file = folders
    .map((folder) => join(ROOT, 'scenarios', folder, `${name}.yaml`))
    .find((path) => existsSync(path));
  return file !== undefined && /^exclusive: true/m.test(readFileSync(file, 'utf8'));
}

test('there are at least forty transport scenarios', () => {
  const transport = planned.filter(({ tags }) => tags.includes('@transport'));
  assert.ok(new Set(transport.flatMap(({ ids }) => ids)).size >= 40);
});
