import { parseNhsNumber } from '../../domain/nhs-number.ts';
import type { Death, Gender, Patient, Sensitivity } from '../patient.ts';
import { GENDER } from './code-tables.ts';
import { readDate, readInstant } from './fhir-date.ts';
import { isObject, type Json, type JsonObject, listOf, member } from './json.ts';
import { readExtensions } from './read-extensions.ts';
import { odsOf, readAddress, readEach, readName, readPractice } from './read-items.ts';
import { readContact, readTelecom } from './read-telecoms.ts';
import { type Problem, quoted, type ReadContext } from './reading.ts';

/** A record, with what of the resource could not be taken over; or only the problems. */
export type PatientReading =
  | { readonly ok: true; readonly patient: Patient; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ReadOptions {
  readonly newId: () => string;
  readonly alias?: ReadContext['alias'];
}

/**
 * A FHIR Patient as a record of the register (pds-identity 5.3). Tolerant: what it does not know it leaves out
 * and tells. Only a resource that is none, or has no NHS number, is no record. Never throws.
 */
export function readPatient(resource: unknown, options: ReadOptions): PatientReading {
  const problems: Problem[] = [];
  const context: ReadContext = {
    newId: options.newId,
    alias: options.alias ?? 'temp',
    problem: (at, message) => void problems.push({ at, message }),
  };
  if (!isObject(resource)) {
    context.problem('Patient', `not an object: ${quoted(resource as Json)}`);
    return { ok: false, problems };
  }
  const number = member(resource, 'id') ?? numberOf(resource);
  const nhsNumber = typeof number === 'string' ? parseNhsNumber(number) : undefined;
  if (!nhsNumber) {
    context.problem('Patient.id', `not an NHS number: ${quoted(number)}`);
    return { ok: false, problems };
  }
  const facts = readFacts(resource, context);
  return {
    ok: true,
    patient: {
      nhsNumber,
      scn: readVersion(resource, context),
      status: 'active',
      supersedes: [],
      sensitivity: readSensitivity(resource),
      relatives: [],
      ...facts,
    },
    problems,
  };
}

/** Everything that a FHIR Patient says of somebody but who it is and which version this is. */
export type PatientFacts = Omit<
  Patient,
  'nhsNumber' | 'scn' | 'status' | 'supersedes' | 'sensitivity' | 'relatives'
>;

export function readFacts(resource: JsonObject, context: ReadContext): PatientFacts {
  const of = (key: string) => member(resource, key);
  const gender = readGender(of('gender'), context);
  const birthTime = readDate(of('birthDate'));
  if (of('birthDate') !== undefined && !birthTime)
    context.problem('Patient.birthDate', `not a date: ${quoted(of('birthDate'))}`);
  const order = of('multipleBirthInteger');
  const extensions = readExtensions(of('extension'), 'Patient.extension', context);
  const { notification, systemEffectiveDate, provisions, ...rest } = extensions;
  const deceased = readDeath(of('deceasedDateTime'), { notification, systemEffectiveDate });
  const manager = odsOf(of('managingOrganization'));
  const items = <T>(key: string, read: (item: JsonObject, at: string, c: ReadContext) => T) =>
    readEach(of(key), `Patient.${key}`, context, (item, at) => read(item, at, context));
  return {
    ...(gender ? { gender } : {}),
    ...(birthTime ? { birthTime } : {}),
    ...(typeof order === 'number' && Number.isInteger(order) ? { multipleBirthOrder: order } : {}),
    ...(deceased ? { deceased } : {}),
    names: items('name', readName).filter((each) => each !== undefined),
    addresses: items('address', readAddress).filter((each) => each !== undefined),
    telecoms: items('telecom', readTelecom).filter((each) => each !== undefined),
    provisions: [
      ...items('generalPractitioner', readPractice).filter((each) => each !== undefined),
      ...provisions,
    ],
    ...(manager ? { managingOrganization: manager } : {}),
    emergencyContacts: items('contact', readContact).filter((each) => each !== undefined),
    ...rest,
  };
}

function numberOf(resource: JsonObject): Json | undefined {
  return member(listOf(member(resource, 'identifier'))[0], 'value');
}

function readVersion(resource: JsonObject, context: ReadContext): number {
  const version = member(member(resource, 'meta'), 'versionId');
  if (typeof version === 'string' && /^[1-9]\d{0,14}$/.test(version)) return Number(version);
  if (version !== undefined)
    context.problem('Patient.meta.versionId', `not a version: ${quoted(version)}`);
  return 1;
}

/** `S` sensitive stands for all that FHIR calls restricted. */
function readSensitivity(resource: JsonObject): Sensitivity {
  const code = member(listOf(member(member(resource, 'meta'), 'security'))[0], 'code');
  return code === 'R' ? 'S' : code === 'V' ? 'V' : 'none';
}

function readGender(word: Json | undefined, context: ReadContext): Gender | undefined {
  const found = Object.entries(GENDER).find(([, each]) => each === word)?.[0];
  if (word !== undefined && !found) context.problem('Patient.gender', `not one: ${quoted(word)}`);
  return found as Gender | undefined;
}

/** A death without a status counts as told by a local organisation. */
function readDeath(
  time: Json | undefined,
  { notification = '1', systemEffectiveDate }: { [key: string]: string | undefined },
): Death | undefined {
  const at = readInstant(time);
  if (at === undefined) return undefined;
  return {
    time: at,
    notification: notification === '2' ? '2' : '1',
    ...(systemEffectiveDate ? { systemEffectiveDate } : {}),
  };
}
