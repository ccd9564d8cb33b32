import type { Entry } from '../journal/entry.ts';
import type { HopOutcome, StoryAttempt, StoryFinding } from './conversation-story.ts';
import { faultsOf, wasTaken } from './witness.ts';

/** A send to whoever stands between, as that one has it on record. */
export function receivedAttempt(entry: Entry, number: number): StoryAttempt {
  const { sequence, at, response, facts = {}, timings } = entry;
  const outcome = receivedOutcome(entry);
  const result = String(facts.result ?? '');
  return {
    ...{ number, sequence, at, outcome },
    tookMs: timings?.untilAnswer ?? timings?.total,
    status: response?.status,
    why: NEEDS_NO_REASON.has(outcome) || result === '' ? undefined : result,
    next: undefined,
    faults: faultsOf(entry),
  };
}

const NEEDS_NO_REASON: ReadonlySet<string> = new Set(['acknowledged', 'accepted', 'answer-lost']);

function receivedOutcome(entry: Entry): HopOutcome {
  const { response, facts = {} } = entry;
  // A capture may hold what was sent alone.
  if (!response) return facts.result === 'captured' ? 'accepted' : 'unanswered';
  // What would have been answered is on record all the same.
  if (/\banswer-lost\b/.test(String(facts.disturbed ?? ''))) return 'answer-lost';
  if (facts.duplicateOf !== undefined) return 'duplicate';
  const status = response.status ?? 0;
  const isRefused = !wasTaken(entry) && facts.signal === undefined;
  if (isRefused && /malformed/.test(String(facts.result ?? ''))) return 'unanswered';
  if (isRefused || status >= 300) return 'refused';
  return (response.body?.length ?? 0) > 0 ? 'acknowledged' : 'accepted';
}

/** An attempt to hand a message on, or of a practice of ours to send one. */
export function deliveryAttempt(entry: Entry, number: number): StoryAttempt {
  const { sequence, at, response, facts = {}, timings } = entry;
  const tookMs = timings?.total;
  const began = tookMs === undefined ? at : new Date(Date.parse(at) - tookMs).toISOString();
  const next =
    typeof facts.next === 'string' && /^\d{4}-/.test(facts.next) ? facts.next : undefined;
  const outcome = DELIVERED[String(facts.outcome ?? '')] ?? 'unanswered';
  return {
    ...{ number, sequence, at: began, outcome, tookMs },
    status: response?.status,
    why: typeof facts.why === 'string' && !isWell(outcome) ? facts.why : undefined,
    next: facts.decision === 'retry' ? next : undefined,
    faults: faultsOf(entry),
  };
}

function isWell(outcome: HopOutcome): boolean {
  return outcome === 'acknowledged' || outcome === 'accepted';
}

/** Outcomes as Spine and the practices word them. */
const DELIVERED: Readonly<Record<string, HopOutcome>> = {
  acknowledged: 'acknowledged',
  accepted: 'accepted',
  taken: 'accepted',
  expired: 'expired',
  rejected: 'refused',
  refused: 'refused',
  unreachable: 'unreachable',
  failed: 'unreachable',
};

/** What is to be told of the findings of an entry: notes are left to its own page. */
export function storyFindings({ findings = [], sequence }: Entry): readonly StoryFinding[] {
  return findings.flatMap(({ check, severity, message }) =>
    severity === 'note' ? [] : [{ check, severity, message, sequence }],
  );
}
