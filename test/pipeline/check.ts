import { join } from 'node:path';
import { readResults } from '../../src/report/read-results.ts';
import { BUILD, job } from './pipeline-example.ts';
import { pipelineExamples } from './read-examples.ts';
import { assertSameResults } from './same-results.ts';
import { carry, openMachine } from './workspace.ts';

/**
 * `npm run pipeline-check`: the whole suite by the commands of the first example, in four processes side by side, and
 * in one process; then the merged report must be the same. Some minutes; arguments are handed to `conform`, for
 * instance `--tags "not @large"`.
 */
const [example] = pipelineExamples();
if (!example) throw new Error('there is no example');
const quoted = process.argv.slice(2).map((each) => `'${each.replaceAll("'", "'\\''")}'`);
await using machine = await openMachine(['--against bundled', ...quoted].join(' '));
const took = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

const began = performance.now();
const report = await machine.checkout('report');
const shards = await Promise.all(
  [1, 2, 3, 4].map(async (n) => {
    const checkout = await machine.checkout(`shard-${n}`);
    const { code, said } = await machine.run(example.shard, n, checkout);
    await carry(join(checkout, example.left(n)), join(report, example.found(n)));
    return { n, code, said };
  }),
);
for (const { n, code, said } of shards) {
  console.log(`shard ${n}/4 ended with ${code}${code === 0 ? '' : `\n${said}`}`);
}
const merging = await machine.run(example.report, 1, report);
const merged = await readResults(join(report, 'reports', 'all'));
console.log(
  `merged: ended with ${merging.code}, ${JSON.stringify(merged.summary)}, ${took(began)}`,
);

const alone = performance.now();
const checkout = await machine.checkout('whole');
const conform = `npx spinebox conform --sut sut.yaml --seed ${BUILD} --baseline baseline.yaml`;
const { code } = await machine.run(job([conform]), 1, checkout);
const whole = await readResults(join(checkout, 'reports'));
console.log(`whole: ended with ${code}, ${JSON.stringify(whole.summary)}, ${took(alone)}`);

assertSameResults(merged, whole);
console.log(`the same: ${whole.scenarios.length} ids, their verdicts, reasons and steps`);
