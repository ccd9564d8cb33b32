import type { FieldKind } from './field-kinds.ts';
import type { Redacting } from './redacting.ts';

/** Characters that divide an interchange; UNA may name others. */
interface Signs {
  readonly component: string;
  readonly element: string;
  readonly release: string;
  readonly terminator: string;
}

const USUAL: Signs = { component: ':', element: '+', release: '?', terminator: "'" };
const START = /^(?:\xef\xbb\xbf)?\s*(?:UNA.{6}\s*)?UN[BGH]\W/;
/** Segments that say something of a patient or of a transaction: what is broken has some of them. */
const INSIDE = /(?:^|['\r\n])\s*(?:UNH|S0[12]|PNA|NAD|RFF|UNT|UNZ)\+/;
const LOOKED_AT = 4000;

/** Whether a text is an interchange, whole or broken. */
export function looksEdifact(text: string): boolean {
  return START.test(text) || INSIDE.test(text.slice(0, LOOKED_AT));
}

/**
 * Replaces in an interchange of GP Links (mesh-nhais 2.5.2): by the places of its segments, and everywhere what is
 * known. Escapes stand where they stood, and lengths stay.
 */
export function redactEdifact(text: string, redacting: Redacting): string {
  const signs = signsOf(text);
  let done = '';
  for (const segment of segmentsOf(text, signs)) done += segmentOf(segment, signs, redacting);
  return done;
}

function signsOf(text: string): Signs {
  const [, una] = /^(?:\xef\xbb\xbf)?\s*UNA(.{6})/.exec(text) ?? [];
  if (!una) return USUAL;
  const [component = ':', element = '+', , release = '?', , terminator = "'"] = una;
  return { component, element, release, terminator };
}

/** Each with its terminator and the blanks before it. */
function* segmentsOf(text: string, { release, terminator }: Signs): Generator<string, void> {
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === release && release !== ' ') at++;
    else if (text[at] === terminator) {
      yield text.slice(from, at + 1);
      from = at + 1;
    }
  }
  if (from < text.length) yield text.slice(from);
}

/** The pieces between signs, and the signs, in turn. */
function dividedBy(text: string, sign: string, release: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === release && release !== ' ') at++;
    else if (text[at] === sign) {
      pieces.push(text.slice(from, at), sign);
      from = at + 1;
    }
  }
  return [...pieces, text.slice(from)];
}

function segmentOf(segment: string, signs: Signs, redacting: Redacting): string {
  const { element, component, release, terminator } = signs;
  const ends = segment.endsWith(terminator) ? terminator : '';
  const elements = dividedBy(segment.slice(0, segment.length - ends.length), element, release);
  const tag = (elements[0] ?? '').trim();
  const qualifier = elements[2] ?? '';
  const now = elements.map((written, index) => {
    if (index % 2 === 1 || index === 0) return written;
    const components = dividedBy(written, component, release);
    return components
      .map((each, at) =>
        at % 2 === 1 ? each : replaced(each, kindAt(tag, qualifier, index / 2, components, at / 2)),
      )
      .join('');
  });
  return now.join('') + ends;

  function replaced(written: string, kind: FieldKind): string {
    // A blank line and what erases a value say nothing.
    return /^(?:\?\?|%|\s*)$/.test(written) ? written : redacting.value(kind, written);
  }
}

/** @param element counted from the tag, which is 0 */
function kindAt(
  tag: string,
  qualifier: string,
  element: number,
  components: readonly string[],
  component: number,
): FieldKind {
  const first = components[0] ?? '';
  switch (tag) {
    case 'PNA':
      if (element === 2 && component === 0) return /^\d{10}$/.test(first) ? 'nhs' : 'name';
      return element > 2 && component > 0 ? 'name' : 'known';
    case 'NAD':
      if (/^P(?:AT|ER)$/.test(qualifier)) return element > 2 ? 'address' : 'known';
      return element > 2 ? 'name' : 'known';
    case 'DTM':
      return first === '329' && component === 1 ? 'birth' : 'known';
    case 'LOC':
      return element === 2 ? 'address' : 'known';
    case 'FTX':
      return element > 2 ? 'text' : 'known';
    default:
      return 'known';
  }
}
