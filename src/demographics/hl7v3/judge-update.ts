import type { OrganisationStatus } from '../../domain/organisation-status.ts';
import { MOST_ITEMS } from '../change/past-versions.ts';
import { currentProvision, type Item, type Patient } from '../patient.ts';
import type { BrokenRule } from './check-query.ts';
import { modeOf } from './item-rules.ts';
import { RESPONSE } from './response-codes.ts';
import type { Change, UpdateRequest, WrittenProvision } from './update-request.ts';

/** The first rule that an update breaks against the record that it is to change (pds-identity 1.8). */
export function judgeUpdate(
  patient: Patient,
  update: UpdateRequest,
  organisation: (ods: string) => OrganisationStatus,
): BrokenRule | undefined {
  for (const rule of rules(patient, update, organisation)) return rule;
  return undefined;
}

function* rules(
  patient: Patient,
  update: UpdateRequest,
  organisation: (ods: string) => OrganisationStatus,
): Iterable<BrokenRule> {
  const { names, addresses, telecoms, provisions, deceasedTime, authority } = update;
  yield* known('name', patient.names, names);
  yield* known('address', patient.addresses, addresses);
  yield* known('telecom', patient.telecoms, telecoms);
  yield* knownProvisions(patient, provisions);
  for (const change of names) {
    const own = patient.names.find(({ id }) => id === change.item.id);
    if (modeOf(change) === 'removed' && own?.use === 'L')
      yield broken('UNABLE_TO_DELETE_USUAL_NAME', 'the usual name cannot be removed');
  }
  for (const change of provisions) {
    const { code, organisation: provider } = change.item;
    if (code !== '1') continue;
    if (modeOf(change) === 'added' && currentProvision(patient))
      yield broken('CURRENT_PROVISION_EXISTS', 'there is a current practice already');
    const ods = provider?.extension;
    if (ods !== undefined && modeOf(change) !== 'removed' && organisation(ods) !== 'open')
      yield {
        ...broken('INVALID_GP_REGISTRATION', `the practice is ${organisation(ods)}`),
        code: RESPONSE.practiceInvalid,
      };
  }
  for (const [what, items, changes] of [
    ['names', patient.names, names],
    ['addresses', patient.addresses, addresses],
    ['telecoms', patient.telecoms, telecoms],
  ] as const) {
    const added = changes.filter((each) => modeOf(each) === 'added').length;
    if (added > 0 && items.length + added > MOST_ITEMS)
      yield broken('FIELD_ERROR', `a record holds no more than ${MOST_ITEMS} ${what}`);
  }
  // NHAIS is not a local source (pds-identity 1.11, registering authorities).
  if (deceasedTime && patient.deceased?.notification === '2' && authority !== 'y')
    yield broken('FORMAL_DEATH_RECORDED', 'a formal death cannot be changed locally');
}

function* known(
  what: string,
  items: readonly Item[],
  changes: readonly Change<{ readonly id: string | undefined }>[],
): Iterable<BrokenRule> {
  for (const change of changes) {
    const { id } = change.item;
    if (modeOf(change) !== 'added' && !items.some((each) => each.id === id))
      yield broken('UID_NOT_FOUND', `the record has no ${what} of that object id`);
  }
}

/** The provision that is meant is the current one of its code, not any that has the id. */
function* knownProvisions(
  patient: Patient,
  changes: readonly Change<WrittenProvision>[],
): Iterable<BrokenRule> {
  for (const change of changes) {
    const { id, code } = change.item;
    const mode = modeOf(change);
    if (mode === 'added') continue;
    const ofCode = patient.provisions.filter((each) => each.code === code);
    const current = ofCode.find(({ to }) => to === undefined);
    // Whose registration has ended may name it with the next one; to remove there is nothing left.
    const meant = current ? [current] : mode === 'altered' ? ofCode : [];
    if (!meant.some((each) => each.id === id))
      yield broken('UID_NOT_FOUND', 'the record has no care provision of that code and object id');
  }
}

function broken(name: string, detail: string): BrokenRule {
  return { name, detail };
}
