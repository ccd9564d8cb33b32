import { GP2GP_SERVICE } from '../domain/interaction.ts';
import type { SpineRow } from '../gp2gp/outcome/spine-row.ts';
import { normalizeResponseCode } from '../gp2gp/response-codes.ts';
import type { Entry } from '../journal/entry.ts';
import type { StoryHead } from './scan-head.ts';
import { isOfTransfer, isWitnessed, wasTaken } from './witness.ts';

/**
 * The messages that were taken, once each, as rows of Spine's log: an answer names the message that it means by its
 * ebXML id there, whichever of the ids it was written with.
 */
export function observedRowsOf(
  entries: readonly Entry[],
  heads: ReadonlyMap<number, StoryHead>,
): readonly SpineRow[] {
  const taken = takenOnce(entries);
  const own = new Map<string, string>();
  const others = new Map<string, string>();
  for (const { messageId = '', sequence } of taken) {
    own.set(messageId.toUpperCase(), messageId);
    const head = heads.get(sequence);
    for (const id of [head?.hl7Id, head?.extractId]) {
      if (id !== undefined && !others.has(id.toUpperCase()))
        others.set(id.toUpperCase(), messageId);
    }
  }
  return taken.map((entry): SpineRow => {
    const { messageId = '', conversationId = '', fromParty = '', toParty = '' } = entry;
    const said = heads.get(entry.sequence)?.acknowledgement;
    const refTo = said?.refTo.toUpperCase() ?? '';
    return {
      time: Date.parse(entry.at),
      ...{ conversationId, guid: messageId, sender: fromParty, recipient: toParty },
      interactionId: `${GP2GP_SERVICE}/${entry.interaction ?? ''}`,
      messageRef: refTo === '' ? undefined : (own.get(refTo) ?? others.get(refTo) ?? said?.refTo),
      code: said?.code === undefined ? undefined : normalizeResponseCode(said.code),
      ...{ toSystem: '', fromSystem: '' },
    };
  });
}

function takenOnce(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    if (!isWitnessed(entry) || !isOfTransfer(entry) || !wasTaken(entry)) return false;
    const key = `${entry.fromParty} ${entry.messageId}`.toUpperCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
