import type { ScenarioResult, StepResult, TimelineMessage } from '../../src/report/results.ts';

let count = 0;

/** A message of a timeline: `request from the system`, with what a test says of it. */
export function said(
  from: TimelineMessage['from'],
  role: string,
  more: Partial<TimelineMessage> = {},
): TimelineMessage {
  count++;
  return {
    ...{ sequence: count, at: new Date(count * 1000).toISOString(), afterMs: count, from, role },
    ...{ interaction: 'RCMR_IN010000UK05', conversationId: 'C1', messageId: `M${count}` },
    ...{ bytes: 1000 + count, remarks: [] },
    ...more,
  };
}

export function step(text: string, status: StepResult['status'] = 'passed'): StepResult {
  return { text, status, observed: [] };
}

export function result(more: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    ...{ id: 'GP2GP-REQ-001', title: 'A record', feature: 'Records', role: 'requester' },
    ...{ basis: 'N', requirements: [], verdict: 'fail', reason: 'expected: a; observed: b' },
    steps: [step('When the patient registers'), step('Then the record is filed', 'failed')],
    timeline: [],
    ...{ findings: [], tolerated: [], outcomes: [], seed: 1, replay: '' },
    ...{ startedAt: '2026-11-26T10:00:00.000Z', durationMs: 10 },
    ...more,
  } as ScenarioResult;
}
