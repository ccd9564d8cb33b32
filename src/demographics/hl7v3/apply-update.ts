import { recordDeath, withdrawDeath } from '../change/change-death.ts';
import { endRegistration, registerAtPractice } from '../change/change-practice.ts';
import { MOST_ITEMS } from '../change/past-versions.ts';
import { objectIds } from '../object-ids.ts';
import type { CareProvision, Gender, Patient } from '../patient.ts';
import { changedItems, type ItemTerms } from './apply-items.ts';
import { modeOf } from './item-rules.ts';
import type { Change, UpdateRequest, WrittenProvision } from './update-request.ts';
import { addressOf, nameOf, telecomOf } from './written-items.ts';

/** What a change of a record goes by besides the request. */
export interface UpdateTerms {
  readonly now: Date;
  /** ASID of the sender. */
  readonly sourceAsid: string;
  readonly reuseProvisionId: boolean;
}

/** The record after an update that no rule speaks against (pds-identity 1.8). */
export function applyUpdate(patient: Patient, update: UpdateRequest, terms: UpdateTerms): Patient {
  const items: ItemTerms = {
    ...{ now: terms.now, newId: objectIds(patient) },
    correction: update.updateType === '2',
  };
  const withItems: Patient = {
    ...patient,
    names: changedItems(
      patient.names,
      update.names,
      (each, id, old) => nameOf(each, id, old?.use),
      items,
    ),
    addresses: changedItems(
      patient.addresses,
      update.addresses,
      (each, id, old) => addressOf(each, id, old?.use),
      items,
    ),
    telecoms: changedItems(patient.telecoms, update.telecoms, telecomOf, items),
  };
  const placed = update.provisions.reduce(
    (left, change) => changedProvision(left, change, terms),
    withItems,
  );
  return withDeath(withFacts(placed, update), update, terms.now);
}

function changedProvision(
  patient: Patient,
  change: Change<WrittenProvision>,
  { now, sourceAsid, reuseProvisionId }: UpdateTerms,
): Patient {
  const { from, to, organisation } = change.item;
  const code = change.item.code as CareProvision['code'];
  if (modeOf(change) === 'removed')
    return endRegistration(patient, { code, now, ...(to ? { from: to } : {}) });
  const ods = organisation?.extension;
  const current = patient.provisions.find((each) => each.code === code && each.to === undefined);
  if (ods === undefined || ods === current?.ods) return redated(patient, current, { from, to });
  const registration = { ods, code, now, sourceAsid, reuseProvisionId, from };
  const { provisions, ...registered } = registerAtPractice(patient, registration);
  // The latest stand first: what no answer could hold any more goes.
  return { ...registered, provisions: provisions.slice(0, MOST_ITEMS) };
}

/** The same provider with other dates. */
function redated(
  patient: Patient,
  current: CareProvision | undefined,
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
): Patient {
  const provisions = patient.provisions.map((each) =>
    each === current ? { ...each, ...(from ? { from } : {}), ...(to ? { to } : {}) } : each,
  );
  return { ...patient, provisions };
}

function withFacts(patient: Patient, update: UpdateRequest): Patient {
  const { gender, birthTime, birthOrder, language, contactMethod, writtenFormat } = update;
  const { multipleBirthOrder, language: spoken, contactPreference, ...rest } = patient;
  const order = birthOrder ? Number(kept(birthOrder)) : multipleBirthOrder;
  const tongue = language ? kept(language) : spoken;
  const { method, times } = contactMethod ? (kept(contactMethod) ?? {}) : (contactPreference ?? {});
  const written = writtenFormat ? kept(writtenFormat) : contactPreference?.written;
  const preference = {
    ...(method ? { method } : {}),
    ...(times ? { times } : {}),
    ...(written ? { written } : {}),
  };
  return {
    ...rest,
    ...(gender?.item ? { gender: gender.item as Gender } : {}),
    ...(birthTime?.item ? { birthTime: birthTime.item } : {}),
    ...(order ? { multipleBirthOrder: order } : {}),
    ...(tongue?.code
      ? { language: { code: tongue.code, interpreter: tongue.interpreter ?? false } }
      : {}),
    ...(Object.keys(preference).length > 0 ? { contactPreference: preference } : {}),
  };
}

function kept<T>({ mode, item }: Change<T>): T | undefined {
  return mode === 'removed' ? undefined : item;
}

function withDeath(
  patient: Patient,
  { deceasedTime, deathNotification }: UpdateRequest,
  now: Date,
): Patient {
  if (!deceasedTime || !deathNotification) return patient;
  if (deceasedTime.mode === 'removed') return withdrawDeath(patient);
  const notification = deathNotification.item === '2' ? '2' : '1';
  return recordDeath(patient, { time: deceasedTime.item ?? '', notification, now });
}
