/** One character as it is written, and the bytes that it stands for, both as Latin-1. */
interface Span {
  readonly written: string;
  readonly read: string;
}

/** How characters are written otherwise than as they are. Each form is as long for another character. */
export interface Escaping {
  /** Finds what is written otherwise. */
  readonly pattern: RegExp;
  /** What it stands for; `undefined` for what is none. */
  read(written: string): string | undefined;
  /** The other bytes written in the same length; `undefined` when they do not fit. */
  write(read: string, written: string): string | undefined;
}

/**
 * Replaces in a text what its escapes hide: what `change` makes of the plain text, as long as that, is written in the
 * places and the length of the original.
 */
export function throughEscapes(
  text: string,
  escaping: Escaping,
  change: (plain: string) => string,
): string {
  const spans: Span[] = [];
  let from = 0;
  for (const { index, 0: written } of text.matchAll(escaping.pattern)) {
    const read = escaping.read(written);
    if (read === undefined) continue;
    if (index > from) spans.push(...plain(text.slice(from, index)));
    spans.push({ written, read });
    from = index + written.length;
  }
  if (spans.length === 0) return change(text);
  spans.push(...plain(text.slice(from)));
  const before = spans.map(({ read }) => read).join('');
  const after = change(before);
  let at = 0;
  let done = '';
  for (const { written, read } of spans) {
    const now = after.slice(at, at + read.length);
    at += read.length;
    done += now === read ? written : written === read ? now : fitting(escaping, now, written);
  }
  return done;
}

function plain(text: string): readonly Span[] {
  return text === '' ? [] : [{ written: text, read: text }];
}

function fitting(escaping: Escaping, now: string, written: string): string {
  // A letter that always fits stands for one that does not.
  for (const each of [now, now.toUpperCase(), 'A'])
    for (const form of [escaping.write(each, written)])
      if (form?.length === written.length) return form;
  return '?'.repeat(written.length);
}

/** UTF-8 of a code point, as Latin-1. */
function utf8(point: number): string {
  return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)
    ? '?'
    : Buffer.from(String.fromCodePoint(point)).toString('latin1');
}

function pointOf(bytes: string): number {
  return Buffer.from(bytes, 'latin1').toString('utf8').codePointAt(0) ?? 0x41;
}

/** `%41`, and `+` for nothing: of paths, queries and forms. */
export const PERCENT: Escaping = {
  pattern: /(?:%[0-9A-Fa-f]{2})+|\+/g,
  read: (written) =>
    written === '+' ? ' ' : Buffer.from(written.replaceAll('%', ''), 'hex').toString('latin1'),
  write: (read, written) =>
    written === '+' ? '+' : read.replace(/[\s\S]/g, (byte) => `%${hex(byte.charCodeAt(0), 2)}`),
};

/** `=41` and soft ends of lines. */
export const QUOTED: Escaping = {
  pattern: /=[0-9A-Fa-f]{2}|=[ \t]*\r?\n/g,
  read: (written) =>
    /^=[0-9A-F]/i.test(written) ? String.fromCharCode(Number.parseInt(written.slice(1), 16)) : '',
  write: (read, written) => (read === '' ? written : `=${hex(read.charCodeAt(0), 2)}`),
};

/** `&amp;`, `&#65;`, `&#x41;`. */
export const ENTITIES: Escaping = {
  pattern: /&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);/g,
  read(written) {
    const name = written.slice(1, -1);
    if (name.startsWith('#x')) return utf8(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return utf8(Number(name.slice(1)));
    return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name];
  },
  write(read, written) {
    const point = pointOf(read);
    if (written.startsWith('&#x'))
      return `&#x${point.toString(16).padStart(written.length - 4, '0')};`;
    if (written.startsWith('&#')) return `&#${String(point).padStart(written.length - 3, '0')};`;
    return undefined;
  },
};

/** `\u0041`, `\n`: of JSON. */
export const JSON_ESCAPES: Escaping = {
  pattern:
    /\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\["\\/bfnrt]/g,
  read(written) {
    try {
      return Buffer.from(JSON.parse(`"${written}"`) as string).toString('latin1');
    } catch {
      return undefined;
    }
  },
  write(read, written) {
    if (!written.startsWith('\\u')) return undefined;
    const text = Buffer.from(read, 'latin1').toString('utf8');
    return [...Array(text.length).keys()].map((at) => `\\u${hex(text.charCodeAt(at), 4)}`).join('');
  },
};

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
