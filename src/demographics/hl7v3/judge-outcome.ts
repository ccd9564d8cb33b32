import { isInForce } from '../date-range.ts';
import type { HlTime, Patient, PersonName } from '../patient.ts';
import type { BrokenRule } from './check-query.ts';

/**
 * What an update may not leave behind, whatever its changes are called: nobody loses the usual name or gets a
 * second one, as over FHIR (pds-identity 1.8, 2.6). `day` is today.
 */
export function judgeOutcome(
  before: Pick<Patient, 'names'>,
  after: Pick<Patient, 'names'>,
  day: HlTime,
): BrokenRule | undefined {
  const [had, has] = [usualNames(before.names, day), usualNames(after.names, day)];
  if (had > 0 && has === 0)
    return { name: 'UNABLE_TO_DELETE_USUAL_NAME', detail: 'the usual name cannot be removed' };
  if (has > 1 && has > had)
    return { name: 'MULTIPLE_USUAL_NAMES', detail: 'multiple usual names cannot be added' };
  return undefined;
}

function usualNames(names: readonly PersonName[], day: HlTime): number {
  return names.filter((each) => each.use === 'L' && isInForce(each, day)).length;
}
