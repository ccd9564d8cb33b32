import { countsAsIntegrated, responseText } from '../gp2gp/response-codes.ts';
import type { Progress, StoryAnswer } from './progress.ts';
import { odsOf } from './witness.ts';

export const TRANSFER_STATES = ['under-way', 'filed', 'refused', 'failed'] as const;
/** How a transfer stands: `filed` the record is in place, `refused` somebody said no, `failed` nobody could. */
export type TransferState = (typeof TRANSFER_STATES)[number];

/** How a transfer stands, with why. */
export interface Standing {
  readonly state: TransferState;
  /** The phase it is in, or what it came to: a word to filter by, such as `waiting-for-extract`, `request-refused`. */
  readonly outcome: string;
  /** The response code that decided. */
  readonly code: string | undefined;
  /** Party key or ODS code of who decided. */
  readonly by: string | undefined;
  /** ISO 8601; `undefined` while it is under way. */
  readonly endedAt: string | undefined;
  /** The entry that decided. */
  readonly sequence: number | undefined;
  /** In words, where the record has some. */
  readonly why: string | undefined;
}

/** Results of a practice that mean that the record is in place. */
const IN_PLACE: ReadonlySet<string> = new Set(['integrated', 'filed-as-attachment', 'transferred']);
const REFUSING: ReadonlySet<string> = new Set(['request-refused', 'extract-refused']);
const DUPLICATE = '12';

/**
 * How a transfer stands. What the practices said to one another decides, as in the published statistics (gp2gp 5.3);
 * only where they said nothing, what one of ours says of itself, then what Spine could not do.
 */
export function standingOf(progress: Progress): Standing {
  const { finalAnswers, requestAnswers, partRefusals, end, lost, refusedAtDoor } = progress;
  const filed = finalAnswers.find(({ code, accepted }) =>
    code === undefined ? accepted : countsAsIntegrated(code),
  );
  if (filed) return ended('filed', filed.code === '15' ? 'filed-hidden' : 'filed', filed);
  const refused = finalAnswers.find(({ code }) => code !== DUPLICATE);
  if (refused) return ended('refused', 'extract-refused', refused);
  const no = requestAnswers.find(({ accepted }) => !accepted);
  if (no) return ended('refused', 'request-refused', no);
  if (end) {
    const { result, code, by, at: endedAt, sequence } = end;
    const state = IN_PLACE.has(result) ? 'filed' : REFUSING.has(result) ? 'refused' : 'failed';
    const why = state === 'failed' ? (refusedAtDoor ?? lost)?.why : undefined;
    return { state, outcome: result, code, by, endedAt, sequence, why };
  }
  const open = progress.extracts > 0 && partRefusals[0];
  if (open && progress.partsDone >= progress.partsExpected)
    return ended('refused', 'part-refused', open);
  if (lost && ENDING.has(lost.role)) return failed(`${lost.role}-undeliverable`, lost);
  if (refusedAtDoor) return failed('request-not-taken', refusedAtDoor);
  return {
    ...{ state: 'under-way', outcome: phaseOf(progress), why: undefined },
    ...{ code: undefined, by: undefined, endedAt: undefined, sequence: undefined },
  };
}

/** What a transfer cannot do without. */
const ENDING: ReadonlySet<string> = new Set([
  'request',
  'extract',
  'continue',
  'fragment',
  'index',
  'final-acknowledgement',
]);

function ended(state: TransferState, outcome: string, answer: StoryAnswer): Standing {
  const { code, by, at: endedAt, sequence } = answer;
  const why = code === undefined ? undefined : responseText(code);
  return { state, outcome, code, by, endedAt, sequence, why };
}

function failed(outcome: string, { why, at, sequence }: NonNullable<Progress['lost']>): Standing {
  return {
    ...{ state: 'failed', outcome, why, endedAt: at, sequence },
    ...{ code: undefined, by: undefined },
  };
}

function phaseOf(progress: Progress): string {
  const { requested, requestAnswers, extracts, partsExpected, partsDone, continues } = progress;
  if (!requested) return 'preparing';
  if (extracts === 0) return requestAnswers.length === 0 ? 'requested' : 'waiting-for-extract';
  if (partsExpected === 0) return 'waiting-for-filing';
  if (partsDone >= partsExpected) return 'waiting-for-filing';
  return continues === 0 ? 'waiting-for-continue' : 'waiting-for-parts';
}

/** The words of outcomes, for lists. */
export const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  preparing: 'before the request',
  requested: 'requested',
  'waiting-for-extract': 'waiting for the extract',
  'waiting-for-continue': 'waiting for the continue',
  'waiting-for-parts': 'waiting for parts',
  'waiting-for-filing': 'extract sent, not answered',
  filed: 'filed',
  'filed-hidden': 'filed, hidden',
  'filed-as-attachment': 'filed as a document',
  integrated: 'filed',
  transferred: 'filed',
  'request-refused': 'request refused',
  'extract-refused': 'extract refused',
  'part-refused': 'part refused',
  'request-not-taken': 'request not taken',
  'large-messaging-not-played': 'large messaging not played',
  'timed-out': 'timed out',
  'parts-failed': 'parts could not be used',
  'no-extract': 'no extract came',
  'no-final-acknowledgement': 'never answered',
  'no-longer-current': 'patient has moved on',
  'patient-unknown': 'patient unknown to PDS',
  'patient-deceased': 'patient deceased',
  'no-previous-practice': 'no previous practice',
  'pds-failed': 'PDS failed',
  'registration-refused': 'registration refused',
  'registration-failed': 'registration failed',
  'sender-unknown': 'sender not in SDS',
  'sds-failed': 'SDS failed',
};

export function outcomeWords(outcome: string): string {
  return OUTCOME_WORDS[outcome] ?? outcome.replaceAll('-', ' ');
}

/** The whole in one sentence. */
export function standingText(
  progress: Progress,
  standing: Standing = standingOf(progress),
): string {
  const { state, outcome, code, by, why } = standing;
  const who = by === undefined ? '' : ` by ${odsOf(by)}`;
  const reason = why === undefined || why === '' ? '' : `: ${why}`;
  switch (state) {
    case 'filed':
      return `Filed: accepted${who}${code === undefined ? '' : ` with ${code}${reason}`}`;
    case 'refused': {
      const what = outcome.startsWith('request')
        ? 'The request was refused'
        : outcome.startsWith('part')
          ? 'A part was refused'
          : 'The extract was refused';
      return `${what}${who}${code === undefined ? '' : ` with ${code}`}${reason}`;
    }
    case 'failed':
      return `Failed: ${outcomeWords(outcome)}${code === undefined ? '' : ` (${code})`}${reason}`;
    case 'under-way':
      return `Under way: ${outcomeWords(outcome)}`;
  }
}
