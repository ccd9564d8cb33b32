import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Journal } from '../../src/journal/journal.ts';
import { watchEventLoop } from '../../src/platform/event-loop-delay.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { type Metrics, openMetrics } from '../../src/platform/metrics.ts';
import type { Neighbours } from '../doors/neighbours.ts';
import { countEntries } from './count-entries.ts';
import { countNeighbours } from './count-neighbours.ts';
import { logEntry } from './log-entries.ts';
import { METRICS, type MetricName } from './metric-definitions.ts';
import { spanTeller } from './span-of.ts';

export interface MonitoringOptions {
  readonly journal: Journal;
  readonly logger: Logger;
  /** Of the product. */
  readonly version: string;
  /** Deliveries under way or waiting. */
  readonly queueDepth: () => number;
  /** What stands beside Spine, to be asked how much waits there. */
  readonly neighbours?: Neighbours;
}

export interface Monitoring {
  /** Answers `GET /metrics` in the text form of Prometheus. */
  answer(request: IncomingMessage, response: ServerResponse): void;
  text(): Promise<string>;
  /** The journal begins anew: what is under way is forgotten, what was counted stays counted. */
  reset(): void;
  close(): void;
}

/** Metrics, log lines and spans, all three out of what is put on record from now on. */
export function openMonitoring(options: MonitoringOptions): Monitoring {
  const { journal, logger, version, queueDepth, neighbours } = options;
  const metrics = openMetrics(METRICS);
  const counting = countEntries(metrics);
  const beside = countNeighbours(metrics);
  const span = spanTeller();
  const loop = watchEventLoop();
  let newest = 0;
  let before: NodeJS.CpuUsage | undefined;
  metrics.set('spinebox_build_info', { version, node: process.versions.node }, 1);
  const unsubscribe = journal.subscribe((entry) => {
    newest = entry.sequence;
    counting.take(entry);
    beside.take(entry);
    logEntry(logger, entry);
    span(entry);
  });
  metrics.onRead(() => {
    metrics.set('spinebox_queue_depth', {}, queueDepth());
    metrics.set('spinebox_journal_entries', {}, newest);
    if (neighbours) askNeighbours(metrics, neighbours);
    for (const [role, count] of counting.open())
      metrics.set('spinebox_transfers_open', { role }, count);
    const { p50, p99, max } = loop.read();
    for (const [quantile, value] of Object.entries({ '0.5': p50, '0.99': p99, '1': max }))
      metrics.set('spinebox_event_loop_delay_seconds', { quantile }, value);
    metrics.set('spinebox_resident_memory_bytes', {}, process.memoryUsage.rss());
    const spent = process.cpuUsage(before);
    before = process.cpuUsage();
    for (const mode of ['user', 'system'] as const)
      metrics.count('spinebox_cpu_seconds_total', { mode }, spent[mode] / 1e6);
  });
  const known = journal.find({ newestFirst: true, limit: 1 }).then(([entry]) => {
    newest = Math.max(newest, entry?.sequence ?? 0);
  });
  const text = async () => {
    await known;
    return metrics.text();
  };
  return {
    text,
    answer(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      text().then(
        (body) => response.writeHead(200, { 'content-type': metrics.contentType }).end(body),
        (error: unknown) => {
          logger.error({ error: String(error) }, 'metrics could not be told');
          response.destroy();
        },
      );
    },
    reset() {
      newest = 0;
      counting.reset();
      beside.reset();
    },
    close() {
      unsubscribe();
      loop.stop();
    },
  };
}

/** How much waits now. */
function askNeighbours(metrics: Metrics<MetricName>, { mesh, nhais, adaptors }: Neighbours): void {
  if (mesh) {
    const waiting = mesh.desk.mailboxes().reduce((sum, box) => sum + box.waiting, 0);
    metrics.set('spinebox_mesh_waiting', {}, waiting);
  }
  for (const { name: link, unreceipted } of nhais?.desk.links() ?? [])
    metrics.set('spinebox_nhais_unreceipted', { link }, unreceipted.length);
  for (const { odsCode: adaptor, waiting, consumers } of adaptors?.desk.adaptors() ?? []) {
    if (waiting !== undefined) metrics.set('spinebox_adaptor_queue_depth', { adaptor }, waiting);
    if (consumers !== undefined) metrics.set('spinebox_adaptor_consumers', { adaptor }, consumers);
  }
}
