import assert from 'node:assert/strict';
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { spineboxCommand } from '../../cli/main.ts';
import { readBaselineFile } from '../../src/report/baseline/read-baseline.ts';
import { readResults } from '../../src/report/read-results.ts';
import { spineboxCommands, unknownIn } from '../docs/command-lines.ts';
import { BUILD, EXAMPLES, job } from './pipeline-example.ts';
import { pipelineExamples } from './read-examples.ts';
import { assertSameResults } from './same-results.ts';
import { carry, type Machine, openMachine, type Ran } from './workspace.ts';

const examples = pipelineExamples();
const SHARDS = [1, 2, 3, 4];
/** Small ones of every shard; 083 is what this practice gets wrong and the baseline of the examples knows. */
const IDS = ['001', '002', '003', '004', '041', '042', '043', '083'];
const SYSTEM = `--against chunks-in-reverse --only ${IDS.map((id) => `GP2GP-REQ-${id}`).join(' ')}`;

for (const { name, file, own, shard, report, ...rest } of examples) {
  test(`${name}: every command is one that spinebox has, with its options`, async () => {
    const program = await spineboxCommand();
    const lines = [own, shard, report].flatMap(({ scripts }) => scripts);
    const commands = lines.flatMap((line) => spineboxCommands(line));
    const names = commands.map(([word]) => word);
    for (const wanted of ['conform', 'report', 'certs']) {
      assert.ok(names.includes(wanted), `${file} has no ${wanted}`);
    }
    assert.deepEqual(
      commands.flatMap((words) => unknownIn(program, words)),
      [],
    );
    assert.ok(lines.some((line) => line.includes('spinebox ready')));
  });

  test(`${name}: four shards leave what they wrote, also when they fail, where the report looks for it`, () => {
    assert.equal(rest.shards, SHARDS.length);
    assert.ok(rest.leftAlways, 'a shard that failed leaves nothing');
    assert.ok(rest.reportAlways, 'there is no report of a build that failed');
    for (const n of SHARDS) {
      const conform = shard.scripts.map((each) => shard.place(each, n)).join('\n');
      const written = Object.entries(shard.environment(n)).reduce(
        (text, [key, value]) => text.replaceAll(`$${key}`, value),
        conform,
      );
      assert.match(
        written,
        new RegExp(
          `^npx spinebox conform --sut sut\\.yaml --seed ${BUILD} --shard ${n}/4 --baseline baseline\\.yaml --reports ${rest.left(n)}$`,
          'm',
        ),
      );
      assert.match(rest.found(n), /^reports\/shard-\d$/);
    }
    const [merge] = report.scripts.filter((each) => each.includes('report merge'));
    assert.match(
      merge ?? '',
      /merge reports\/shard-\* --out reports\/all --baseline baseline\.yaml --exit-code$/,
    );
    assert.equal(rest.junit, 'reports/all/junit.xml');
  });

  test(`${name}: the page names the example, and is read in two minutes`, async () => {
    const page = await readFile(
      join(EXAMPLES, '..', `${name.toLowerCase().replaceAll(' ', '-')}.md`),
      'utf8',
    );
    assert.ok(page.includes(`(pipelines/${file})`));
    assert.ok(page.split(/\s+/).length < 450);
  });
}

let machine: Machine;
let whole: Ran;
const played: Ran[] = [];

before(async () => {
  machine = await openMachine(SYSTEM);
});
after(() => machine[Symbol.asyncDispose]());

test('four processes play a quarter each, side by side; a known failure fails none of them', async () => {
  const [{ shard } = assert.fail('there is no example')] = examples;
  const checkouts = await Promise.all(SHARDS.map((n) => machine.checkout(`shard-${n}`)));
  played.push(
    ...(await Promise.all(SHARDS.map((n) => machine.run(shard, n, checkouts[n - 1] ?? '')))),
  );
  for (const { code, said } of played) assert.equal(code, 0, said);
  const told = played.map(({ said }) => said).join('\n');
  assert.match(told, /GP2GP-REQ-083 known since 2026-11-26: fragments out of order are refused/);
});

test('the failure left a bundle in what its shard leaves', async () => {
  const files = await Promise.all(
    SHARDS.map((n) =>
      readdir(join(machine.directory, `shard-${n}`, 'reports'), { recursive: true }),
    ),
  );
  assert.equal(files.flat().filter((each) => each.endsWith('bundles/GP2GP-REQ-083.zip')).length, 1);
});

test('the run in one process ends in the same way', async () => {
  const checkout = await machine.checkout('whole');
  const conform = `npx spinebox conform --sut sut.yaml --seed ${BUILD} --baseline baseline.yaml`;
  whole = await machine.run(job([conform]), 1, checkout);
  assert.equal(whole.code, 0, whole.said);
  assert.match(whole.said, /verdict: FAILED AS KNOWN: 1 failed, 7 passed/);
});

for (const { name, report, left, found, junit } of examples) {
  test(`${name}: the report of the shards is that of the run in one process`, async () => {
    const checkout = await machine.checkout(`report-${name.replaceAll(' ', '-')}`);
    for (const n of SHARDS) {
      await carry(join(machine.directory, `shard-${n}`, left(n)), join(checkout, found(n)));
    }
    const { code, said } = await machine.run(reportWithin(report), 1, checkout);
    assert.equal(code, 0, said);
    const merged = await readResults(join(checkout, 'reports', 'all'));
    assert.equal(merged.scenarios.length, IDS.length);
    assertSameResults(merged, await readResults(join(machine.directory, 'whole', 'reports')));
    assert.match(
      await readFile(join(checkout, junit), 'utf8'),
      /failures="0" errors="0" skipped="1"/,
    );

    await writeFile(join(checkout, 'baseline.yaml'), 'version: 1\nfailures: []\n');
    const again = await machine.run(mergeOnly(report), 1, checkout);
    assert.equal(again.code, 1, again.said);
    assert.match(again.said, /GP2GP-REQ-083 new: it is not in the baseline/);

    await rm(join(checkout, found(2)), { recursive: true });
    const missing = await machine.run(mergeOnly(report), 1, checkout);
    assert.notEqual(missing.code, 0);
    assert.match(missing.said, /These are the shards 1\+3\+4\/4 only/);
  });
}

test('the baseline of the examples is one, and knows what the practice gets wrong', async () => {
  const { failures } = await readBaselineFile(join(EXAMPLES, 'baseline.yaml'));
  assert.deepEqual(
    failures.map(({ id }) => id),
    ['GP2GP-REQ-083'],
  );
  await access(join(EXAMPLES, 'Jenkinsfile'));
});

/** What was carried into the checkout must stay: Jenkins clears the folder before it unstashes. */
function reportWithin(report: (typeof examples)[number]['report']) {
  const scripts = report.scripts.map((each) => each.replace(' && rm -rf reports', ''));
  return { ...report, scripts };
}

function mergeOnly(report: (typeof examples)[number]['report']) {
  return { ...report, scripts: report.scripts.filter((each) => each.includes('report merge')) };
}
