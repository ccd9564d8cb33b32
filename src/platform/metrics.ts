import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a metric is, for those who read it. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram, ascending. */
  readonly buckets?: readonly number[];
}

export type Labels = Readonly<Record<string, string>>;

/** Metrics by name, in the text form of Prometheus. */
export interface Metrics<Name extends string> {
  count(name: Name, labels: Labels, by?: number): void;
  observe(name: Name, labels: Labels, value: number): void;
  set(name: Name, labels: Labels, value: number): void;
  /** Asked whenever the metrics are read, before they are written. */
  onRead(task: () => void): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** A book of metrics of its own: two simulators in one process do not share any. */
export function openMetrics<Name extends string>(
  definitions: Readonly<Record<Name, MetricDefinition>>,
): Metrics<Name> {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const tasks: (() => void)[] = [];
  for (const [name, { kind, help, labels, buckets }] of entriesOf(definitions)) {
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (kind === 'counter') counters.set(name, new Counter(common));
    else if (kind === 'gauge') gauges.set(name, new Gauge(common));
    else
      histograms.set(name, new Histogram({ ...common, ...(buckets && { buckets: [...buckets] }) }));
  }
  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
    observe: (name, labels, value) => histograms.get(name)?.observe(labels, value),
    set: (name, labels, value) => gauges.get(name)?.set(labels, value),
    onRead: (task) => void tasks.push(task),
    text() {
      for (const task of tasks) task();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function entriesOf<Name extends string>(
  definitions: Readonly<Record<Name, MetricDefinition>>,
): readonly (readonly [string, MetricDefinition])[] {
  return Object.entries<MetricDefinition>(definitions);
}
