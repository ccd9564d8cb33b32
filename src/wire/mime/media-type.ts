/** One parameter of a Content-Type header as written. */
export interface MediaParameter {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  readonly quoted: boolean;
  /** Index of the parameter in the header value. */
  readonly index: number;
}

export interface MediaType {
  /** Type and subtype in lower case; may be empty. */
  readonly mediaType: string;
  /** In the order of writing, repeated names included. */
  readonly parameters: readonly MediaParameter[];
  /** Indexes of what is neither a parameter nor a separator. */
  readonly rubbish: readonly number[];
}

const VALUE = /[ \t]*;?[ \t]*/y;
const NAME = /[^=;"]*/y;
const QUOTED = /[ \t]*"((?:[^"\\]|\\[\s\S]?)*)("|$)/y;
const BARE = /[^;]*/y;

/**
 * A Content-Type header taken apart (RFC 2045 section 5.1), as loosely as senders need it: a
 * value without quotes runs to the next semicolon, whatever characters it has.
 */
export function parseMediaType(header: string): MediaType {
  const parameters: MediaParameter[] = [];
  const rubbish: number[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(header);
    if (found !== null) at += found[0].length;
    return found;
  };
  const mediaType = (take(BARE)?.[0] ?? '').trim().toLowerCase();
  while (at < header.length) {
    take(VALUE);
    const index = at;
    const name = (take(NAME)?.[0] ?? '').trim().toLowerCase();
    if (header[at] !== '=') {
      if (at >= header.length && name === '') break;
      if (header[at] === '"') take(QUOTED);
      if (at > index) rubbish.push(index);
      continue;
    }
    at += 1;
    const quoted = take(QUOTED);
    const value = quoted === null ? (take(BARE)?.[0] ?? '').trim() : unquote(quoted[1] ?? '');
    if (quoted !== null && quoted[2] === '') rubbish.push(index);
    if (name === '') rubbish.push(index);
    else parameters.push({ name, value, quoted: quoted !== null, index });
  }
  return { mediaType, parameters, rubbish };
}

function unquote(text: string): string {
  return text.includes('\\') ? text.replace(/\\([\s\S])/g, '$1') : text;
}
