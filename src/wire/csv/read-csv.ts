/** A record of CSV with the line on which it begins, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export type CsvReading =
  | { readonly ok: true; readonly records: readonly CsvRecord[] }
  | { readonly ok: false; readonly line: number; readonly why: string };

/** Reads comma-separated values (RFC 4180), whatever its line endings. Blank lines are no records. */
export function readCsv(text: string): CsvReading {
  const records: CsvRecord[] = [];
  const { length } = text;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < length) {
    const began = line;
    const fields: string[] = [];
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        at += 1;
        for (;;) {
          const end = text.indexOf('"', at);
          if (end < 0) return { ok: false, line: began, why: 'a quoted field has no end' };
          const piece = text.slice(at, end);
          field += piece;
          line += newLines(piece);
          at = end + 1;
          if (text[at] !== '"') break;
          field += '"';
          at += 1;
        }
        if (at < length && !/[,\r\n]/.test(text[at] ?? ''))
          return {
            ok: false,
            line,
            why: 'after a quoted field comes neither a comma nor a line end',
          };
      } else {
        const from = at;
        while (at < length && !/[,\r\n]/.test(text[at] ?? '')) at += 1;
        field = text.slice(from, at);
      }
      fields.push(field);
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') records.push({ line: began, fields });
  }
  return { ok: true, records };
}

function newLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}
