import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFeatures } from './support/run-cucumber.ts';

// npm run features [-- --tags "@refusal" --name "a regular expression" --reports folder]
const { values } = parseArgs({
  options: {
    tags: { type: 'string' },
    name: { type: 'string', multiple: true },
    reports: { type: 'string' },
  },
});

const run = await runFeatures({
  ...(values.tags ? { tags: values.tags } : {}),
  ...(values.name ? { names: values.name } : {}),
  reportsDirectory: values.reports ?? join(process.cwd(), 'reports'),
});
for (const { feature, scenario, status, message } of run.scenarios) {
  if (status === 'skipped') console.log(`skipped: ${feature}: ${scenario}: ${message ?? ''}`);
}
for (const error of run.errors) console.error(error);
// Nothing chosen is nothing shown to work.
process.exitCode = run.success && run.scenarios.length > 0 ? 0 : 1;
