import { conversationsOf } from '../../src/gp2gp/outcome/conversation.ts';
import { observedRows } from '../../src/gp2gp/outcome/observed-rows.ts';
import { summarizeTransfer } from '../../src/gp2gp/outcome/summarize-transfer.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import type { Transcript } from '../../src/scenario/transcript.ts';

/** How each conversation of a scenario that began with a request ended (gp2gp 5.3). Copies do not count. */
export function outcomesOf(transcripts: readonly Transcript[]): ScenarioResult['outcomes'] {
  const messages = transcripts
    .flatMap((transcript) => transcript.messages)
    .filter(({ taken, duplicate }) => taken && !duplicate)
    .toSorted((a, b) => a.sequence - b.sequence);
  const rows = observedRows(
    messages.map((message) => {
      const { at, interaction, conversationId, messageId, from, to, acknowledgement } = message;
      return {
        ...{ at, interaction, conversationId, messageId, from, to },
        otherIds: [message.hl7Id, message.extractId],
        ...(acknowledgement && { refTo: acknowledgement.refTo, code: acknowledgement.code }),
      };
    }),
  );
  return conversationsOf(rows).map((conversation) => {
    const { conversationId, status, reason } = summarizeTransfer(conversation);
    return { conversationId, status, reason };
  });
}
