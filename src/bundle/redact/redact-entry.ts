import type { BodyRef, Entry, HttpSide } from '../../journal/entry.ts';
import { kindOfField } from './field-kinds.ts';
import { latin } from './latin.ts';
import { redactPath, redactToken } from './redact-form.ts';
import { redactJson } from './redact-json.ts';
import { redactLoose } from './redact-loose.ts';
import type { Redacting } from './redacting.ts';

type Fact = string | number | boolean | null;

/** Replaces in everything of an entry but its bodies. Ids, parties, times and the peer stay. */
export function redactEntry(entry: Entry, redacting: Redacting): Entry {
  const loose = (text: string) => latin(text, (plain) => redactLoose(plain, redacting));
  const { request, response, findings, trace, facts, summary, ...rest } = entry;
  return {
    ...rest,
    summary: loose(summary),
    ...(request && { request: sideOf(request, redacting) }),
    ...(response && { response: sideOf(response, redacting) }),
    ...(findings && {
      findings: findings.map(({ message, at, suggestion, ...finding }) => ({
        ...finding,
        ...{ message: loose(message), at: loose(at) },
        ...(suggestion !== undefined && { suggestion: loose(suggestion) }),
      })),
    }),
    ...(trace && {
      trace: trace.map(({ text, facts: told, ...step }) => ({
        ...{ ...step, text: loose(text) },
        ...(told && { facts: factsOf(told, redacting) as NonNullable<typeof told> }),
      })),
    }),
    ...(facts && { facts: factsOf(facts, redacting) }),
  };
}

function factsOf(facts: Readonly<Record<string, Fact>>, redacting: Redacting) {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      if (typeof fact === 'number' && /^\d{10}$/.test(String(fact)))
        return [name, Number(redacting.value('known', String(fact)))];
      if (typeof fact !== 'string') return [name, fact];
      // What a service keeps of its own, to be read again.
      if (/^\{"/.test(fact)) return [name, latin(fact, (plain) => redactJson(plain, redacting))];
      const kind = name === 'subject' ? 'name' : kindOfField(name);
      const now = latin(fact, (plain) =>
        kind && kind !== 'text' && kind !== 'data'
          ? redacting.value(kind, plain)
          : redactToken(plain, redacting),
      );
      return [name, now];
    }),
  );
}

function sideOf(side: HttpSide<BodyRef>, redacting: Redacting): HttpSide<BodyRef> {
  const { path, headers } = side;
  return {
    ...side,
    ...(path !== undefined && { path: latin(path, (plain) => redactPath(plain, redacting)) }),
    headers: headers.map(
      ([name, value]) => [name, latin(value, (plain) => headerOf(name, plain, redacting))] as const,
    ),
  };
}

function headerOf(name: string, value: string, redacting: Redacting): string {
  const basic = /^(Basic\s+)([A-Za-z0-9+/=]+)$/i.exec(value);
  if (/^(?:proxy-)?authorization$/i.test(name) && basic) {
    const [, scheme = '', given = ''] = basic;
    const plain = Buffer.from(given, 'base64').toString('latin1');
    const now = Buffer.from(redacting.value('text', plain), 'latin1');
    return scheme + now.toString('base64').slice(0, given.length).padEnd(given.length, '=');
  }
  // What a message of MESH is about, and the name of its file, are written by whoever sends it.
  if (/^mex-subject$/i.test(name)) return redacting.value('text', value);
  if (/^mex-filename$/i.test(name)) return redacting.value('filename', value);
  if (/^(?:referer|location|content-location)$/i.test(name)) return redactPath(value, redacting);
  return redactToken(value, redacting);
}
