import type { Entry } from './entry.ts';
import { foldId, queryTime } from './index-query.ts';
import type { JournalQuery } from './journal.ts';

/** Whether an entry is one that a query would find. Order and limit play no part. */
export function entryMatches(entry: Entry, query: JournalQuery): boolean {
  const same = (wanted: string | undefined, found: string | undefined) =>
    wanted === undefined || wanted === found;
  const sameId = (wanted: string | undefined, found: string | undefined) =>
    wanted === undefined || (found !== undefined && foldId(wanted) === foldId(found));
  const at = Date.parse(entry.at);
  return (
    same(query.kind, entry.kind) &&
    same(query.service, entry.service) &&
    sameId(query.conversationId, entry.conversationId) &&
    sameId(query.messageId, entry.messageId) &&
    (query.party === undefined ||
      query.party === entry.fromParty ||
      query.party === entry.toParty) &&
    same(query.fromParty, entry.fromParty) &&
    same(query.interaction, entry.interaction) &&
    (query.finding === undefined ||
      (entry.findings ?? []).some(({ check }) => check === query.finding)) &&
    (query.since === undefined || at >= queryTime('since', query.since)) &&
    (query.until === undefined || at < queryTime('until', query.until)) &&
    (query.after === undefined || entry.sequence > query.after)
  );
}
