import { type FieldKind, kindOfField, NO_PERSON, PERSON } from './field-kinds.ts';
import { redactLoose, sameForm } from './redact-loose.ts';
import { looksMultipart, redactMultipart } from './redact-mime.ts';
import { redactXml } from './redact-xml.ts';
import type { Redacting } from './redacting.ts';
import { JSON_ESCAPES, throughEscapes } from './spans.ts';

interface Level {
  readonly array: boolean;
  /** The member whose value this is. */
  readonly name: string | undefined;
  key: string | undefined;
}

const TOKEN = /"((?:[^"\\]|\\[\s\S])*)("|$)|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Replaces in JSON, whole or broken: by the names of members, and everywhere what is known. Lengths stay. */
export function redactJson(text: string, redacting: Redacting): string {
  const stack: Level[] = [];
  let done = '';
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, inner] = match;
    const top = stack.at(-1);
    done += text.slice(from, match.index);
    from = match.index + token.length;
    if (inner !== undefined) {
      const isKey = top && !top.array && /^\s*:/.test(text.slice(from, from + 40));
      if (isKey) {
        top.key = inner;
        // A member may be named for somebody: a map by number.
        done += `"${redacting.value('known', inner)}${match[2]}`;
      } else done += `"${stringOf(inner, stack, redacting)}${match[2]}`;
      continue;
    }
    if (token === '{' || token === '[')
      stack.push({ array: token === '[', name: top?.array ? top.name : top?.key, key: undefined });
    else if (token === '}' || token === ']') stack.pop();
    done += /^\d{10}$/.test(token) ? redacting.value('known', token) : token;
  }
  return done + text.slice(from);
}

function stringOf(inner: string, stack: readonly Level[], redacting: Redacting): string {
  return throughEscapes(inner, JSON_ESCAPES, (plain) => {
    if (/^\s*<[A-Za-z?!]/.test(plain)) return redactXml(plain, redacting);
    if (looksMultipart(plain)) return redactMultipart(plain, undefined, redacting);
    const kind = kindOfMember(stack);
    if (kind === 'data') return dataOf(plain, redacting);
    return kind === 'known' ? redactLoose(plain, redacting) : redacting.value(kind, plain);
  });
}

function dataOf(text: string, redacting: Redacting): string {
  if (!/^[A-Za-z0-9+/_=\s-]+$/.test(text) || text.length < 8) return redactLoose(text, redacting);
  const bytes = Buffer.from(text, /[_-]/.test(text) ? 'base64url' : 'base64');
  return sameForm(redacting.document(bytes, '', redacting), text);
}

/** By the member itself, else by the nearest that holds it: `name.given[0]`, `telecom[0].value`. */
function kindOfMember(stack: readonly Level[]): FieldKind {
  const top = stack.at(-1);
  const name = (top?.array ? top.name : top?.key) ?? '';
  const holders = stack.map((level) => level.name).filter((each) => each !== undefined);
  const holder = top?.array ? holders.at(-2) : holders.at(-1);
  const own = kindOfField(name);
  const organisation = holders.some((each) => NO_PERSON.test(each));
  if (own === 'address' && name.toLowerCase() === 'line' && holder !== undefined)
    return kindOfField(holder) === 'address' || /addr/i.test(holder) ? 'address' : 'known';
  // The text of a code is a code; the text of an outcome is ours.
  if (own === 'text' && name.toLowerCase() === 'text')
    return holder === undefined || /code|type|details|coding|reason/i.test(holder)
      ? 'known'
      : /^name$/i.test(holder)
        ? 'name'
        : 'text';
  if (own) return own;
  if (/^(?:value|number)$/i.test(name) && holder && kindOfField(holder) === 'telecom')
    return 'telecom';
  if (/^(?:use|system|code|type)$/i.test(name)) return 'known';
  if (/^(?:name|fullname|display)$/i.test(name) && holder && PERSON.test(holder) && !organisation)
    return 'name';
  if (holder && /^(?:address|addresses)$/i.test(holder) && !/from|to|start|end/i.test(name))
    return 'address';
  return 'known';
}
