import type { CodeNote, CodeTable } from './code-note.ts';
import { HTTP_CODES } from './http-codes.ts';

/** The note of a code; `undefined` where the table has none. */
export function lookUp(table: CodeTable, code: string): CodeNote | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** What there is to say of a status that comes alone. */
export function noteOfStatus(status: number): CodeNote {
  const note = lookUp(HTTP_CODES, String(status)) ?? HTTP_CODES[status < 500 ? '4xx' : '5xx'];
  return note as CodeNote;
}
