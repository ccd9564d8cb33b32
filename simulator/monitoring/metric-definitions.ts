import type { MetricDefinition } from '../../src/platform/metrics.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const counter = (help: string, ...labels: readonly string[]): MetricDefinition => ({
  kind: 'counter',
  help,
  labels,
});
const gauge = (help: string, ...labels: readonly string[]): MetricDefinition => ({
  kind: 'gauge',
  help,
  labels,
});
const histogram = (help: string, ...labels: readonly string[]): MetricDefinition => ({
  kind: 'histogram',
  help,
  labels,
  buckets: SECONDS,
});

/** Everything that `/metrics` tells. Labels hold words of the product and of the field, never of a patient. */
export const METRICS = {
  spinebox_messages_total: counter(
    'Messages and requests that came in, by what became of them: taken, answered, duplicate, refused, disturbed on purpose, broken off. code names the error of a refusal.',
    'service',
    'interaction',
    'outcome',
    'code',
  ),
  spinebox_answer_seconds: histogram(
    'From the arrival of a message or request to its answer.',
    'service',
    'interaction',
  ),
  spinebox_received_bytes_total: counter('Bytes of the bodies that came in.', 'service'),
  spinebox_deliveries_total: counter(
    'Attempts to hand a message on, by who made them and what became of them.',
    'service',
    'interaction',
    'outcome',
  ),
  spinebox_delivery_seconds: histogram(
    'Of an attempt to hand a message on, until its answer.',
    'service',
    'interaction',
  ),
  spinebox_deliveries_ended_total: counter(
    'Deliveries that ended without the recipient having taken the message: failed, held.',
    'interaction',
    'outcome',
  ),
  spinebox_findings_total: counter('What checks found wrong.', 'check', 'severity'),
  spinebox_handshakes_refused_total: counter('Refused TLS handshakes.', 'service', 'cause'),
  spinebox_transfers_total: counter(
    'Transfers that ended, as the bundled practice of that role saw it.',
    'role',
    'outcome',
    'code',
  ),
  spinebox_transfers_open: gauge('Transfers of bundled practices that are under way.', 'role'),
  spinebox_queue_depth: gauge('Deliveries under way, waiting for their turn or for a retry.'),
  spinebox_mesh_messages_total: counter(
    'Messages of MESH that came into a state: accepted, acknowledged, undeliverable.',
    'workflow',
    'state',
  ),
  spinebox_mesh_waiting: gauge('Messages of MESH that can be collected.'),
  spinebox_mesh_bytes_total: counter('Bytes of bodies that went to MESH and from it.', 'way'),
  spinebox_nhais_interchanges_total: counter(
    'Interchanges of GP Links, as the authority sees them.',
    'link',
    'direction',
    'kind',
  ),
  spinebox_nhais_messages_total: counter(
    'Messages of registration in interchanges of GP Links, by what they bring.',
    'link',
    'direction',
    'code',
  ),
  spinebox_nhais_deviations_total: counter('What was wrong with interchanges.', 'link'),
  spinebox_nhais_unreceipted: gauge('Interchanges that no RECEP has closed.', 'link'),
  spinebox_ods_requests_total: counter(
    'Requests to the faces of ODS.',
    'face',
    'operation',
    'status',
  ),
  spinebox_adaptor_sends_total: counter(
    'Messages that were handed to an MHS adaptor, by what became of them.',
    'adaptor',
    'outcome',
  ),
  spinebox_adaptor_queue_depth: gauge(
    'Messages in the embedded queue that nobody settled.',
    'adaptor',
  ),
  spinebox_adaptor_consumers: gauge('Consumers of the embedded queue.', 'adaptor'),
  spinebox_adaptor_settle_seconds: histogram(
    'From the arrival of a message in the embedded queue until it was settled.',
    'adaptor',
  ),
  spinebox_journal_entries: gauge('Entries on record.'),
  spinebox_event_loop_delay_seconds: gauge(
    'How long one thing kept everything else waiting, since the last reading.',
    'quantile',
  ),
  spinebox_resident_memory_bytes: gauge('Memory of the process.'),
  spinebox_cpu_seconds_total: counter('Processor time of the process since its start.', 'mode'),
  spinebox_build_info: gauge('Always 1; its labels say what is running.', 'version', 'node'),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;
