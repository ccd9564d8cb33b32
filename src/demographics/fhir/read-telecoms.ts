import type { EmergencyContact, Telecom } from '../patient.ts';
import { hl7Use, TELECOM_USE } from './code-tables.ts';
import { type JsonObject, member, textOf } from './json.ts';
import { idOf, readEach, readSpan } from './read-items.ts';
import { quoted, type ReadContext } from './reading.ts';

const SYSTEMS = ['phone', 'email', 'fax', 'other'] as const;

export function readTelecom(item: JsonObject, at: string, context: ReadContext) {
  const value = textOf(member(item, 'value'));
  const system = SYSTEMS.find((each) => each === member(item, 'system'));
  // Contacts of other people have no use.
  const word = member(item, 'use') ?? 'home';
  const use = hl7Use(TELECOM_USE, word);
  if (value === undefined || system === undefined || use === undefined) {
    const wrong = use === undefined ? 'use' : system === undefined ? 'system' : 'value';
    context.problem(`${at}.${wrong}`, `not taken: ${quoted(member(item, wrong))}`);
    return undefined;
  }
  const span = readSpan(member(item, 'period'), `${at}.period`, context);
  const telecom: Telecom = { id: idOf(item, context), use, system, value, ...span };
  return telecom;
}

export function readContact(item: JsonObject, at: string, context: ReadContext) {
  const id = idOf(item, context);
  const telecoms = readEach(member(item, 'telecom'), `${at}.telecom`, context, (each, where) =>
    readTelecom(each, where, { ...context, newId: () => id }),
  );
  if (telecoms.length === 0) {
    context.problem(`${at}.telecom`, 'nothing to reach anybody by');
    return undefined;
  }
  const span = readSpan(member(item, 'period'), `${at}.period`, context);
  const contact: EmergencyContact = { id, telecoms, ...span };
  return contact;
}
