import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { labelWords } from '../../simulator/monitoring/label-words.ts';
import { METRICS } from '../../simulator/monitoring/metric-definitions.ts';
import { openMonitoring } from '../../simulator/monitoring/open-monitoring.ts';
import { spanTeller } from '../../simulator/monitoring/span-of.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Entry, NewEntry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { FinishedSpan } from '../../src/platform/tracing.ts';
import { fakeAdaptors, fakeMailboxes, fakeNhais } from '../control/fake-desks.ts';
import { metricsPage } from './write-metrics-page.ts';

const DASHBOARD = join(
  import.meta.dirname,
  ...['..', '..', 'docs', 'monitoring', 'grafana-dashboard.json'],
);
const AT = '2026-01-05T09:00:00.000Z';

const received = (more: Partial<NewEntry> = {}): NewEntry => ({
  kind: 'received',
  at: AT,
  service: 'spine',
  summary: 'RCMR_IN010000UK05 from Z99002-900002: taken',
  conversationId: 'C-1',
  messageId: 'M-1',
  interaction: 'RCMR_IN010000UK05',
  fromParty: 'Z99002-900002',
  request: { method: 'POST', path: '/reliablemessaging', headers: [], body: Buffer.alloc(120) },
  response: { status: 202, headers: [] },
  timings: { untilAnswer: 4 },
  facts: { result: 'taken' },
  ...more,
});

async function scene() {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-monitoring-'));
  const journal = await openJournal({ directory, sync: false });
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('debug', { write: (text) => void lines.push(JSON.parse(text)) });
  const monitoring = openMonitoring({ journal, logger, version: '1.2.3', queueDepth: () => 7 });
  return {
    ...{ journal, monitoring, lines },
    async [Symbol.asyncDispose]() {
      monitoring.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

test('counts messages by interaction, outcome and error code, and tells how long answers took', async () => {
  await using stage = await scene();
  const { journal, monitoring } = stage;
  await journal.append(received());
  await journal.append(received({ facts: { result: 'duplicate' } }));
  await journal.append(received({ facts: { result: 'refused: CPA_ID_UNKNOWN' } }));
  await journal.append(
    received({
      service: 'pds-fhir',
      interaction: 'Patient.read',
      response: { status: 404, headers: [] },
      facts: { result: 'RESOURCE_NOT_FOUND' },
    }),
  );
  const text = await monitoring.text();
  const value = (line: string) => text.split('\n').find((each) => each.startsWith(line));
  const label = 'service="spine",interaction="RCMR_IN010000UK05"';
  assert.ok(value(`spinebox_messages_total{${label},outcome="taken",code=""} 1`));
  assert.ok(value(`spinebox_messages_total{${label},outcome="duplicate",code=""} 1`));
  assert.ok(value(`spinebox_messages_total{${label},outcome="refused",code="CPA_ID_UNKNOWN"} 1`));
  assert.match(text, /interaction="Patient.read",outcome="refused",code="RESOURCE_NOT_FOUND"\} 1/);
  assert.ok(value(`spinebox_answer_seconds_count{${label}} 3`));
  assert.ok(value(`spinebox_answer_seconds_bucket{le="0.005",${label}} 3`));
  assert.ok(value('spinebox_received_bytes_total{service="spine"} 360'));
  assert.ok(value('spinebox_queue_depth 7'));
  assert.ok(value('spinebox_journal_entries 4'));
  assert.match(text, /spinebox_event_loop_delay_seconds\{quantile="0.99"\} /);
  assert.match(text, /spinebox_build_info\{version="1.2.3",node="\d+/);
});

test('a transfer is open from its first step to its outcome, and ends once', async () => {
  await using stage = await scene();
  const { journal, monitoring } = stage;
  const step = (outcome: string | null, code: string | null = null): NewEntry => ({
    kind: 'transfer',
    at: AT,
    service: 'practice:Z99002',
    summary: 'requester requested',
    conversationId: 'C-1',
    facts: { role: 'requester', state: 'requested', outcome, code },
  });
  await journal.append(step(null));
  assert.match(await monitoring.text(), /spinebox_transfers_open\{role="requester"\} 1/);
  await journal.append(step('refused', '06'));
  await journal.append(step('refused', '06'));
  const text = await monitoring.text();
  assert.match(text, /spinebox_transfers_open\{role="requester"\} 0/);
  assert.match(text, /spinebox_transfers_total\{role="requester",outcome="refused",code="06"\} 1/);
});

test('whatever peers call their interactions, the number of series stays bounded', () => {
  const words = labelWords(3);
  const told = ['A', 'B', 'x y', 'C', 'D', 'A', 'q"\n'].map(words.word);
  assert.deepEqual(told, ['A', 'B', 'other', 'C', 'other', 'A', 'other']);
});

test('a line of the log leads to the entry and holds nothing of the message', async () => {
  await using stage = await scene();
  const { journal, lines } = stage;
  const finding: Finding = {
    ...{ check: 'MIME-01', clause: 'x', at: '/part[1]' },
    severity: 'must',
    message: 'names <Jane Doe>',
  };
  await journal.append(received());
  await journal.append(
    received({
      findings: [finding],
      request: { method: 'GET', path: '/Patient/9990000018', headers: [['x', '9990000018']] },
    }),
  );
  const [taken, warned] = lines;
  assert.deepEqual([taken?.level, warned?.level], [30, 40]);
  assert.deepEqual(
    [taken?.sequence, taken?.conversationId, taken?.messageId, taken?.status, taken?.ms],
    [1, 'C-1', 'M-1', 202, 4],
  );
  assert.deepEqual(warned?.findings, ['MIME-01']);
  assert.doesNotMatch(JSON.stringify(lines), /9990000018|Jane/);
});

test('a delivery is a span below the arrival of its message, an error when it failed', () => {
  const told: FinishedSpan[] = [];
  const tell = spanTeller((span) => {
    told.push(span);
    return { traceId: 'a'.repeat(32), spanId: `${told.length}`.padStart(16, '0'), traceFlags: 1 };
  });
  const traceparent = `00-${'b'.repeat(32)}-${'c'.repeat(16)}-01`;
  const request = { method: 'POST', path: '/', headers: [['Traceparent', traceparent]] } as const;
  tell({ ...received({ request }), sequence: 1 } as Entry);
  tell({
    ...received({
      timings: { total: 20 },
      facts: { attempt: 1, outcome: 'unreachable', why: 'x' },
    }),
    ...{ kind: 'delivery', sequence: 2 },
  } as Entry);
  tell({ ...received(), kind: 'note', sequence: 3 } as Entry);
  const [arrival, delivery] = told;
  assert.equal(told.length, 2);
  assert.equal(arrival?.name, 'receive RCMR_IN010000UK05');
  assert.deepEqual(arrival?.headers, { traceparent });
  assert.deepEqual([arrival?.start, arrival?.end], [Date.parse(AT), Date.parse(AT) + 4]);
  assert.equal(arrival?.error, undefined);
  assert.equal(delivery?.parent?.spanId, '0000000000000001');
  assert.equal(delivery?.error, 'x');
  assert.equal(delivery?.attributes['spinebox.attempt'], 1);
});

test('the dashboard names only metrics that there are, with labels that they have', () => {
  const dashboard = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as {
    readonly panels: readonly {
      readonly type: string;
      readonly title: string;
      readonly targets: readonly { readonly expr: string }[];
    }[];
  };
  const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
  assert.deepEqual(rows, ['MESH', 'GP Links', 'ODS', 'MHS adaptors']);
  const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  assert.ok(expressions.length >= Object.keys(METRICS).length - 1);
  const shown = new Set<string>();
  for (const expr of expressions) {
    const names = [...expr.matchAll(/\b(spinebox_\w+?)(_bucket|_sum|_count)?(?=[{[)\s]|$)/g)];
    assert.ok(names.length > 0, `no metric in ${expr}`);
    for (const [, name = '', part] of names) {
      const metric = METRICS[name as keyof typeof METRICS];
      assert.ok(metric, `${name} does not exist: ${expr}`);
      assert.equal(part !== undefined, metric.kind === 'histogram', expr);
      shown.add(name);
      const inBraces = [...expr.matchAll(/[{,]\s*(\w+)\s*(?:=~|!=|=)/g)].map(([, label]) => label);
      const grouped = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(/,\s*/) ?? [];
      for (const label of [...inBraces, ...grouped]) {
        // Prometheus adds these itself.
        if (label === 'instance' || label === 'le') continue;
        assert.ok(metric.labels.includes(label ?? ''), `${name} has no label ${label}: ${expr}`);
      }
    }
  }
  const missing = Object.keys(METRICS).filter((name) => !shown.has(name));
  assert.deepEqual(missing, ['spinebox_build_info'], 'everything that is measured is shown');
});

test('the document lists every metric', () => {
  const { written, wanted } = metricsPage();
  assert.equal(written, wanted, 'run: node test/monitoring/write-metrics-page.ts');
});

test('what MESH, GP Links, ODS and adaptors do is counted by words that are bounded', async () => {
  await using stage = await scene();
  const { journal, monitoring } = stage;
  const body = Buffer.alloc(50);
  await journal.append(
    received({
      service: 'mesh',
      facts: { status: 'accepted', workflow: 'NHAIS_REG' },
      request: { method: 'POST', path: '/', headers: [], body },
    }),
  );
  await journal.append({
    ...{ kind: 'settled', at: AT, service: 'mesh', summary: 'too late' },
    facts: { status: 'undeliverable', workflow: 'NHAIS_REG' },
  });
  const interchange = { kind: 'FHSREG', sequence: 1, codes: 'G1;G1;RECEP 1 OK' };
  const finding: Finding = {
    ...{ check: 'NHAIS-DATA-01', clause: 'x', at: 'PNA', severity: 'must', message: 'no name' },
  };
  await journal.append(
    received({
      ...{ service: 'nhais:riverside', facts: { direction: 'in', ...interchange } },
      findings: [finding, finding],
    }),
  );
  await journal.append({
    ...{ kind: 'composed', at: AT, service: 'nhais:riverside', summary: 'F4' },
    facts: { direction: 'out', kind: 'RECEP', sequence: 2, codes: 'RECEP 1 OK' },
  });
  await journal.append(
    received({
      service: 'ods-ord',
      interaction: 'organisation',
      response: { status: 404, headers: [] },
      facts: { result: 'refused: unknown' },
    }),
  );
  const adaptor = 'adaptor:Z99050';
  for (const result of ['accepted', 'refused by Spine', 'refused: no Interaction-Id', 'timed out'])
    await journal.append(
      received({
        ...{ service: adaptor, facts: { result, boundary: 'rest' } },
        response: { status: result === 'accepted' ? 202 : 500, headers: [] },
      }),
    );
  const queue = { service: adaptor, summary: 'x' } as const;
  await journal.append({ ...queue, kind: 'composed', at: AT, opens: 'queue:1' });
  await journal.append({
    ...{ ...queue, kind: 'settled', at: '2026-01-05T09:00:02.000Z', settles: 'queue:1' },
    facts: { outcome: 'accepted' },
  });
  const text = await monitoring.text();
  for (const line of [
    'spinebox_mesh_messages_total{workflow="NHAIS_REG",state="accepted"} 1',
    'spinebox_mesh_messages_total{workflow="NHAIS_REG",state="undeliverable"} 1',
    'spinebox_mesh_bytes_total{way="up"} 50',
    'spinebox_nhais_interchanges_total{link="riverside",direction="in",kind="FHSREG"} 1',
    'spinebox_nhais_interchanges_total{link="riverside",direction="out",kind="RECEP"} 1',
    'spinebox_nhais_messages_total{link="riverside",direction="in",code="G1"} 2',
    'spinebox_nhais_deviations_total{link="riverside"} 2',
    'spinebox_ods_requests_total{face="ods-ord",operation="organisation",status="404"} 1',
    'spinebox_adaptor_sends_total{adaptor="Z99050",outcome="accepted"} 1',
    'spinebox_adaptor_sends_total{adaptor="Z99050",outcome="refused-by-spine"} 1',
    'spinebox_adaptor_sends_total{adaptor="Z99050",outcome="refused"} 1',
    'spinebox_adaptor_sends_total{adaptor="Z99050",outcome="failed"} 1',
    'spinebox_adaptor_settle_seconds_sum{adaptor="Z99050"} 2',
  ])
    assert.ok(text.split('\n').includes(line), line);
});

test('what waits is asked when metrics are read', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-monitoring-'));
  const journal = await openJournal({ directory, sync: false });
  const mailboxes = fakeMailboxes();
  await mailboxes.send({ from: 'X26ABC1', to: 'X26ABC2', workflowId: 'W', body: Buffer.of(1) });
  const unused = { reset: () => undefined, resume: async () => undefined, reload: () => undefined };
  const monitoring = openMonitoring({
    ...{ journal, logger: createLogger('silent'), version: '1', queueDepth: () => 0 },
    neighbours: {
      mesh: { ...unused, url: '', port: 1, desk: mailboxes },
      nhais: { ...unused, desk: fakeNhais() },
      adaptors: { ...unused, desk: fakeAdaptors(), ports: {} },
    },
  });
  const lines = (await monitoring.text()).split('\n');
  for (const line of [
    'spinebox_mesh_waiting 1',
    'spinebox_nhais_unreceipted{link="riverside"} 1',
    'spinebox_adaptor_queue_depth{adaptor="Z99050"} 2',
    'spinebox_adaptor_consumers{adaptor="Z99050"} 1',
  ])
    assert.ok(lines.includes(line), line);
  monitoring.close();
  await journal.close();
  await rm(directory, { recursive: true, force: true });
});
