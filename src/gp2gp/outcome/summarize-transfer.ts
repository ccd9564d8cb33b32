import { classifyTransfer, effectiveExtract, type TransferOutcome } from './classify.ts';
import type { AnsweredExtract, Conversation } from './conversation.ts';
import type { SpineRow } from './spine-row.ts';

/** A transfer as the published statistics tell it. Times in milliseconds since 1970. */
export interface TransferSummary extends TransferOutcome {
  readonly conversationId: string;
  readonly requestingAsid: string;
  readonly sendingAsid: string;
  readonly requestingSupplier: string;
  readonly sendingSupplier: string;
  readonly requestedAt: number;
  /** When the extract that counts was answered. */
  readonly completedAt: number | undefined;
  /** Whole seconds from that extract to its answer: what the eight days are measured by. */
  readonly slaSeconds: number | undefined;
  readonly lastSenderMessageAt: number | undefined;
  /** Codes in the order of their answers; `undefined` for an acceptance. */
  readonly senderCodes: readonly (string | undefined)[];
  readonly finalCodes: readonly (string | undefined)[];
  /** Of refused fragments alone. */
  readonly intermediateCodes: readonly string[];
}

export function summarizeTransfer(conversation: Conversation): TransferSummary {
  const { request, requestAnswers, extracts, fragments, lastOfSender } = conversation;
  const effective = effectiveExtract(conversation);
  const answered = (of: readonly AnsweredExtract[]) => of.flatMap(({ answers }) => answers);
  const took = effective && Math.max(0, effective.answer.time - effective.extract.time);
  return {
    ...classifyTransfer(conversation),
    conversationId: request.conversationId,
    requestingAsid: request.sender,
    sendingAsid: request.recipient,
    requestingSupplier: request.fromSystem,
    sendingSupplier: request.toSystem,
    requestedAt: request.time,
    completedAt: effective?.answer.time,
    slaSeconds: took === undefined ? undefined : Math.floor(took / 1000),
    lastSenderMessageAt: lastOfSender?.time,
    senderCodes: requestAnswers.map(codeOf),
    finalCodes: answered(extracts).map(codeOf),
    intermediateCodes: answered(fragments).flatMap(({ code }) => code ?? []),
  };
}

function codeOf({ code }: SpineRow): string | undefined {
  return code;
}
