import { listOf, member, sameJson, wordOf } from '../json.ts';
import { EXTENSIONS } from '../names.ts';
import { codeOf } from '../read-extensions.ts';
import { invalidUpdate } from './read-patches.ts';
import { extensionOf, notPermitted, unsupportedValue } from './rule-words.ts';
import type { UpdateRule } from './update-context.ts';

/**
 * A death is told with its notification, once formal it stands, and only the National Back Office and registrars
 * make it formal (patient-patch, "Date of death", "Death notification").
 */
export const deathRule: UpdateRule = ({ before, after, today }) => {
  const [wasTime, time] = [before, after].map((each) => member(each, 'deceasedDateTime'));
  const [was, is] = [before, after].map((each) => extensionOf(each, EXTENSIONS.death));
  const sameStatus = sameJson(was, is);
  if (wasTime === time && sameStatus) return undefined;
  if (wasTime !== undefined && time === undefined)
    return notPermitted('remove', 'deceasedDateTime');
  if (was && !is) return notPermitted('remove', 'deathNotificationStatus');
  const formal = was && codeOf(was, 'deathNotificationStatus') === '2';
  if (formal)
    return notPermitted('update', sameStatus ? 'deceasedDateTime' : 'deathNotificationStatus');
  if (time === undefined || !is)
    return invalidUpdate('deceasedDateTime and deathNotificationStatus must be supplied together');
  const status = codeOf(is, 'deathNotificationStatus');
  if (status === 'U') return unsupportedValue(status, 'deathNotificationStatus');
  if (status === '2') return notPermitted('update', 'deathNotificationStatus');
  if (status !== '1' || listOf(member(is, 'extension')).length === 0)
    return invalidUpdate('deathNotificationStatus must be supplied');
  return wordOf(time).slice(0, 10) > today
    ? invalidUpdate('deceasedDateTime cannot be in the future')
    : undefined;
};
