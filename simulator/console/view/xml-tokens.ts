/** A stretch of XML text, as it is written. All tokens together are the whole text. */
export interface XmlToken {
  /** `broken`: a tag, comment or section without an end; what follows it is read on. */
  readonly kind:
    | 'open'
    | 'close'
    | 'empty'
    | 'text'
    | 'cdata'
    | 'comment'
    | 'instruction'
    | 'broken';
  /** Index of the first character. */
  readonly start: number;
  /** Index behind the last. */
  readonly end: number;
  /** Of tags, as written, with the prefix. */
  readonly name: string;
}

const NAME = /[^\s<>/=]*/y;

/**
 * Cuts text into tokens for showing it. Nothing is resolved, judged or left out, so it takes what no parser would: cut
 * off, unbalanced, no XML at all. Goes through the text once, whatever it holds.
 */
export function* xmlTokens(text: string): Generator<XmlToken, void> {
  const endings = new Endings(text);
  let start = 0;
  while (start < text.length) {
    const token = text[start] === '<' ? markup(text, start, endings) : characters(text, start);
    yield token;
    start = token.end;
  }
}

function characters(text: string, start: number): XmlToken {
  const next = text.indexOf('<', start);
  return { kind: 'text', start, end: next === -1 ? text.length : next, name: '' };
}

const SECTIONS = [
  ['<!--', '-->', 'comment'],
  ['<![CDATA[', ']]>', 'cdata'],
  ['<?', '?>', 'instruction'],
  ['<!', '>', 'instruction'],
] as const;

function markup(text: string, start: number, endings: Endings): XmlToken {
  for (const [opening, closing, kind] of SECTIONS) {
    if (!text.startsWith(opening, start)) continue;
    const end = endings.after(closing, start + opening.length);
    if (end === undefined) return broken(text, start);
    return { kind, start, end, name: '' };
  }
  return tag(text, start);
}

function tag(text: string, start: number): XmlToken {
  const closes = text[start + 1] === '/';
  NAME.lastIndex = start + (closes ? 2 : 1);
  const name = NAME.exec(text)?.[0] ?? '';
  let quote = '';
  for (let at = NAME.lastIndex; at < text.length && name !== ''; at++) {
    const character = text[at];
    // No value may hold one: the tag has no end.
    if (character === '<') break;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') {
      const kind = closes ? 'close' : text[at - 1] === '/' ? 'empty' : 'open';
      return { kind, start, end: at + 1, name };
    }
  }
  return broken(text, start);
}

/** Up to the next place where something may begin. */
function broken(text: string, start: number): XmlToken {
  const next = text.indexOf('<', start + 1);
  return { kind: 'broken', start, end: next === -1 ? text.length : next, name: '' };
}

/** Looks for an ending that is not there once only. */
class Endings {
  readonly #text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  after(ending: string, from: number): number | undefined {
    if (this.#missing.has(ending)) return undefined;
    const found = this.#text.indexOf(ending, from);
    if (found >= 0) return found + ending.length;
    this.#missing.add(ending);
    return undefined;
  }
}

/** The name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
