import type { CareProvision, Patient } from '../patient.ts';
import { CONTACT_METHOD, WRITTEN_FORMAT } from './code-tables.ts';
import { readInstant } from './fhir-date.ts';
import { type Json, listOf, member, textOf } from './json.ts';
import { EXTENSIONS, PROVIDERS } from './names.ts';
import { odsOf } from './read-items.ts';
import { quoted, type ReadContext } from './reading.ts';

/** What the extensions of a patient say. */
export type ExtensionFacts = Pick<
  Patient,
  'provisions' | 'language' | 'contactPreference' | 'birthPlace' | 'removal'
> & { readonly notification?: '1' | '2'; readonly systemEffectiveDate?: string };

/** Reads the extensions that PDS knows; others are a problem and left out. */
export function readExtensions(
  list: Json | undefined,
  at: string,
  context: ReadContext,
): ExtensionFacts {
  const all = listOf(list);
  const known = new Set<Json | undefined>(Object.values(EXTENSIONS));
  for (const [index, each] of all.entries()) {
    if (!known.has(member(each, 'url')))
      context.problem(`${at}[${index}].url`, `unknown: ${quoted(member(each, 'url'))}`);
  }
  const one = (url: string) => all.find((each) => member(each, 'url') === url);
  return {
    provisions: PROVIDERS.flatMap(([code, url]) => provider(code, one(url), at, context)),
    ...death(one(EXTENSIONS.death), at, context),
    ...language(one(EXTENSIONS.communication)),
    ...contactPreference(one(EXTENSIONS.contactPreference)),
    ...birthPlace(one(EXTENSIONS.birthPlace)),
    ...removal(one(EXTENSIONS.removal)),
  };
}

function provider(
  code: CareProvision['code'],
  extension: Json | undefined,
  at: string,
  context: ReadContext,
): readonly CareProvision[] {
  if (extension === undefined) return [];
  const ods = odsOf(member(extension, 'valueReference'));
  if (ods !== undefined) return [{ id: context.newId(), code, ods }];
  context.problem(at, `no organisation code: ${quoted(extension)}`);
  return [];
}

function part(extension: Json | undefined, url: string): Json | undefined {
  return listOf(member(extension, 'extension')).find((each) => member(each, 'url') === url);
}

export function codeOf(extension: Json | undefined, url: string): string | undefined {
  const [coding] = listOf(member(member(part(extension, url), 'valueCodeableConcept'), 'coding'));
  return textOf(member(coding, 'code'));
}

function death(extension: Json | undefined, at: string, context: ReadContext) {
  if (extension === undefined) return {};
  const code = codeOf(extension, 'deathNotificationStatus');
  const date = readInstant(member(part(extension, 'systemEffectiveDate'), 'valueDateTime'));
  if (code !== '1' && code !== '2') {
    context.problem(at, `no status of a death that is in force: ${quoted(code)}`);
    return {};
  }
  return { notification: code, ...(date ? { systemEffectiveDate: date } : {}) } as const;
}

function language(extension: Json | undefined): Pick<Patient, 'language'> {
  const code = codeOf(extension, 'language');
  const interpreter = member(part(extension, 'interpreterRequired'), 'valueBoolean') === true;
  return code ? { language: { code, interpreter } } : {};
}

function contactPreference(extension: Json | undefined): Pick<Patient, 'contactPreference'> {
  const written = codeOf(extension, 'PreferredWrittenCommunicationFormat');
  const method = codeOf(extension, 'PreferredContactMethod');
  const times = textOf(member(part(extension, 'PreferredContactTimes'), 'valueString'));
  const preference = {
    ...(method && Object.hasOwn(CONTACT_METHOD, method) ? { method } : {}),
    ...(written && Object.hasOwn(WRITTEN_FORMAT, written) ? { written } : {}),
    ...(times ? { times } : {}),
  };
  return Object.keys(preference).length > 0 ? { contactPreference: preference } : {};
}

function birthPlace(extension: Json | undefined): Pick<Patient, 'birthPlace'> {
  const address = member(extension, 'valueAddress');
  const [city, district, country] = ['city', 'district', 'country'].map((key) =>
    textOf(member(address, key)),
  );
  const place = {
    ...(city ? { city } : {}),
    ...(district ? { district } : {}),
    ...(country ? { country } : {}),
  };
  return Object.keys(place).length > 0 ? { birthPlace: place } : {};
}

function removal(extension: Json | undefined): Pick<Patient, 'removal'> {
  const reason = codeOf(extension, 'removalFromRegistrationCode');
  if (reason === undefined) return {};
  const period = member(part(extension, 'effectiveTime'), 'valuePeriod');
  const [from, to] = [readInstant(member(period, 'start')), readInstant(member(period, 'end'))];
  return { removal: { reason, ...(from ? { from } : {}), ...(to ? { to } : {}) } };
}
