import type { SQLInputValue } from 'node:sqlite';
import type { JournalQuery } from './journal.ts';
import { JournalQueryError } from './journal-errors.ts';

/** A condition of SQL with its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const DEFAULT_LIMIT = 1000;

/** Ids of messages and conversations compare without regard to case: UUIDs are written both ways. */
export function foldId(id: string): string {
  return id.toUpperCase();
}

/** Throws JournalQueryError for a time that is none. */
export function queryTime(name: 'since' | 'until', text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new JournalQueryError(name, text, 'a date and time, 2026-01-05T09:00:00Z');
  return time;
}

/** Throws JournalQueryError for a limit that is none. */
export function queryLimit(query: JournalQuery): number {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!Number.isSafeInteger(limit) || limit < 0)
    throw new JournalQueryError('limit', limit, 'a whole number, 0 or more');
  return limit;
}

/** The condition that a query stands for, over the table `entry`. */
export function conditionOf(query: JournalQuery): Condition {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (sql: string, ...given: SQLInputValue[]) => {
    parts.push(sql);
    values.push(...given);
  };
  if (query.kind !== undefined) add('kind = ?', query.kind);
  if (query.service !== undefined) add('service = ?', query.service);
  if (query.conversationId !== undefined) add('conversation = ?', foldId(query.conversationId));
  if (query.messageId !== undefined) add('message = ?', foldId(query.messageId));
  if (query.party !== undefined) add('(from_party = ? OR to_party = ?)', query.party, query.party);
  if (query.fromParty !== undefined) add('from_party = ?', query.fromParty);
  if (query.interaction !== undefined) add('interaction = ?', query.interaction);
  if (query.finding !== undefined)
    add('sequence IN (SELECT sequence FROM finding WHERE check_id = ?)', query.finding);
  if (query.since !== undefined) add('at >= ?', queryTime('since', query.since));
  if (query.until !== undefined) add('at < ?', queryTime('until', query.until));
  if (query.after !== undefined) add('sequence > ?', query.after);
  return { sql: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}
