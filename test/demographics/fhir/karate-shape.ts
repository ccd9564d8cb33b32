import { isObject, type Json } from '../../../src/demographics/fhir/json.ts';
import { parseNhsNumber } from '../../../src/domain/nhs-number.ts';
import { published } from './published.ts';

/** Where the published shapes of PDS's own tests name one another. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  Patient: ['Patient.json'],
  SensitivePatient: ['SensitivePatient.json'],
  Period: ['Period.json'],
  Address: ['Address.json'],
  HumanName: ['HumanName.json'],
  Contact: ['Contact.json'],
  ContactPoint: ['ContactPoint.json'],
  ContactRelationship: ['codeable', 'ContactRelationship.json'],
  CodingSchema: ['searchSchemas', 'codingSchema.json'],
  OtherContactSystem: ['extensions', 'OtherContactSystem.json'],
  GeneralPractitionerReference: ['GeneralPractitionerReference.json'],
  ManagingOrganizationReference: ['ManagingOrganizationReference.json'],
  patientSearchResultEntry: ['searchSchemas', 'patientSearchResultEntry.json'],
  sensitivePatientSearchResultEntry: ['searchSchemas', 'sensitivePatientSearchResultEntry.json'],
  patientSearchBundle: ['searchSchemas', 'patientSearchBundle.json'],
};

/** Tests of single values, by the words in the published shapes. */
const CONDITIONS: readonly (readonly [word: string, holds: (value: Json) => boolean])[] = [
  ['isValidNHSNumber', (value) => parseNhsNumber(String(value)) !== undefined],
  ['isValidDateString', (value) => /^\d{4}(-\d\d(-\d\d(T[\d:]+\+00:00)?)?)?$/.test(String(value))],
  ['isValidTimestamp', (value) => !Number.isNaN(Date.parse(String(value)))],
  ['isValidPatientURL', (value) => /\/Patient\/\d{10}$/.test(String(value))],
  ['isValidURL', (value) => URL.canParse(String(value))],
  ['isValidPostalCode', (value) => typeof value === 'string'],
  ['_.length < 36', (value) => String(value).length < 36],
  ['_ >= 1 && _ <= 9', (value) => Number(value) >= 1 && Number(value) <= 9],
];

/** Where a value departs from a shape of the published tests; empty when it fits. */
export function departures(value: Json | undefined, name: string, at = name): readonly string[] {
  const path = FILES[name];
  if (!path) throw new Error(`no published shape ${name}`);
  return compare(value, published('fhir-json-schemas', ...path), at);
}

function compare(value: Json | undefined, shape: Json, at: string): readonly string[] {
  if (typeof shape === 'string' && shape.startsWith('#')) return marked(value, shape, at);
  if (Array.isArray(shape)) {
    const list = Array.isArray(value) ? (value as readonly Json[]) : [];
    if (list.length !== shape.length) return [`${at}: ${list.length} items`];
    return list.flatMap((each, index) => compare(each, shape[index], `${at}[${index}]`));
  }
  if (!isObject(shape)) return value === shape ? [] : [`${at}: ${JSON.stringify(value)}`];
  if (!isObject(value)) return [`${at}: no object`];
  const extra = Object.keys(value).filter((key) => !(key in shape));
  return [
    ...extra.map((key) => `${at}.${key}: not in the shape`),
    ...Object.entries(shape).flatMap(([key, each]) =>
      compare(value[key], each as Json, `${at}.${key}`),
    ),
  ];
}

/** Karate's markers: `##` may be absent; then a kind, a list, another shape, a condition. */
function marked(value: Json | undefined, marker: string, at: string): readonly string[] {
  const optional = marker.startsWith('##');
  if (value === undefined) return optional ? [] : [`${at}: absent`];
  const rest = marker.replace(/^##?/, '').trim();
  const wrong = [`${at}: ${JSON.stringify(value)}`];
  const list = /^\[(_ < 6)?\]\s*(.*)$/.exec(rest);
  if (list) {
    if (!Array.isArray(value) || (list[1] && value.length >= 6)) return wrong;
    const of = list[2] ?? '';
    return (value as readonly Json[]).flatMap((each, index) =>
      of === '' ? [] : marked(each, of.startsWith('#') ? of : `#${of}`, `${at}[${index}]`),
    );
  }
  const regex = /^regex\s*\(?(.*?)\)?$/.exec(rest);
  if (regex) return new RegExp(`^(?:${regex[1]})$`).test(String(value)) ? [] : wrong;
  const condition = CONDITIONS.find(([word]) => rest.includes(word));
  if (condition) return condition[1](value) ? [] : wrong;
  const kind = ['string', 'number', 'boolean'].find((each) => rest === each);
  if (kind) return typeof value === kind ? [] : wrong;
  return departures(value, rest.replace(/[()]/g, ''), at);
}
