import type { NhsNumber } from '../../domain/nhs-number.ts';
import type { OrganisationStatus } from '../../domain/organisation-status.ts';
import { dayOf, secondOf } from '../date-range.ts';
import { objectIds } from '../object-ids.ts';
import type { CareProvision, Gender, Patient } from '../patient.ts';
import { plainPatient } from '../plain-patient.ts';
import type { TraceQuery } from '../trace/trace-query.ts';
import type { BrokenRule } from './check-query.ts';
import { addressRules, nameRules, provisionRules, telecomRules } from './item-rules.ts';
import type { AllocationRequest } from './read-allocation.ts';
import { RESPONSE } from './response-codes.ts';
import { valueRules } from './value-rules.ts';
import { addressOf, nameOf, telecomOf } from './written-items.ts';

/** The first rule that a request for an NHS number breaks (pds-identity 1.10). */
export function checkAllocation(
  request: AllocationRequest,
  organisation: (ods: string) => OrganisationStatus,
): BrokenRule | undefined {
  for (const rule of rules(request, organisation)) return rule;
  return undefined;
}

function* rules(
  request: AllocationRequest,
  organisation: (ods: string) => OrganisationStatus,
): Iterable<BrokenRule> {
  const { authority, gender, birthTime, names, addresses, telecoms, provisions } = request;
  const { language, contactMethod, writtenFormat, previousNhsContact } = request;
  const mandatory = {
    ...{ registeringAuthority: authority, administrativeGenderCode: gender, birthTime },
    ...{ name: names[0], addr: addresses[0], previousNhsContact },
  };
  for (const [name, found] of Object.entries(mandatory))
    if (found === undefined)
      yield {
        ...{ name: 'MANDATORY_FIELD_MISSING', code: RESPONSE.fieldMissing },
        detail: `there is no ${name}`,
      };
  const fact = (item: string | undefined) => ({ mode: undefined, item });
  yield* valueRules({
    ...{ gender: fact(gender), birthTime: fact(birthTime), language, contactMethod },
    writtenFormat: fact(writtenFormat),
  });
  if (!['0', '1', undefined].includes(previousNhsContact))
    yield { name: 'FIELD_ERROR', detail: 'the previous NHS contact is unknown' };
  if (names.filter(({ use = 'L' }) => use === 'L').length > 1)
    yield { name: 'MULTIPLE_USUAL_NAMES', detail: 'multiple usual names cannot be added' };
  if (provisions.filter(({ code }) => code === '1').length > 1)
    yield { name: 'CURRENT_PROVISION_EXISTS', detail: 'there is more than one current practice' };
  for (const each of names) yield* nameRules(each);
  for (const each of addresses) yield* addressRules(each);
  for (const each of telecoms) yield* telecomRules(each);
  for (const each of provisions) {
    yield* provisionRules(each);
    const ods = each.organisation?.extension ?? '';
    if (each.code === '1' && organisation(ods) !== 'open')
      yield {
        ...{ name: 'INVALID_GP_REGISTRATION', code: RESPONSE.practiceInvalid },
        detail: `the practice is ${organisation(ods)}`,
      };
  }
}

/** Who would be the same person: for them there is a number already. */
export function duplicateQuery({
  names,
  gender,
  birthTime,
  addresses,
}: AllocationRequest): TraceQuery {
  const [name] = names;
  const [address] = addresses;
  const day = birthTime?.slice(0, 8);
  return {
    family: name?.families[0],
    given: name?.given ?? [],
    genders: gender === undefined ? undefined : [gender as Gender],
    born: { from: day, to: day },
    postcode: address?.postcode,
    limit: 1,
  };
}

/** The record of somebody who gets a number. */
export function allocatedPatient(
  nhsNumber: NhsNumber,
  request: AllocationRequest,
  { now, sourceAsid }: { readonly now: Date; readonly sourceAsid: string },
): Patient {
  const newId = objectIds(plainPatient(nhsNumber));
  const begun = { from: dayOf(now) };
  const { birthTime, gender, language, contactMethod, writtenFormat, previousNhsContact } = request;
  const preference = {
    ...contactMethod?.item,
    ...(writtenFormat ? { written: writtenFormat } : {}),
  };
  const spoken = language?.item.code;
  return plainPatient(nhsNumber, {
    gender: gender as Gender,
    ...(birthTime ? { birthTime } : {}),
    names: request.names.map((each) => ({ ...begun, ...nameOf(each, newId()) })),
    addresses: request.addresses.map((each) => ({ ...begun, ...addressOf(each, newId()) })),
    telecoms: request.telecoms.map((each) => ({ ...begun, ...telecomOf(each, newId()) })),
    provisions: request.provisions.map((each) => ({
      ...{ id: newId(), code: each.code as CareProvision['code'] },
      ...{ ods: each.organisation?.extension ?? '', from: each.from ?? dayOf(now) },
      ...{ sourceAsid, systemFrom: secondOf(now) },
    })),
    ...(spoken
      ? { language: { code: spoken, interpreter: language.item.interpreter ?? false } }
      : {}),
    ...(Object.keys(preference).length > 0 ? { contactPreference: preference } : {}),
    ...(previousNhsContact === '1' || previousNhsContact === '0' ? { previousNhsContact } : {}),
  });
}
