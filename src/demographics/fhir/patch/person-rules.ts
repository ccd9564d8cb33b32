import { listOf, member, sameJson, wordOf } from '../json.ts';
import { refusal } from '../operation-outcome.ts';
import { invalidUpdate } from './read-patches.ts';
import {
  countOf,
  forbidden,
  formerOf,
  itemsOf,
  notPermitted,
  unsupportedValue,
} from './rule-words.ts';
import type { RecordRule, UpdateRule } from './update-context.ts';

const isUse = (use: string) => (item: object) => member(item, 'use') === use;

/** One usual name, always; one nickname at most; a name keeps its use (patient-patch, "Name"). */
export const nameRule: RecordRule = (update) => {
  const [before, after] = [itemsOf(update.before, 'name'), itemsOf(update.after, 'name')];
  const usual = countOf(after, isUse('usual'));
  if (usual > 1) return forbidden('multiple usual names cannot be added');
  if (usual === 0 && countOf(before, isUse('usual')) > 0)
    return forbidden('not permitted to remove usual name');
  if (countOf(after, isUse('nickname')) > 1) return forbidden('multiple nicknames cannot be added');
  for (const [index, name] of after.entries()) {
    const former = formerOf(update, 'name', name);
    if (sameJson(former, name)) continue;
    if (former && member(former, 'use') !== member(name, 'use'))
      return invalidUpdate('the use of an existing name cannot be changed');
    const wrong = wrongText(name);
    if (wrong)
      return refusal(
        'UNSUPPORTED_CHARACTERS_IN_FIELD',
        `Unsupported characters - '${wrong.text}' in field 'name/${index}/${wrong.key}'`,
      );
  }
  return undefined;
};

/** Letters of Latin-1 and Latin Extended-A, digits, space, hyphen, apostrophe, full stop. */
const NAME_TEXT = /^[A-Za-z0-9 .'\-\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]*$/;

function wrongText(name: object): { readonly key: string; readonly text: string } | undefined {
  for (const key of ['family', 'given', 'prefix', 'suffix']) {
    const value = member(name, key);
    for (const text of Array.isArray(value) ? listOf(value) : [value]) {
      if (typeof text !== 'string') continue;
      if (!NAME_TEXT.test(text) || (key === 'suffix' && !/^[A-Z]/.test(text))) return { key, text };
    }
  }
  return undefined;
}

/** `other` can be read but not set; nobody loses a gender. */
export const genderRule: UpdateRule = ({ before, after, changed }) => {
  if (!changed.includes('gender')) return undefined;
  const gender = member(after, 'gender');
  if (gender === undefined && member(before, 'gender') !== undefined)
    return notPermitted('remove', 'gender');
  return gender === 'other' ? unsupportedValue(gender, 'gender') : undefined;
};

/** Not removed, not in the future, not after death. */
export const birthRule: UpdateRule = ({ before, after, changed, today }) => {
  const born = member(after, 'birthDate');
  if (changed.includes('birthDate')) {
    if (born === undefined && member(before, 'birthDate') !== undefined)
      return notPermitted('remove', 'birthDate');
    if (wordOf(born) > today) return invalidUpdate('birthDate cannot be in the future');
  }
  const died = member(after, 'deceasedDateTime');
  const dates = changed.includes('birthDate') || changed.includes('deceasedDateTime');
  return dates && typeof born === 'string' && typeof died === 'string' && born > died.slice(0, 10)
    ? invalidUpdate('birthDate cannot be after deceasedDateTime')
    : undefined;
};
