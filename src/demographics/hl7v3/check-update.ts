import { parseNhsNumber } from '../../domain/nhs-number.ts';
import type { BrokenRule } from './check-query.ts';
import {
  addressRules,
  modeOf,
  modeRules,
  nameRules,
  provisionRules,
  telecomRules,
} from './item-rules.ts';
import { NHS_NUMBER_ROOT } from './names.ts';
import { RESPONSE } from './response-codes.ts';
import type { UpdateRequest } from './update-request.ts';
import { valueRules } from './value-rules.ts';

/** The first rule that an update breaks by itself, whatever the record says (pds-identity 1.8). */
export function checkUpdate(
  update: UpdateRequest,
  { authored }: { readonly authored: boolean },
): BrokenRule | undefined {
  for (const rule of rules(update, authored)) return rule;
  return undefined;
}

function* rules(update: UpdateRequest, authored: boolean): Iterable<BrokenRule> {
  yield* headRules(update);
  for (const each of update.provisions) {
    yield* modeRules('care provision', each);
    yield* provisionRules(each.item);
    if (modeOf(each) === 'added' && !each.item.organisation)
      yield broken('UNSUPPORTED_HCP_CODE_TYPE', 'a care provision names no organisation');
  }
  for (const each of update.names) {
    yield* modeRules('name', each);
    if (modeOf(each) !== 'removed') yield* nameRules(each.item);
    else if (each.item.use === 'L')
      yield broken('UNABLE_TO_DELETE_USUAL_NAME', 'the usual name cannot be removed');
  }
  for (const each of update.addresses) {
    yield* modeRules('address', each);
    if (modeOf(each) !== 'removed') yield* addressRules(each.item);
  }
  for (const each of update.telecoms) {
    yield* modeRules('telecom', each);
    if (modeOf(each) !== 'removed') yield* telecomRules(each.item);
  }
  for (const [what, change] of [
    ['gender', update.gender],
    ['birth time', update.birthTime],
  ] as const)
    if (change?.mode === 'removed')
      yield broken('REMOVAL_NOT_PERMITTED', `the ${what} cannot be removed`);
  yield* deathRules(update, authored);
  yield* valueRules(update);
}

function* headRules({ updateType, serialNumber, numbers }: UpdateRequest): Iterable<BrokenRule> {
  if (updateType !== '1' && updateType !== '2')
    yield broken('INVALID_UPDATE_MODE', 'the code of the update is not 1 or 2');
  if (serialNumber === undefined)
    yield {
      ...broken('MANDATORY_FIELD_MISSING', 'there is no serial change number'),
      code: RESPONSE.fieldMissing,
    };
  else if (!/^\d{1,9}$/.test(serialNumber))
    yield broken('INVALID_SERIAL_CHANGE_NUMBER', 'the serial change number is no number');
  const [number, another] = numbers;
  const good =
    another === undefined &&
    number?.root === NHS_NUMBER_ROOT &&
    parseNhsNumber(number.extension) !== undefined;
  if (!good) yield broken('FAILED_MOD11_CHECK', 'there is not exactly one good NHS number');
}

function* deathRules(
  { deceasedTime, deathNotification, authority }: UpdateRequest,
  authored: boolean,
): Iterable<BrokenRule> {
  if (!deceasedTime && !deathNotification) return;
  if (!deceasedTime || !deathNotification) {
    yield broken('INCONSISTENT_DEATH_UPDATE', 'time and notification of a death go together');
    return;
  }
  if (deceasedTime.mode !== deathNotification.mode)
    yield broken('DEATH_UPDATE_MODE_INCONSISTENT', 'time and notification have another updateMode');
  if (!authored) yield broken('AUTHOR_UNSPECIFIED_ON_DEATH', 'nobody is named as the author');
  // NHAIS is not a local source (pds-identity 1.11, registering authorities).
  if (deceasedTime.mode === 'removed' && authority !== 'y')
    yield broken('SOURCE_CANNOT_REMOVE_DATE_OF_DEATH', 'a local source cannot remove a death');
  if (deceasedTime.mode !== 'removed' && (!deceasedTime.item || !deathNotification.item))
    yield broken('INCONSISTENT_DEATH_UPDATE', 'a death has no time or no notification');
}

function broken(name: string, detail: string): BrokenRule {
  return { name, detail };
}
