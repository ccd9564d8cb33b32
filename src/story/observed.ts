import type { ObservedMessage } from '../gp2gp/outcome/observed-rows.ts';
import type { Entry } from '../journal/entry.ts';
import type { MessageFacts } from '../scenario/transcript-facts.ts';
import { isOfTransfer, isWitnessed } from './witness.ts';

/** The messages that were taken, once each, as the published statistics would see them. */
export function observedOf(
  entries: readonly Entry[],
  heads: ReadonlyMap<number, MessageFacts>,
): readonly ObservedMessage[] {
  const seen = new Set<string>();
  const observed: ObservedMessage[] = [];
  for (const entry of entries) {
    if (!isWitnessed(entry) || !isOfTransfer(entry) || entry.facts?.taken === false) continue;
    const { messageId = '', conversationId = '', fromParty = '', toParty = '' } = entry;
    const key = `${fromParty} ${messageId}`.toUpperCase();
    if (seen.has(key)) continue;
    seen.add(key);
    const head = heads.get(entry.sequence);
    const acknowledgement = head?.acknowledgement;
    observed.push({
      ...{ at: entry.at, interaction: entry.interaction ?? '', conversationId, messageId },
      otherIds: [head?.hl7Id, head?.extractId],
      ...{ from: fromParty, to: toParty },
      refTo: acknowledgement?.refTo,
      code: acknowledgement?.code,
    });
  }
  return observed;
}
