import { type JsonObject, listOf, member, sameJson, textOf, wordOf } from '../json.ts';
import { invalidValue } from '../json-shape.ts';
import type { Refusal } from '../operation-outcome.ts';
import { invalidUpdate } from './read-patches.ts';
import { countOf, formerOf, itemsOf } from './rule-words.ts';
import type { RecordChange, RecordRule } from './update-context.ts';

const TEMPORARY = [
  'Second Home',
  'Student Accommodation',
  'Respite Care Address',
  'Temporary Residence Address',
  'Convalescence Home',
  'Mobile Home',
  'Holiday Home',
];

/** Items that are new or not what they were, with their places. */
function changedItems(update: RecordChange, key: string) {
  return itemsOf(update.after, key).flatMap((item, index) => {
    const former = formerOf(update, key, item);
    return sameJson(former, item) ? [] : [{ item, former, at: `${key}/${index}` }];
  });
}

/** One address for each use; those for a time have both ends and say what they are (patient-patch, "Address"). */
export const addressRule: RecordRule = (update) => {
  const all = itemsOf(update.after, 'address');
  for (const { item, at } of changedItems(update, 'address')) {
    const use = member(item, 'use');
    if (use === 'work')
      return invalidUpdate("addresses with use 'work' cannot be added or updated");
    if (countOf(all, (each) => member(each, 'use') === use) > 1)
      return invalidUpdate(`multiple ${use} addresses cannot be added`);
    if (use === 'temp' || use === 'billing') {
      const period = member(item, 'period');
      if (member(period, 'start') === undefined || member(period, 'end') === undefined)
        return invalidUpdate(`period start and end must be supplied for a ${use} address`);
    }
    if (use === 'temp' && !TEMPORARY.includes(wordOf(member(item, 'text'))))
      return invalidValue(member(item, 'text'), `${at}/text`);
    const lines = listOf(member(item, 'line')).some((line) => textOf(line) !== undefined);
    if (!lines && !isPseudo(member(item, 'postalCode')))
      return invalidUpdate('address lines must be supplied');
  }
  return undefined;
};

/** Of no fixed abode and the like: such an address has no lines. */
export function isPseudo(postcode: unknown): boolean {
  return typeof postcode === 'string' && /^ZZ99/i.test(postcode);
}

/** One for each system and use, which stay what they are (patient-patch, "Telecom"). */
export const telecomRule: RecordRule = (update) => {
  const all = itemsOf(update.after, 'telecom');
  const kind = (item: JsonObject) => `${member(item, 'system')} ${member(item, 'use')}`;
  for (const { item, former, at } of changedItems(update, 'telecom')) {
    if (former && kind(former) !== kind(item))
      return invalidUpdate('the system and use of an existing telecom cannot be changed');
    if (countOf(all, (each) => kind(each) === kind(item)) > 1)
      return invalidUpdate(`multiple telecoms with system and use '${kind(item)}' cannot be added`);
    const wrong = wrongEmail(item, at);
    if (wrong) return wrong;
  }
  return undefined;
};

/** The points of an emergency contact have no use and no fax (patient-patch, "Emergency contact"). */
export const emergencyRule: RecordRule = (update) => {
  for (const { item, at } of changedItems(update, 'contact')) {
    for (const [index, point] of itemsOf(item, 'telecom').entries()) {
      const where = `${at}/telecom/${index}`;
      if (member(point, 'use') !== undefined)
        return invalidValue(member(point, 'use'), `${where}/use`);
      if (member(point, 'system') === 'fax') return invalidValue('fax', `${where}/system`);
      const wrong = wrongEmail(point, where);
      if (wrong) return wrong;
    }
  }
  return undefined;
};

export function isEmail(value: string): boolean {
  return value.length > 6 && value.length < 90 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}

function wrongEmail(point: JsonObject, at: string): Refusal | undefined {
  const value = wordOf(member(point, 'value'));
  return member(point, 'system') === 'email' && !isEmail(value)
    ? invalidValue(value, `${at}/value`)
    : undefined;
}

/** No period begins in the future, none ends before it begins (patient-patch, "Business rules for period"). */
export const periodRule: RecordRule = (update) => {
  for (const key of ['name', 'address', 'telecom', 'contact', 'generalPractitioner']) {
    for (const { item } of changedItems(update, key)) {
      const period = member(
        key === 'generalPractitioner' ? member(item, 'identifier') : item,
        'period',
      );
      const [start, end] = [member(period, 'start'), member(period, 'end')];
      if (start !== undefined && wordOf(start) > update.today)
        return invalidUpdate('period start cannot be in the future');
      if (end !== undefined && start !== undefined && wordOf(end) < wordOf(start))
        return invalidUpdate('period end cannot be before period start');
    }
  }
  return undefined;
};
