import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { showBundle } from '../../cli/show-bundle.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';
import { scenario } from '../report/specimen-results.ts';
import { bundleGround, CONVERSATION, exchange, plainOptions } from './bundle-of.ts';

test('what was refused after a scenario was judged is told last, and not as the reason why it failed', async () => {
  await using ground = await bundleGround();
  const { folder, journal } = ground;
  const refused = { status: 500, headers: [], body: Buffer.from('<refused/>') };
  const appended = [];
  for (const [messageId, at] of [
    // The clock of a scenario may have been moved ahead: order counts, too.
    ['A1', '2026-01-05T09:30:00.000Z'],
    ['A2', '2026-01-05T09:00:01.000Z'],
    ['A3', '2026-01-05T09:00:01.100Z'],
    ['A4', '2026-01-05T09:00:09.000Z'],
  ] as const)
    appended.push(await journal.append(exchange({ messageId, at, response: refused })));
  const [first, second, third, fourth] = appended.map(({ sequence }) => sequence);
  const plain = scenario('GP2GP-REQ-001', 'fail');
  const timeline = plain.timeline
    .slice(0, 2)
    .map((each, index) => ({ ...each, sequence: [first, second][index] ?? 0 }));
  const outcomes = plain.outcomes.map((each) => ({ ...each, conversationId: CONVERSATION }));
  const out = join(folder, 'after.zip');
  await writeBundle({
    ...plainOptions(journal, out),
    scenarios: [
      {
        result: { ...plain, timeline, outcomes },
        feature: { name: 'a.feature', text: 'Feature: a', shipped: true },
        situations: [],
      },
    ],
  });
  await using bundle = await openBundle(out);
  const problems = (await bundle.readJson('problems.json')) as {
    sequence: number;
    afterVerdict?: boolean;
  }[];
  const late = problems.filter(({ afterVerdict }) => afterVerdict).map(({ sequence }) => sequence);
  assert.deepEqual([...new Set(late)], [fourth]);
  assert.deepEqual(
    [first, second, third].every((each) => problems.some(({ sequence }) => sequence === each)),
    true,
  );
  const lines: string[] = [];
  await showBundle(out, false, (line) => lines.push(line));
  const text = lines.join('\n');
  const heading = text.indexOf('After the scenario was judged, so not why it failed:');
  assert.ok(heading > text.indexOf(`#${third} `) && heading < text.indexOf(`#${fourth} `));
  assert.match(text, /replay .*after\.zip --sut sut\.yaml .*your system\n.*--against bundled/);
  assert.match(await bundle.readText('summary.html'), /not why it failed/);
});
