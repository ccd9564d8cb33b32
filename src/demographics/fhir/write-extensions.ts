import type { CareProvision, Patient } from '../patient.ts';
import {
  CONFIDENTIAL_REASON,
  CONTACT_METHOD,
  DEATH_STATUS,
  languageName,
  REMOVAL_REASON,
  WRITTEN_FORMAT,
} from './code-tables.ts';
import { writeInstant } from './fhir-date.ts';
import { filled, type JsonObject, present } from './json.ts';
import { CODE_SYSTEMS, EXTENSIONS, ODS_CODE, PROVIDERS } from './names.ts';
import { isOver, type Shape } from './shape.ts';

/** The extensions of a patient in the order in which PDS gives them. */
export function writeExtensions(patient: Patient, shape: Shape): readonly JsonObject[] {
  return [
    ...providers(patient, shape),
    ...writeDeath(patient),
    ...communication(patient),
    ...contactPreference(patient),
    ...birthPlace(patient),
    ...removal(patient, shape),
  ];
}

function providers({ provisions }: Patient, { today }: Shape): readonly JsonObject[] {
  return PROVIDERS.flatMap(([code, url]) => {
    const found = provisions.find((each) => each.code === code && !isOver(each, today));
    return found ? [{ url, valueReference: organisation(found) }] : [];
  });
}

function organisation({ ods }: CareProvision): JsonObject {
  return { identifier: { system: ODS_CODE, value: ods } };
}

export function writeDeath({ deceased }: Patient): readonly JsonObject[] {
  if (!deceased) return [];
  const { notification, systemEffectiveDate } = deceased;
  const status = codeable(CODE_SYSTEMS.death, notification, DEATH_STATUS[notification], '1.0.0');
  const effective = systemEffectiveDate && {
    url: 'systemEffectiveDate',
    valueDateTime: writeInstant(systemEffectiveDate),
  };
  const extension = [
    { url: 'deathNotificationStatus', valueCodeableConcept: status },
    ...(effective ? [effective] : []),
  ];
  return [{ url: EXTENSIONS.death, extension }];
}

function communication({ language }: Patient): readonly JsonObject[] {
  if (!language) return [];
  const { code, interpreter } = language;
  const concept = codeable(CODE_SYSTEMS.language, code, languageName(code), '1.0.0');
  const extension = [
    { url: 'language', valueCodeableConcept: concept },
    { url: 'interpreterRequired', valueBoolean: interpreter },
  ];
  return [{ url: EXTENSIONS.communication, extension }];
}

function contactPreference({ contactPreference: preference }: Patient): readonly JsonObject[] {
  const { written, method, times } = preference ?? {};
  const extension = [
    ...(written
      ? [
          {
            url: 'PreferredWrittenCommunicationFormat',
            valueCodeableConcept: codeable(CODE_SYSTEMS.written, written, WRITTEN_FORMAT[written]),
          },
        ]
      : []),
    ...(method
      ? [
          {
            url: 'PreferredContactMethod',
            valueCodeableConcept: codeable(CODE_SYSTEMS.method, method, CONTACT_METHOD[method]),
          },
        ]
      : []),
    ...(times ? [{ url: 'PreferredContactTimes', valueString: times }] : []),
  ];
  return filled(extension) ? [{ url: EXTENSIONS.contactPreference, extension }] : [];
}

function birthPlace({ birthPlace: place }: Patient): readonly JsonObject[] {
  if (!place || Object.keys(place).length === 0) return [];
  const { city, district, country } = place;
  return [{ url: EXTENSIONS.birthPlace, valueAddress: present({ city, district, country }) }];
}

/** Confidential reasons are told as `ORR`, a logical deletion to everybody (pds-identity 2.6). */
function removal({ removal: event }: Patient, shape: Shape): readonly JsonObject[] {
  if (!event) return [];
  const { reason, from, to } = event;
  const told: Readonly<Record<string, string>> = {
    ...REMOVAL_REASON,
    ...(shape.seesConfidentialRemovals ? CONFIDENTIAL_REASON : {}),
  };
  const code = Object.hasOwn(told, reason) ? reason : 'ORR';
  const period = present({ start: from && writeInstant(from), end: to && writeInstant(to) });
  const extension = [
    {
      url: 'removalFromRegistrationCode',
      valueCodeableConcept: codeable(CODE_SYSTEMS.removal, code, told[code]),
    },
    ...(from || to ? [{ url: 'effectiveTime', valuePeriod: period }] : []),
  ];
  return [{ url: EXTENSIONS.removal, extension }];
}

function codeable(
  system: string,
  code: string,
  display: string | undefined,
  version?: string,
): JsonObject {
  return { coding: [present({ system, version, code, display })] };
}
