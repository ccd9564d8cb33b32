/** A logical line with the number of the first line that it stands on, counted from 1. */
export interface LdifLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The logical lines of an LDIF file by records: folded lines joined, comments left out, records parted at empty
 * lines (RFC 2849 notes 2 and 3). CR LF and LF both end a line.
 */
export function unfoldLdif(text: string): readonly (readonly LdifLine[])[] {
  const records: LdifLine[][] = [];
  let record: LdifLine[] = [];
  let open: { readonly line: number; readonly pieces: string[] } | undefined;
  const close = () => {
    if (open && open.pieces[0]?.startsWith('#') !== true)
      record.push({ line: open.line, text: open.pieces.join('') });
    open = undefined;
  };
  let line = 0;
  for (const raw of text.split(/\r?\n/)) {
    line += 1;
    if (raw.startsWith(' ') && open) {
      open.pieces.push(raw.slice(1));
      continue;
    }
    close();
    if (raw === '') {
      if (record.length > 0) records.push(record);
      record = [];
    } else {
      open = { line, pieces: [raw] };
    }
  }
  close();
  if (record.length > 0) records.push(record);
  return records;
}
