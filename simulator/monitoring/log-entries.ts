import type { Entry } from '../../src/journal/entry.ts';
import type { Logger } from '../../src/platform/logger.ts';

/**
 * A line of the log for an entry of the journal, by which the two are found from one another: ids, codes and times. Its
 * text is the entry's summary, which never holds patient data; bodies, trace and addresses of requests stay in the journal.
 */
export function logEntry(logger: Logger, entry: Entry): void {
  const { kind, sequence, service, summary, findings = [], facts = {}, response, timings } = entry;
  const { conversationId, messageId, refToMessageId, interaction, fromParty, toParty } = entry;
  // A refused handshake is told by the listener itself.
  if (kind === 'handshake') return;
  const broken = findings.filter(({ severity }) => severity === 'must').map(({ check }) => check);
  const ms = timings?.untilAnswer ?? timings?.total;
  const line = {
    ...{ sequence, kind, service, conversationId, messageId, refToMessageId },
    ...{ interaction, fromParty, toParty, status: response?.status },
    ...(broken.length > 0 && { findings: broken }),
    ...(typeof facts.attempt === 'number' && { attempt: facts.attempt }),
    ...(typeof facts.outcome === 'string' && { outcome: facts.outcome }),
    ...(ms !== undefined && { ms }),
  };
  const bad = broken.length > 0 || (response?.status ?? 0) >= 400 || facts.outcome === 'failed';
  if (bad) logger.warn(line, summary);
  else if (kind === 'transfer' || kind === 'composed') logger.debug(line, summary);
  else logger.info(line, summary);
}
