import { countsAsIntegrated } from '../response-codes.ts';
import type { AnsweredExtract, Conversation } from './conversation.ts';
import type { SpineRow } from './spine-row.ts';

/** What a transfer came to, in the words of the published statistics (gp2gp 5.3). */
export type TransferStatus =
  | 'Integrated on time'
  | 'Process failure'
  | 'Technical failure'
  | 'Unclassified failure';

export type FailureReason =
  | 'Integrated late'
  | 'Final error'
  | 'Ambiguous COPC messages'
  | 'Transferred, not integrated, with error'
  | 'COPC(s) not sent'
  | 'COPC(s) not acknowledged'
  | 'Transferred, not integrated'
  | 'Contains fatal sender error'
  | 'Request not acknowledged'
  | 'Core extract not sent';

export interface TransferOutcome {
  readonly status: TransferStatus;
  readonly reason: FailureReason | undefined;
  /** Which row of the decision list of gp2gp 5.3 decided. */
  readonly rule: number;
}

/** The first extract that counts, with the answer that makes it count (gp2gp 5.2 number 6). */
export interface EffectiveExtract {
  readonly extract: SpineRow;
  readonly answer: SpineRow;
}

const EIGHT_DAYS_MS = 8 * 86_400_000;
/** Refusals after which nothing more can come from the sender (gp2gp 5.3 rule 9). */
const FATAL: ReadonlySet<string> = new Set(['06', '07', '10', '14', '23', '24', '30', '99']);
const DUPLICATE = '12';

/** Applies the decision list of gp2gp 5.3; the first rule that fits decides. */
export function classifyTransfer(conversation: Conversation): TransferOutcome {
  const { extracts, fragments, continues, requestAnswers } = conversation;
  const effective = effectiveExtract(conversation);
  if (effective) return ofEffective(effective);
  if (fragments.length + continues.length > 0) return ofLarge(conversation);
  if (requestAnswers.some(({ code }) => code !== undefined && FATAL.has(code))) {
    return outcome(9, 'Technical failure', 'Contains fatal sender error');
  }
  if (requestAnswers.length === 0) {
    return outcome(10, 'Technical failure', 'Request not acknowledged');
  }
  if (extracts.length === 0) return outcome(11, 'Technical failure', 'Core extract not sent');
  if (requestAnswers.some(({ code }) => code !== undefined)) {
    return outcome(12, 'Unclassified failure', 'Transferred, not integrated, with error');
  }
  return outcome(13, 'Process failure', 'Transferred, not integrated');
}

/** The extract whose answer decides; `undefined` when none was answered but as a duplicate. */
export function effectiveExtract({ extracts }: Conversation): EffectiveExtract | undefined {
  return (
    firstAnswered(extracts, ({ code }) => countsAsIntegrated(code)) ??
    firstAnswered(extracts, ({ code }) => code !== DUPLICATE)
  );
}

function firstAnswered(
  extracts: readonly AnsweredExtract[],
  counts: (answer: SpineRow) => boolean,
): EffectiveExtract | undefined {
  for (const { extract, answers } of extracts) {
    const answer = answers.find(counts);
    if (answer) return { extract, answer };
  }
  return undefined;
}

function ofEffective({ extract, answer }: EffectiveExtract): TransferOutcome {
  if (!countsAsIntegrated(answer.code)) return outcome(3, 'Technical failure', 'Final error');
  const took = Math.max(0, answer.time - extract.time);
  return took <= EIGHT_DAYS_MS
    ? outcome(1, 'Integrated on time')
    : outcome(2, 'Process failure', 'Integrated late');
}

/** Where large messages went and no extract was answered for good. */
function ofLarge({ extracts, fragments, continues }: Conversation): TransferOutcome {
  const answers = extracts.flatMap((one) => one.answers);
  const duplicate = answers.some(({ code }) => code === DUPLICATE);
  if (duplicate && extracts.some((one) => one.answers.length === 0)) {
    return outcome(4, 'Unclassified failure', 'Ambiguous COPC messages');
  }
  const refused = fragments.some((one) => one.answers.some(({ code }) => code !== undefined));
  const unanswered = fragments.some((one) => one.answers.length === 0);
  if (refused && !unanswered) {
    return outcome(5, 'Unclassified failure', 'Transferred, not integrated, with error');
  }
  if (continues.length > 0 && fragments.length === 0) {
    return outcome(6, 'Technical failure', 'COPC(s) not sent');
  }
  if (unanswered) return outcome(7, 'Technical failure', 'COPC(s) not acknowledged');
  return outcome(8, 'Process failure', 'Transferred, not integrated');
}

function outcome(rule: number, status: TransferStatus, reason?: FailureReason): TransferOutcome {
  return { status, reason, rule };
}
