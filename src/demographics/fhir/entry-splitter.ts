/** Cuts the text of a Bundle into the texts of its entries while it arrives. */
export interface EntrySplitter {
  push(text: string): readonly string[];
  /** What lies outside entries, whether there was a list of them, and whether its end came. */
  end(): { readonly rest: string; readonly sawEntries: boolean; readonly whole: boolean };
}

/** An entry or a sole resource beyond is given back cut off, so that it does not parse. Characters. */
const LONGEST = 2 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Follows strings and brackets only: JSON.parse judges each entry afterwards. */
export function entrySplitter(): EntrySplitter {
  let depth = 0;
  let inString = false;
  let escaped = false;
  /** The last string at depth 1, to know the list of entries by its key. */
  let key = '';
  let within = false;
  let sawEntries = false;
  let whole = false;
  let entry = '';
  let rest = '';

  const keep = (kept: string, piece: string) =>
    kept.length + piece.length > LONGEST ? kept : kept + piece;

  const push = (text: string): readonly string[] => {
    const found: string[] = [];
    let start = within && depth >= 3 ? 0 : -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = true;
        else if (code === QUOTE) inString = false;
        else if (depth === 1 && key.length < 16) key += text[at];
        continue;
      }
      if (code === QUOTE) {
        inString = true;
        if (depth === 1) key = '';
      } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
        if (depth === 1 && code === OPEN_LIST && key === 'entry') {
          within = true;
          sawEntries = true;
        }
        depth++;
        if (within && depth === 3 && start < 0) start = at;
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        depth--;
        if (within && depth === 2 && start >= 0) {
          found.push(keep(entry, text.slice(start, at + 1)));
          entry = '';
          start = -1;
        }
        if (within && depth === 1) within = false;
        if (depth === 0) whole = true;
      }
    }
    if (start >= 0) entry = keep(entry, text.slice(start));
    else if (!sawEntries) rest = keep(rest, text);
    return found;
  };
  return { push, end: () => ({ rest, sawEntries, whole }) };
}
