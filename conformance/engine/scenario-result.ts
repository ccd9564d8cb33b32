import type { Finding } from '../../src/domain/finding.ts';
import type { ScenarioResult, StepResult, TimelineMessage } from '../../src/report/results.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { type Ending, verdictOf } from '../verdict.ts';
import type { TrialRecord } from './open-trial.ts';
import type { ScenarioHead } from './trial.ts';

export interface ScenarioEnd {
  readonly head: ScenarioHead;
  readonly ending: Ending;
  readonly record: TrialRecord;
  readonly steps: readonly StepResult[];
  /** Findings of the conversation as a whole, and of the schemas, beside those of single messages. */
  readonly moreFindings: readonly (Finding & { readonly sequence: number })[];
  readonly outcomes: ScenarioResult['outcomes'];
  readonly seed: number;
  readonly replay: string;
  readonly startedAt: string;
  readonly durationMs: number;
}

/** Puts together what a scenario came to. Pure. */
export function scenarioResult(end: ScenarioEnd): ScenarioResult {
  const { head, ending, record, steps, seed, replay, startedAt, durationMs } = end;
  const { id, title, feature, role, basis, requirements } = head;
  const findings = [
    ...record.transcripts.flatMap(({ messages }) =>
      messages.flatMap(({ sequence, findings }) => findings.map((each) => ({ ...each, sequence }))),
    ),
    ...end.moreFindings,
  ];
  const { verdict, reason } = verdictOf({
    basis,
    ending,
    // What no check of the catalogue finds, Spine could not read: that is a rule of the transport.
    findings: findings.map((each) => ({ ...each, basis: each.basis ?? 'N' })),
    chosen: record.chosen,
    warnings: record.warnings,
  });
  return {
    ...{ id, title, feature, role, basis, requirements, verdict, reason, steps },
    timeline: timelineOf(record),
    findings,
    tolerated: distinct(record.tolerated),
    outcomes: end.outcomes,
    ...{ seed, replay, startedAt, durationMs },
  };
}

function timelineOf({ transcripts, remarks }: TrialRecord): readonly TimelineMessage[] {
  const bySequence = new Map<number, TranscriptMessage>();
  for (const { messages } of transcripts) {
    for (const message of messages) bySequence.set(message.sequence, message);
  }
  const messages = [...bySequence.values()].toSorted((a, b) => a.sequence - b.sequence);
  const start = Date.parse(messages[0]?.at ?? '');
  return messages.map((message) => {
    const { sequence, at, from, role, interaction, conversationId, messageId, hl7Id } = message;
    const code = message.acknowledgement?.code;
    return {
      ...{ sequence, at, afterMs: Date.parse(at) - start, from, role, interaction },
      ...{ conversationId, messageId, bytes: message.bytes },
      ...(hl7Id !== undefined && { hl7Id }),
      ...(code !== undefined && { code }),
      ...(!message.taken && { taken: false }),
      remarks: [...fateOf(message), ...(remarks.get(messageId) ?? [])],
    };
  });
}

function fateOf({ disturbed, duplicate, taken }: TranscriptMessage): readonly string[] {
  const onPurpose = disturbed === undefined ? [] : [`on purpose: ${disturbed}`];
  if (duplicate) return [...onPurpose, 'a copy of an earlier one'];
  return taken || disturbed !== undefined ? onPurpose : ['refused by Spine'];
}

function distinct(tolerated: TrialRecord['tolerated']): TrialRecord['tolerated'] {
  const seen = new Set<string>();
  return tolerated.filter(({ id, text, sequence }) => {
    const key = `${id} ${text} ${sequence ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
