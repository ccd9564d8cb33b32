import { isObject, member, sameJson } from '../json.ts';
import { odsOf } from '../read-items.ts';
import { invalidUpdate } from './read-patches.ts';
import { itemsOf, notPermitted } from './rule-words.ts';
import type { UpdateRule } from './update-context.ts';

/** One practice, open, set by primary care, removed by nobody but the back office (patient-patch, "General practice"). */
export const practiceRule: UpdateRule = ({ before, after, changed, context }) => {
  if (!changed.includes('generalPractitioner')) return undefined;
  const [practice] = itemsOf(after, 'generalPractitioner');
  if (!practice) return notPermitted('remove', 'generalPractitioner');
  if (!context.mayUpdateGp) return notPermitted('update', 'generalPractitioner');
  const identifier = member(practice, 'identifier');
  const [former] = itemsOf(before, 'generalPractitioner');
  const end = isObject(identifier) ? member(member(identifier, 'period'), 'end') : undefined;
  if (end !== undefined) return invalidUpdate('generalPractitioner period end cannot be supplied');
  const ods = odsOf(practice) ?? '';
  if (ods !== (former && odsOf(former)) && context.organisation(ods) !== 'open')
    return invalidUpdate('Update Failed - invalid GP Registration data supplied');
  return undefined;
};

/** Of somebody without a practice; internal to PDS. */
export const managerRule: UpdateRule = ({ before, after }) =>
  sameJson(member(before, 'managingOrganization'), member(after, 'managingOrganization'))
    ? undefined
    : notPermitted('update', 'managingOrganization');
