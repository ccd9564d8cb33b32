import { recordDeath, withdrawDeath } from '../change-death.ts';
import { addItem, alterItem, endItem, eraseItem } from '../change-items.ts';
import { endRegistration, registerAtPractice } from '../change-practice.ts';
import { dayOf } from '../date-range.ts';
import { objectIds } from '../object-ids.ts';
import type { CareProvision, Gender, Item, Patient } from '../patient.ts';
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
  const newId = objectIds(patient);
  const day = dayOf(terms.now);
  // A correction leaves nothing of what was wrong; a change leaves it as past.
  const correction = update.updateType === '2';
  const merged = <T extends Item, W extends { readonly id: string | undefined }>(
    items: readonly T[],
    changes: readonly Change<W>[],
    made: (written: W, id: string, old: T | undefined) => T,
  ) => changes.reduce((left, change) => changedItems(left, change, made), items);
  const changedItems = <T extends Item, W extends { readonly id: string | undefined }>(
    items: readonly T[],
    change: Change<W>,
    made: (written: W, id: string, old: T | undefined) => T,
  ): readonly T[] => {
    const { item } = change;
    const { id } = item;
    if (modeOf(change) === 'added' || !id) {
      const fresh = newId();
      return addItem(items, made(item, fresh, undefined));
    }
    if (modeOf(change) === 'altered')
      return alterItem(items, id, (old) => made(item, id, old), day) ?? items;
    return (correction ? eraseItem(items, id, day) : endItem(items, id, day)) ?? items;
  };
  const begun = { from: day };
  const withItems: Patient = {
    ...patient,
    names: merged(patient.names, update.names, (each, id, old) => ({
      ...(old ? {} : begun),
      ...nameOf(each, id, old?.use),
    })),
    addresses: merged(patient.addresses, update.addresses, (each, id, old) => ({
      ...(old ? {} : begun),
      ...addressOf(each, id, old?.use),
    })),
    telecoms: merged(patient.telecoms, update.telecoms, (each, id, old) => ({
      ...(old ? {} : begun),
      ...telecomOf(each, id),
    })),
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
  return registerAtPractice(patient, registration);
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
