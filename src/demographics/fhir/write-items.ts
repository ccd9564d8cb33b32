import type {
  Address,
  CareProvision,
  EmergencyContact,
  PersonName,
  Span,
  Telecom,
} from '../patient.ts';
import { ADDRESS_USE, fhirUse, NAME_USE, TELECOM_USE } from './code-tables.ts';
import { writeDate } from './fhir-date.ts';
import { filled, type JsonObject, present } from './json.ts';
import { CODE_SYSTEMS, EXTENSIONS, ODS_CODE } from './names.ts';
import type { Shape } from './shape.ts';

export function writePeriod({ from, to }: Span): JsonObject | undefined {
  if (from === undefined && to === undefined) return undefined;
  return present({ start: from && writeDate(from), end: to && writeDate(to) });
}

/** Titles and letters behind a name: one text in the record, a list in FHIR. */
function splitAffixes(text: string | undefined): readonly string[] | undefined {
  return filled((text ?? '').split(/,\s*/).filter((each) => each !== ''));
}

export function writeName(name: PersonName, { alias = 'temp' }: Pick<Shape, 'alias'>): JsonObject {
  return present({
    id: name.id,
    use: name.use === 'A' ? alias : fhirUse(NAME_USE, name.use, 'old'),
    period: writePeriod(name),
    given: filled(name.given),
    family: name.family,
    prefix: splitAffixes(name.prefix),
    suffix: splitAffixes(name.suffix),
  });
}

export function writeAddress(
  address: Address,
  { emptyLines = 'keep' }: Pick<Shape, 'emptyLines'>,
): JsonObject {
  const { id, use, text, postcode } = address;
  const lines = emptyLines === 'keep' ? address.lines : address.lines.filter((line) => line !== '');
  return present({
    id,
    period: writePeriod(address),
    use: fhirUse(ADDRESS_USE, use, 'home'),
    text,
    line: filled(lines),
    postalCode: postcode,
    extension: filled([...addressKey('PAF', address.pafKey), ...addressKey('UPRN', address.uprn)]),
  });
}

function addressKey(type: string, value: string | undefined): readonly JsonObject[] {
  if (value === undefined) return [];
  const valueCoding = { system: CODE_SYSTEMS.addressKey, code: type };
  return [
    {
      url: EXTENSIONS.addressKey,
      extension: [
        { url: 'type', valueCoding },
        { url: 'value', valueString: value },
      ],
    },
  ];
}

export function writeTelecom(telecom: Telecom): JsonObject {
  const { id, system, value, use } = telecom;
  const valueCoding = {
    system: CODE_SYSTEMS.otherContact,
    code: 'textphone',
    display: 'Minicom (Textphone)',
  };
  return present({
    id,
    period: writePeriod(telecom),
    system,
    value,
    use: fhirUse(TELECOM_USE, use, 'home'),
    extension: system === 'other' ? [{ url: EXTENSIONS.otherContact, valueCoding }] : undefined,
  });
}

/** Somebody to call in an emergency; FHIR's has no name. */
export function writeContact(
  contact: Pick<EmergencyContact, 'id' | 'from' | 'to'>,
  telecoms: readonly Telecom[],
): JsonObject {
  const coding = [{ system: CODE_SYSTEMS.contact, code: 'C', display: 'Emergency Contact' }];
  return present({
    id: contact.id,
    period: writePeriod(contact),
    relationship: [{ coding }],
    telecom: filled(telecoms.map(({ system, value }) => ({ system, value }))),
  });
}

export function writePractice(provision: CareProvision): JsonObject {
  const identifier = present({
    system: ODS_CODE,
    value: provision.ods,
    period: writePeriod(provision),
  });
  return { id: provision.id, type: 'Organization', identifier };
}
