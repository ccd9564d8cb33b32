import type { Finding } from '../../src/domain/finding.ts';
import { mergedJournal } from '../../src/report/merged-journal.ts';
import type {
  Requirement,
  RunResults,
  ScenarioResult,
  TimelineMessage,
  Verdict,
} from '../../src/report/results.ts';
import { summaryOf } from '../../src/report/summary.ts';

/** A message of a timeline; `sequence` also makes its ids and its time. */
export function message(sequence: number, more: Partial<TimelineMessage> = {}): TimelineMessage {
  return {
    sequence,
    at: new Date(Date.UTC(2026, 0, 5, 9) + sequence * 40).toISOString(),
    afterMs: sequence * 40,
    from: sequence % 2 === 1 ? 'system' : 'counterpart',
    role: sequence === 1 ? 'request' : sequence % 2 === 1 ? 'continue' : 'fragment',
    interaction: sequence === 1 ? 'RCMR_IN010000UK05' : 'COPC_IN000001UK01',
    conversationId: 'B2F4A9B0-0001-4000-8000-0000000000AA',
    messageId: `5B1E0A4C-0000-4000-8000-${String(sequence).padStart(12, '0')}`,
    bytes: 2_000 + sequence,
    remarks: [],
    ...more,
  };
}

export function finding(
  sequence: number,
  more: Partial<Finding> = {},
): Finding & { readonly sequence: number } {
  return {
    check: 'EBXML-MANIFEST-01',
    severity: 'must',
    clause: 'ebMS 2.0 section 3.2',
    basis: 'N',
    message: 'part <a@b> is missing from the manifest',
    at: '/part[3]',
    suggestion: 'name every part in the manifest',
    sequence,
    ...more,
  };
}

/** A scenario that came to a verdict, with two steps and the messages of a small transfer. */
export function scenario(
  id: string,
  verdict: Verdict,
  more: Partial<ScenarioResult> = {},
): ScenarioResult {
  const failed = verdict === 'fail' || verdict === 'error' || verdict === 'report';
  return {
    id,
    title: `Situation ${id}`,
    feature: 'Large messages arrive',
    role: 'requester',
    basis: 'N',
    requirements: ['LM-01'],
    verdict,
    reason: verdict === 'pass' ? undefined : `why ${id} came to ${verdict}`,
    steps: [
      { text: 'When the patient registers', status: 'passed', observed: ['registered (#1)'] },
      {
        text: 'Then the system accepts every fragment',
        status: failed ? 'failed' : verdict === 'skip' ? 'skipped' : 'passed',
        observed: ['the system sent request (#1)'],
      },
    ],
    timeline: [message(1), message(2), message(3)],
    findings: [],
    tolerated: [],
    outcomes: [
      {
        conversationId: 'B2F4A9B0-0001-4000-8000-0000000000AA',
        status: 'Integrated on time',
        reason: undefined,
      },
    ],
    seed: 7,
    replay: `spinebox conform --sut sut.yaml --only ${id} --seed 7`,
    startedAt: '2026-01-05T09:00:00.000Z',
    durationMs: 1_250,
    ...more,
  };
}

export const REQUIREMENTS: readonly Requirement[] = [
  { id: 'LM-01', clause: 'gp2gp 3.3', title: 'every announced fragment is awaited' },
  { id: 'LM-02', clause: 'gp2gp 3.7', title: 'fragments are understood in any order' },
  { id: 'TIME-01', clause: 'gp2gp 4.6', title: 'a transfer that stays away is given up' },
];

/** Results of a run, with the summary of its scenarios. */
export function results(
  scenarios: readonly ScenarioResult[],
  more: Partial<RunResults> = {},
): RunResults {
  return {
    schemaVersion: 1,
    product: { name: 'spinebox', version: '0.1.0' },
    startedAt: '2026-01-05T09:00:00.000Z',
    durationMs: 61_500,
    seed: 7,
    shard: undefined,
    system: {
      name: 'Riverside GP system',
      odsCode: 'Z99001',
      partyKey: 'Z99001-1000001',
      asid: '200000000101',
      roles: ['requester', 'sender'],
      hooks: ['registerPatient', 'transferStatus'],
    },
    schemas: 'run',
    notRun: [],
    summary: summaryOf(scenarios),
    scenarios,
    requirements: REQUIREMENTS,
    journal: { entries: 412, chain: 'a1'.repeat(32) },
    ...more,
  };
}

/** One scenario of each verdict, with everything that a result can hold. */
export function fullResults(): RunResults {
  const rich: Required<TimelineMessage> = {
    ...message(2),
    hl7Id: '0A0B0C0D-0000-4000-8000-000000000002',
    code: '30',
    taken: false,
    remarks: ['sent twice on purpose', 'refused by Spine'],
  };
  // Of what a run judges, the side is that of the message.
  const found: Required<Omit<Finding, 'side'>> = {
    ...{ check: 'LM-DESCRIPTION-02', severity: 'must', clause: 'gp2gp 3.3', basis: 'P' },
    ...{ message: 'Length=x is no number', at: 'Manifest/Reference[2]/Description', part: 1 },
    ...{ line: 31, column: 14, offset: 2_204, suggestion: 'write the bytes in decimal digits' },
  };
  const failing: Required<ScenarioResult> = {
    ...scenario('GP2GP-REQ-083', 'fail', {
      basis: 'P',
      requirements: ['LM-01', 'LM-02'],
      timeline: [message(1), rich, message(3)],
      findings: [{ ...found, sequence: 2 }],
      tolerated: [{ id: 'D2', text: 'ids differ', sequence: 2 }],
      outcomes: [{ conversationId: 'C', status: 'Technical failure', reason: 'Final error' }],
    }),
    reason: 'fragment 2 was never acknowledged (#14)',
    shard: '1/2',
    baseline: {
      ...{ status: 'different', since: '2026-01-02', note: 'ticket 12' },
      otherwise: 'another rule is broken: LM-DESCRIPTION-02',
    },
  };
  const shards = [
    {
      ...{ shard: '1/2', startedAt: '2026-01-05T09:00:00.000Z', durationMs: 61_500 },
      journal: { entries: 412, chain: 'a1'.repeat(32) },
    },
  ];
  const all: Required<RunResults> = {
    ...results([
      scenario('GP2GP-REQ-001', 'pass'),
      failing,
      scenario('GP2GP-REQ-012', 'report', { basis: 'I' }),
      scenario('GP2GP-SND-004', 'skip', {
        ...{ role: 'sender', reason: 'the hook seedRecord is missing' },
        ...{ requirements: ['LM-02'], timeline: [], outcomes: [] },
      }),
      scenario('GP2GP-SND-005', 'notApplicable', {
        ...{ role: 'sender', requirements: [], steps: [], timeline: [], outcomes: [] },
      }),
      scenario('MHS-B-03', 'error', { role: 'either', feature: 'Transport', basis: 'A' }),
    ]),
    run: { id: '20260105T090000Z-7' },
    shard: '1/2',
    schemas: 'not-run',
    notRun: [{ check: 'XSD', because: 'no directory of schemas was named (--schemas)' }],
    shards,
    baseline: { sha256: 'b2'.repeat(32), entries: 2, notPlayed: ['GP2GP-REQ-099'] },
    journal: mergedJournal(shards),
  };
  return all;
}
