/** A logical line with the number of the first line that it stands on, counted from 1. */
export interface LdifLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The logical lines of an LDIF file, a record at a time: folded lines joined, comments left out, records parted
 * at empty lines (RFC 2849 notes 2 and 3). CR LF and LF both end a line. Lazily, for files are large.
 */
export function* unfoldLdif(text: string): Generator<readonly LdifLine[]> {
  let record: LdifLine[] = [];
  let open: { readonly line: number; text: string } | undefined;
  const close = () => {
    if (open && !open.text.startsWith('#')) record.push(open);
    open = undefined;
  };
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    if (raw.startsWith(' ') && open) {
      open.text += raw.slice(1);
      continue;
    }
    close();
    if (raw !== '') {
      open = { line, text: raw };
    } else if (record.length > 0) {
      yield record;
      record = [];
    }
  }
  close();
  if (record.length > 0) yield record;
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found < 0 ? text.length : found;
    const isCrLf = found >= 0 && text[to - 1] === '\r' && to > from;
    yield text.slice(from, isCrLf ? to - 1 : to);
    from = to + 1;
  }
}
