import type { Finding } from '../../domain/finding.ts';
import { modeOf } from './item-rules.ts';
import type { UpdateRequest } from './update-request.ts';

const LONGEST_FAMILY = 35;
const LONGEST_SECOND_GIVEN = 100;

/** What an update had better not do, though PDS takes it (pds-identity 1.8, client rules). */
export function* updateWarnings(update: UpdateRequest): Iterable<Finding> {
  const { names, addresses, telecoms, provisions, sharedSecret, withoutEffect } = update;
  if (sharedSecret)
    yield warn('PDSUPD-SECRET', 'an update must not carry a sharedSecret', 'patientRole');
  for (const { item } of names) {
    if (item.families.some((each) => each.length > LONGEST_FAMILY))
      yield warn('PDSUPD-FAMILY', `a family name is longer than ${LONGEST_FAMILY}`, 'name/family');
    if ((item.given[1]?.length ?? 0) > LONGEST_SECOND_GIVEN)
      yield warn(
        'PDSUPD-GIVEN',
        `a second given name is longer than ${LONGEST_SECOND_GIVEN}`,
        'name/given',
      );
  }
  for (const change of addresses) {
    if (modeOf(change) === 'removed') continue;
    const { use, from, to } = change.item;
    if (use === 'PST' && from === undefined && to === undefined)
      yield warn('PDSUPD-PERIOD', 'a correspondence address needs its useablePeriod', 'addr');
    if (use === 'H' && to !== undefined)
      yield warn('PDSUPD-HOME', 'a home address has no end', 'addr/useablePeriod/high');
  }
  const items = [...names, ...addresses, ...telecoms, ...provisions];
  if (items.some(({ mode }) => mode === undefined))
    yield warn('PDSUPD-MODE', 'an item says no updateMode', 'patientRole');
  for (const name of withoutEffect)
    yield {
      ...warn('PDSUPD-KEPT', `this simulator keeps no ${name}: it changes nothing`, name),
      severity: 'note',
    };
}

function warn(check: string, message: string, at: string): Finding {
  return { check, clause: 'pds-identity 1.8', severity: 'should', message, at };
}
