import { type FieldKind, kindOfField, NO_PERSON } from './field-kinds.ts';
import { redactLoose } from './redact-loose.ts';
import type { Redacting } from './redacting.ts';
import { ENTITIES, throughEscapes } from './spans.ts';

const HL7 = 'urn:hl7-org:v3';
const FHIR = 'http://hl7.org/fhir';
const XHTML = 'http://www.w3.org/1999/xhtml';
/** Of documents whose texts are ids and addresses of the transport. */
const TRANSPORT =
  /schemas\.xmlsoap\.org|oasis-open\.org|urn:oasis|w3\.org\/200|ws\/2004|urn:nhs-itk|nhs\.uk|w3\.org\/2003\/05\/soap|microsoft\.com/;
const NHS_ROOT = /^2\.16\.840\.1\.113883\.2\.1\.(?:4\.1|3\.2\.4\.18\.23)(?:\.\d+)?$/;

interface Open {
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  readonly prefixes: ReadonlyMap<string, string>;
  readonly kind: FieldKind | undefined;
  readonly organisation: boolean;
}

const TOKEN =
  /<!--([\s\S]*?)(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<!(?:[^>]*)(?:>|$)|<(\/?)([^\s<>/]+)((?:"[^"]*"|'[^']*'|[^<>"'])*)(>|(?=<)|$)|<|[^<]+/g;
const ATTRIBUTE = /([^\s=<>"'/]+)(\s*=\s*)("[^"]*"?|'[^']*'?|[^\s"'>/]+)/g;

/**
 * Replaces in markup, whole or broken: by the element in the payloads of HL7 and FHIR, where every text is somebody's,
 * and by the name of the field elsewhere. Tags, names of attributes and codes stay, and so does every length.
 */
export function redactXml(text: string, redacting: Redacting): string {
  const stack: Open[] = [];
  const known = TRANSPORT.test(text) || text.includes(HL7) || text.includes(FHIR);
  let done = '';
  for (const match of text.matchAll(TOKEN)) {
    const [token, comment, cdata, closing, name, rest = '', end = ''] = match;
    const top = stack.at(-1);
    if (comment !== undefined)
      done += token.replace(comment, () => redacting.value('text', comment));
    else if (cdata !== undefined)
      done += token.replace(cdata, () => content(cdata, top, stack, known, redacting));
    else if (token.startsWith('<?') || token.startsWith('<!')) done += token;
    else if (name === undefined)
      done += token === '<' ? token : textOf(token, top, stack, known, redacting);
    else if (closing === '/') {
      done += token;
      const at = stack.findLastIndex((open) => open.name === name);
      if (at >= 0) stack.length = at;
    } else {
      const open = opened(name, rest, top);
      done += `<${name}${attributes(rest, open, stack, redacting)}${end}`;
      if (!/\/\s*$/.test(rest)) stack.push(open);
    }
  }
  return done;
}

function opened(name: string, rest: string, top: Open | undefined): Open {
  let prefixes = top?.prefixes ?? new Map<string, string>();
  for (const [, attribute = '', , value = ''] of rest.matchAll(ATTRIBUTE)) {
    if (attribute !== 'xmlns' && !attribute.startsWith('xmlns:')) continue;
    prefixes = new Map([...prefixes, [attribute.slice(6), value.slice(1, -1)]]);
  }
  const [prefix, local] = name.includes(':') ? name.split(':', 2) : ['', name];
  const organisation = NO_PERSON.test(local ?? '') && !/^name$/i.test(local ?? '');
  return {
    ...{ name, local: local ?? '', prefixes, kind: kindOfField(name), organisation },
    namespace: prefixes.get(prefix ?? '') ?? '',
  };
}

function textOf(
  text: string,
  top: Open | undefined,
  stack: readonly Open[],
  known: boolean,
  redacting: Redacting,
): string {
  if (text.trim() === '') return text;
  return throughEscapes(text, ENTITIES, (plain) => content(plain, top, stack, known, redacting));
}

function content(
  text: string,
  top: Open | undefined,
  stack: readonly Open[],
  known: boolean,
  redacting: Redacting,
): string {
  const kind = kindOfText(top, stack, known);
  // A document within a text.
  if (/^\s*<[A-Za-z?!]/.test(text)) return redactXml(text, redacting);
  return kind === 'known' ? redactLoose(text, redacting) : redacting.value(kind, text);
}

function kindOfText(top: Open | undefined, stack: readonly Open[], known: boolean): FieldKind {
  if (!top) return known ? 'known' : 'text';
  if (/^Description$/.test(top.local)) return 'known';
  const name = stack.findLast(({ local }) => local === 'name');
  if (top.namespace === HL7) {
    const holder = stack.at(-2);
    if (name && (top === name || holder === name)) {
      const owner = stack[stack.indexOf(name) - 1];
      return owner?.organisation ? 'known' : 'name';
    }
    if (stack.some(({ local }) => local === 'addr')) return 'address';
    if (top.kind) return top.kind;
    return isText(stack) ? 'text' : 'text';
  }
  if (top.namespace === XHTML || stack.some(({ namespace }) => namespace === XHTML)) return 'text';
  if (top.kind) return top.kind;
  return known ? 'known' : 'text';
}

function isText(stack: readonly Open[]): boolean {
  return stack.some(({ kind }) => kind === 'text');
}

function attributes(
  rest: string,
  open: Open,
  stack: readonly Open[],
  redacting: Redacting,
): string {
  const root = /\broot\s*=\s*["']([^"']*)/.exec(rest)?.[1] ?? '';
  return rest.replace(ATTRIBUTE, (found: string, name: string, is: string, quoted: string) => {
    if (name === 'xmlns' || name.startsWith('xmlns:')) return found;
    const quote = /^["']/.test(quoted) ? quoted[0] : '';
    const closed = quote !== '' && quoted.length > 1 && quoted.endsWith(quote ?? '') ? quote : '';
    const value = quoted.slice(quote?.length ?? 0, quoted.length - (closed?.length ?? 0));
    const now = throughEscapes(value, ENTITIES, (plain) => {
      const kind = kindOfAttribute(name, plain, root, open, stack);
      if (kind === undefined) return plain;
      return kind === 'known' ? redactLoose(plain, redacting) : redacting.value(kind, plain);
    });
    return `${name}${is}${quote}${now}${closed}`;
  });
}

/** Attributes whose values are codes: they stay, but for what is known to be somebody's. */
function kindOfAttribute(
  name: string,
  value: string,
  root: string,
  open: Open,
  stack: readonly Open[],
): FieldKind | undefined {
  const { local, namespace, kind } = open;
  if (name === 'extension' && NHS_ROOT.test(root) && /^\d{10}$/.test(value)) return 'nhs';
  if (name === 'value') {
    if (namespace === HL7) {
      if (local === 'telecom') return 'telecom';
      if (kind === 'birth') return 'birth';
      if (/^file:/.test(value)) return 'known';
    }
    if (namespace === FHIR) {
      const parent = stack.at(-1);
      if (parent?.kind === 'telecom') return local === 'value' ? 'telecom' : undefined;
      if (local === 'text' && parent?.local === 'code') return 'known';
      return kind ?? 'known';
    }
  }
  if (
    /^(?:code|codeSystem|root|classCode|typeCode|moodCode|determinerCode|type|use|nullFlavor)$/.test(
      name,
    )
  )
    return /\d{10}/.test(value) ? 'known' : undefined;
  return kindOfField(name) ?? 'known';
}
