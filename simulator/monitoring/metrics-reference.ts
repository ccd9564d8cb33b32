import type { MetricDefinition } from '../../src/platform/metrics.ts';
import { METRICS } from './metric-definitions.ts';

/** The table of the metrics for the document about monitoring, in Markdown. */
export function metricsReference(): string {
  const rows = Object.entries<MetricDefinition>(METRICS).map(
    ([name, { kind, labels, help }]) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
  );
  return ['| Metric | Kind | Labels | What it is |', '|---|---|---|---|', ...rows].join('\n');
}
