import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsReference } from '../../simulator/monitoring/metrics-reference.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'monitoring', 'README.md');

/** The page with the table as it should be. */
export function metricsPage(): { readonly written: string; readonly wanted: string } {
  const written = readFileSync(PAGE, 'utf8');
  const wanted = written.replace(
    /<!-- metrics -->[\s\S]*<!-- \/metrics -->/,
    `<!-- metrics -->\n${metricsReference()}\n<!-- /metrics -->`,
  );
  return { written, wanted };
}

if (process.argv[1] === import.meta.filename) writeFileSync(PAGE, metricsPage().wanted);
