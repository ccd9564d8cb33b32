import { type FieldKind, kindOfField, NO_PERSON, PERSON } from './field-kinds.ts';
import { looksEdifact, redactEdifact } from './redact-edifact.ts';
import { redactLoose, sameForm } from './redact-loose.ts';
import { looksMultipart, redactMultipart } from './redact-mime.ts';
import { redactXml } from './redact-xml.ts';
import type { Redacting } from './redacting.ts';
import { JSON_ESCAPES, throughEscapes } from './spans.ts';

/** An object or array that is open. */
interface Level {
  readonly array: boolean;
  /** The member whose value this is; of an array in an array, that of the outer one. */
  readonly name: string | undefined;
  /** The nearest of another level above it. */
  readonly above: string | undefined;
  /** Whether it is within an organisation, a place or a thing. */
  readonly impersonal: boolean;
  key: string | undefined;
}

const TOKEN = /"((?:[^"\\]+|\\[\s\S])*)("|$)|[{}[\],:]|[^\s"{}[\],:]+/g;

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
        // A member may be named for somebody: in a map by number, or by whole name.
        const named = /\d{10}|\s/.test(inner) ? redacting.value('known', inner) : inner;
        done += `"${named}${match[2]}`;
      } else done += `"${stringOf(inner, top, redacting)}${match[2]}`;
      continue;
    }
    if (token === '{' || token === '[') stack.push(levelIn(top, token === '['));
    else if (token === '}' || token === ']') stack.pop();
    done += /^\d{10}$/.test(token) ? redacting.value('known', token) : token;
  }
  return done + text.slice(from);
}

function stringOf(inner: string, top: Level | undefined, redacting: Redacting): string {
  return throughEscapes(inner, JSON_ESCAPES, (plain) => {
    if (/^\s*<[A-Za-z?!]/.test(plain)) return redactXml(plain, redacting);
    if (looksMultipart(plain)) return redactMultipart(plain, undefined, redacting);
    if (looksEdifact(plain)) return redactEdifact(plain, redacting);
    if (isPayload(top)) return payloadOf(plain, redacting);
    const kind = kindOfMember(top);
    if (kind === 'data') return dataOf(plain, redacting);
    return kind === 'known' ? redactLoose(plain, redacting) : redacting.value(kind, plain);
  });
}

function dataOf(text: string, redacting: Redacting): string {
  if (!/^[A-Za-z0-9+/_=\s-]+$/.test(text) || text.length < 8) return redactLoose(text, redacting);
  const bytes = Buffer.from(text, /[_-]/.test(text) ? 'base64url' : 'base64');
  return sameForm(redacting.document(bytes, '', redacting), text);
}

/** Of a message as an MHS adaptor has it (mhs 7.1, 7.3): of the message itself, or of an attachment. */
function isPayload(top: Level | undefined): boolean {
  if (top?.key !== 'payload' || top.array) return false;
  return top.name === undefined || top.name === 'attachments';
}

/** A document, plain or as base64. What it is cannot be told by its place: what cannot be read is filled. */
function payloadOf(text: string, redacting: Redacting): string {
  const bare = text.replace(/[\r\n]/g, '');
  if (bare.length >= 8 && bare.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(bare))
    return sameForm(
      redacting.document(Buffer.from(bare, 'base64'), 'application/octet-stream', redacting),
      text,
    );
  return redacting.value('text', text);
}

function levelIn(top: Level | undefined, array: boolean): Level {
  const name = top?.array ? top.name : top?.key;
  return {
    ...{ array, name, key: undefined },
    above: top?.array ? top.above : top?.name,
    impersonal: top?.impersonal === true || NO_PERSON.test(name ?? ''),
  };
}

/** By the member itself, else by the nearest that holds it: `name.given[0]`, `telecom[0].value`. */
function kindOfMember(top: Level | undefined): FieldKind {
  const name = ((top?.array ? top.name : top?.key) ?? '').toLowerCase();
  const holder = (top?.array ? top.above : top?.name) ?? '';
  const own = kindOfField(name);
  if (name === 'line' || name === 'lines') return /addr/i.test(holder) ? 'address' : 'known';
  if (name === 'text') {
    if (/^name$/i.test(holder)) return 'name';
    if (/addr/i.test(holder)) return 'address';
    // The text of a code is a code; the text of an outcome is ours.
    return holder === '' || /code|type|details|coding|reason/i.test(holder) ? 'known' : 'text';
  }
  if (own) return own;
  // What a message of MESH is about, in what is told of it.
  if (name === 'subject') return 'text';
  if (/^(?:use|system|code|type)$/.test(name)) return 'known';
  if (/^(?:value|number)$/.test(name) && kindOfField(holder) === 'telecom') return 'telecom';
  if (/^(?:name|display)$/.test(name) && PERSON.test(holder) && !top?.impersonal) return 'name';
  if (/^address(?:es)?$/i.test(holder) && !/from|to|start|end/.test(name)) return 'address';
  return 'known';
}
