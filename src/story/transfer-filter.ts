import type { SQLInputValue } from 'node:sqlite';
import { odsOf } from './witness.ts';

/** Which transfers to list. All conditions must hold. */
export interface TransferFilter {
  readonly state?: string | undefined;
  /** A word of `Standing.outcome`. */
  readonly outcome?: string | undefined;
  /** Party key or ODS code of either side. */
  readonly party?: string | undefined;
  /** Only those with broken rules, faults or messages sent again. */
  readonly wrong?: boolean | undefined;
  /** Milliseconds since 1970: begun then or later. */
  readonly since?: number | undefined;
  /** Begun before. */
  readonly until?: number | undefined;
  /** Any part of the conversation's id. */
  readonly text?: string | undefined;
}

/** Where a page begins: after this one, in the order newest first. */
export interface TransferCursor {
  readonly started: number;
  readonly id: number;
}

export interface TransferQuery {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** The query that a filter stands for: newest first, or from the cursor backwards. */
export function transferQuery(
  filter: TransferFilter,
  { cursor, backwards = false, limit }: TransferPageRequest,
): TransferQuery {
  const order = backwards ? 'ASC' : 'DESC';
  const { from, conditions, values, by } = conditionsOf(filter);
  if (cursor) {
    conditions.push(`(${by}.started, ${by}.id) ${backwards ? '>' : '<'} (?, ?)`);
    values.push(cursor.started, cursor.id);
  }
  const sql =
    `SELECT transfer.id, transfer.shown, transfer.state, transfer.outcome, transfer.started, transfer.progress ` +
    `FROM ${from} WHERE ${conditions.join(' AND ')} ` +
    `ORDER BY ${by}.started ${order}, ${by}.id ${order} LIMIT ?`;
  return { sql, values: [...values, limit] };
}

export interface TransferPageRequest {
  readonly cursor?: TransferCursor | undefined;
  /** Those that come before the cursor in the list, nearest first. */
  readonly backwards?: boolean;
  readonly limit: number;
}

/** How many there are. */
export function countQuery(filter: TransferFilter): TransferQuery {
  const { from, conditions, values } = conditionsOf(filter);
  const sql = `SELECT count(*) AS count FROM ${from} WHERE ${conditions.join(' AND ')}`;
  return { sql, values };
}

function conditionsOf({ state, outcome, party, wrong, since, until, text }: TransferFilter) {
  const by = party === undefined ? 'transfer' : 'party';
  const conditions: string[] = ['transfer.listed = 1'];
  const values: SQLInputValue[] = [];
  const add = (sql: string, ...given: SQLInputValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (party !== undefined) add('party.party = ?', odsOf(party.trim().toUpperCase()));
  if (since !== undefined) add(`${by}.started >= ?`, since);
  if (until !== undefined) add(`${by}.started < ?`, until);
  if (state !== undefined) add('transfer.state = ?', state);
  if (outcome !== undefined) add('transfer.outcome = ?', outcome);
  if (wrong === true) add('transfer.wrong = 1');
  if (text !== undefined && text !== '')
    add('instr(transfer.conversation, ?) > 0', text.toUpperCase());
  const from = party === undefined ? 'transfer' : 'party JOIN transfer ON transfer.id = party.id';
  return { from, conditions, values, by };
}
