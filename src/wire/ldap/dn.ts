/** One attribute of a relative name: the type as written, the value without escapes. */
export interface DnAttribute {
  readonly type: string;
  readonly value: string;
}

/** One step of a name; several attributes when they are joined with a plus sign. */
export type RelativeName = readonly DnAttribute[];

/** A distinguished name, the entry itself first. The root has none. */
export type Dn = readonly RelativeName[];

const TYPE = /[ ]*(?:([A-Za-z][A-Za-z0-9-]*)|(?:oid\.)?(\d+(?:\.\d+)+))[ ]*=[ ]*/iy;
const HEX = /#((?:[0-9A-Fa-f]{2})+)[ ]*(?=[,+]|$)/y;
const SPECIAL = /[\\"+,;<>]/;
const MAX_LENGTH = 8192;

/** Other ways to name the types that the tree is built of (RFC 4519). */
const SHORT_TYPES: ReadonlyMap<string, string> = new Map([
  ['organizationname', 'o'],
  ['2.5.4.10', 'o'],
  ['organizationalunitname', 'ou'],
  ['2.5.4.11', 'ou'],
  ['commonname', 'cn'],
  ['2.5.4.3', 'cn'],
  ['userid', 'uid'],
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['0.9.2342.19200300.100.1.44', 'uniqueidentifier'],
]);

/**
 * The parts of a name as text (RFC 4514). Spaces round `=`, `,` and `+` are tolerated, because clients write
 * them (sds-ods 1.3). `undefined` when it is no name.
 */
export function parseDn(text: string): Dn | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (text.trim() === '') return [];
  const names: RelativeName[] = [];
  let name: DnAttribute[] = [];
  let at = 0;
  for (;;) {
    TYPE.lastIndex = at;
    const head = TYPE.exec(text);
    if (!head) return undefined;
    const read = readValue(text, TYPE.lastIndex);
    if (!read) return undefined;
    name.push({ type: head[1] ?? head[2] ?? '', value: read.value });
    at = read.end;
    if (text[at] === '+') {
      at += 1;
      continue;
    }
    names.push(name);
    name = [];
    if (at >= text.length) return names;
    at += 1;
  }
}

/**
 * One spelling for all spellings of a name: types and values in lower case, single spaces, no spaces round
 * separators. For comparing, never for showing. `undefined` when it is no name.
 */
export function normalDn(text: string): string | undefined {
  return parseDn(text)?.map(normalRelative).join(',');
}

/** A value as it may stand in a name. */
export function escapeDnValue(value: string): string {
  // A space at the end counts only when it is escaped; the one at the beginning may be the same one.
  const endsInSpace = value.length > 1 && value.endsWith(' ');
  const escaped = (endsInSpace ? value.slice(0, -1) : value)
    .replace(/[\\"+,;<>]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&');
  return endsInSpace ? `${escaped}\\ ` : escaped;
}

function normalRelative(name: RelativeName): string {
  const parts = name.map(({ type, value }) => {
    const lower = type.toLowerCase();
    const shown = escapeDnValue(value.trim().replace(/ +/g, ' ').toLowerCase());
    return `${SHORT_TYPES.get(lower) ?? lower}=${shown}`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : parts.sort().join('+');
}

/** Reads up to the next separator that is not escaped. */
function readValue(
  text: string,
  from: number,
): { readonly value: string; readonly end: number } | undefined {
  if (text[from] === '#') return readHexValue(text, from);
  let value = '';
  // Trailing spaces do not count, unless they are escaped.
  let solid = 0;
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '+') {
    const char = text[at] ?? '';
    if (char === '\\') {
      const escaped = readEscapes(text, at);
      if (!escaped) return undefined;
      value += escaped.value;
      at = escaped.end;
      solid = value.length;
      continue;
    }
    if (SPECIAL.test(char) || char === '\0') return undefined;
    value += char;
    at += 1;
    if (char !== ' ') solid = value.length;
  }
  return { value: value.slice(0, solid), end: at };
}

/** A run of escapes: pairs of hex digits may together be one character of UTF-8. */
function readEscapes(
  text: string,
  from: number,
): { readonly value: string; readonly end: number } | undefined {
  const bytes: number[] = [];
  let at = from;
  while (text[at] === '\\') {
    const pair = text.slice(at + 1, at + 3);
    if (!/^[0-9A-Fa-f]{2}$/.test(pair)) break;
    bytes.push(Number.parseInt(pair, 16));
    at += 3;
  }
  if (bytes.length > 0) return { value: utf8(bytes), end: at };
  const next = text[at + 1];
  if (next === undefined || !/[\\"+,;<>#= ]/.test(next)) return undefined;
  return { value: next, end: at + 2 };
}

/** `#` and the BER of the value (RFC 4514 2.4): strings are read, anything else stays as it is written. */
function readHexValue(
  text: string,
  from: number,
): { readonly value: string; readonly end: number } | undefined {
  HEX.lastIndex = from;
  const found = HEX.exec(text);
  if (!found) return undefined;
  const hex = found[1] ?? '';
  const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  const [tag = 0, length = 0, ...content] = bytes;
  const isString = tag === 0x04 || tag === 0x0c || tag === 0x13 || tag === 0x16;
  const value =
    isString && length < 0x80 && length === content.length
      ? utf8(content)
      : `#${hex.toLowerCase()}`;
  return { value, end: HEX.lastIndex };
}

function utf8(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
