import type { Address, CareProvision, PersonName } from '../patient.ts';
import { ADDRESS_USE, hl7Use, NAME_USE } from './code-tables.ts';
import { readDate } from './fhir-date.ts';
import { isObject, type Json, type JsonObject, listOf, member, textOf } from './json.ts';
import { EXTENSIONS } from './names.ts';
import { quoted, type ReadContext } from './reading.ts';

const LINES = 5;

/** Reads each object of a list; what is none is a problem and left out. */
export function readEach<T>(
  list: Json | undefined,
  at: string,
  context: ReadContext,
  read: (item: JsonObject, at: string) => T | undefined,
): readonly T[] {
  if (list !== undefined && !Array.isArray(list)) context.problem(at, 'not a list');
  return listOf(list).flatMap((item, index) => {
    const where = `${at}[${index}]`;
    if (!isObject(item)) {
      context.problem(where, `not an object: ${quoted(item)}`);
      return [];
    }
    const value = read(item, where);
    return value === undefined ? [] : [value];
  });
}

export function readSpan(period: Json | undefined, at: string, context: ReadContext) {
  const end = (key: 'start' | 'end') => {
    const text = member(period, key);
    const time = readDate(text);
    if (text !== undefined && time === undefined)
      context.problem(`${at}.${key}`, `not a date: ${quoted(text)}`);
    return time;
  };
  const [from, to] = [end('start'), end('end')];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

export function idOf(item: JsonObject, context: ReadContext): string {
  return textOf(member(item, 'id')) ?? context.newId();
}

function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).flatMap((each) => textOf(each) ?? []);
}

export function readName(item: JsonObject, at: string, context: ReadContext) {
  const word = member(item, 'use');
  const use = word === context.alias ? 'A' : hl7Use(NAME_USE, word);
  if (use === undefined) {
    context.problem(`${at}.use`, `no use of a name: ${quoted(word)}`);
    return undefined;
  }
  const family = textOf(member(item, 'family'));
  const prefix = affix(member(item, 'prefix'));
  const suffix = affix(member(item, 'suffix'));
  const name: PersonName = {
    id: idOf(item, context),
    use,
    ...(prefix ? { prefix } : {}),
    given: textsOf(member(item, 'given')),
    ...(family ? { family } : {}),
    ...(suffix ? { suffix } : {}),
    ...readSpan(member(item, 'period'), `${at}.period`, context),
  };
  return name;
}

/** One text for several; PDS takes the full stop off a title. */
function affix(list: Json | undefined): string {
  return textsOf(list)
    .map((each) => each.replace(/\.+$/, ''))
    .join(', ');
}

export function readAddress(item: JsonObject, at: string, context: ReadContext) {
  const use = hl7Use(ADDRESS_USE, member(item, 'use'));
  if (use === undefined) {
    context.problem(`${at}.use`, `no use of an address: ${quoted(member(item, 'use'))}`);
    return undefined;
  }
  const given = listOf(member(item, 'line')).map((line) => (typeof line === 'string' ? line : ''));
  if (given.length > LINES) context.problem(`${at}.line`, 'more than five lines');
  const lines =
    given.length === 0 ? [] : Array.from({ length: LINES }, (_, line) => given[line] ?? '');
  const postcode = textOf(member(item, 'postalCode'));
  const text = textOf(member(item, 'text'));
  const pafKey = addressKey(item, 'PAF');
  const uprn = addressKey(item, 'UPRN');
  const address: Address = {
    id: idOf(item, context),
    use,
    lines,
    ...(postcode ? { postcode } : {}),
    ...(pafKey ? { pafKey } : {}),
    ...(uprn ? { uprn } : {}),
    ...(text ? { text } : {}),
    ...readSpan(member(item, 'period'), `${at}.period`, context),
  };
  return address;
}

function addressKey(address: JsonObject, type: string): string | undefined {
  for (const key of listOf(member(address, 'extension'))) {
    if (member(key, 'url') !== EXTENSIONS.addressKey) continue;
    const parts = listOf(member(key, 'extension'));
    const part = (url: string) => parts.find((each) => member(each, 'url') === url);
    if (member(member(part('type'), 'valueCoding'), 'code') !== type) continue;
    return textOf(member(part('value'), 'valueString'));
  }
  return undefined;
}

export function odsOf(reference: Json | undefined): string | undefined {
  const value = textOf(member(member(reference, 'identifier'), 'value'));
  return value !== undefined && /^[0-9A-Z]{1,12}$/i.test(value) ? value.toUpperCase() : undefined;
}

export function readPractice(item: JsonObject, at: string, context: ReadContext) {
  const ods = odsOf(item);
  if (ods === undefined) {
    context.problem(`${at}.identifier.value`, 'no organisation code');
    return undefined;
  }
  const period = member(member(item, 'identifier'), 'period');
  const span = readSpan(period, `${at}.identifier.period`, context);
  const practice: CareProvision = { id: idOf(item, context), code: '1', ods, ...span };
  return practice;
}
