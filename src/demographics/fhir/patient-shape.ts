import { MOST_ITEMS } from '../change/past-versions.ts';
import { CONTACT_METHOD, WRITTEN_FORMAT } from './code-tables.ts';
import { readDate, readInstant } from './fhir-date.ts';
import type { JsonShape } from './json-shape.ts';

const LONGEST_NAME = 35;
const LONGEST_LINE = 35;
/** Of a kind that somebody new may come with. */
const MOST_OF_NEW = 20;

const any: JsonShape = { kind: 'text' };
const words = (...allowed: readonly string[]): JsonShape => ({
  kind: 'text',
  accepts: (text) => allowed.includes(text),
});
const short = (longest: number): JsonShape => ({
  kind: 'text',
  accepts: (text) => text.trim() !== '' && text.length <= longest,
});
/** A whole date: a year alone can be on record, but is not taken from anybody. */
const date: JsonShape = { kind: 'text', accepts: (text) => readDate(text)?.length === 8 };
const list = (of: JsonShape, least = 0, most?: number): JsonShape => ({
  ...{ kind: 'list', of, least },
  ...(most === undefined ? {} : { most }),
});
const object = (members: Readonly<Record<string, JsonShape>>, required: readonly string[] = []) =>
  ({ kind: 'object', members, required }) as const;
/** Extensions are judged by their own rules. */
const open: JsonShape = { kind: 'object', members: {}, open: true };

const period = object({ start: date, end: date }, ['start']);
const coding = (...codes: readonly string[]): JsonShape => ({
  kind: 'object',
  members: { code: codes.length > 0 ? words(...codes) : short(40) },
  required: ['code'],
  open: true,
});
const codeable = (...codes: readonly string[]) =>
  object({ coding: list(coding(...codes), 1, 1) }, ['coding']);

const name = object(
  {
    id: any,
    use: words('usual', 'temp', 'nickname', 'old', 'maiden'),
    period,
    given: list(short(LONGEST_NAME), 0, 5),
    family: short(LONGEST_NAME),
    prefix: list(short(LONGEST_NAME)),
    suffix: list(short(LONGEST_NAME)),
  },
  ['use', 'family'],
);
const address = object(
  {
    id: any,
    period,
    use: words('home', 'work', 'temp', 'billing'),
    text: short(100),
    line: list({ kind: 'text', accepts: (text) => text.length <= LONGEST_LINE }, 0, 5),
    postalCode: { kind: 'text', accepts: (text) => /^[A-Z0-9 ]{2,8}$/i.test(text) },
    extension: list(open),
  },
  ['use'],
);
const point = {
  id: any,
  period,
  system: words('phone', 'fax', 'email', 'other'),
  value: short(90),
  use: words('home', 'work', 'temp', 'mobile'),
  extension: list(open, 0, 1),
};
const telecom = object(point, ['system', 'value']);
const contact = object(
  { id: any, period, relationship: list(codeable('C'), 1, 1), telecom: list(telecom, 1) },
  ['relationship', 'telecom'],
);
const odsCode: JsonShape = { kind: 'text', accepts: (text) => /^[0-9A-Z]{1,12}$/i.test(text) };
const identifier = object({ system: any, value: odsCode, period }, ['value']);
const reference = object({ id: any, type: any, identifier }, ['identifier']);
const instant: JsonShape = {
  kind: 'text',
  accepts: (text) => (readInstant(text)?.length ?? 0) >= 8,
};

/** The members of a Patient that an update may change, with their shapes (pds-identity 2.7). */
export const UPDATABLE: Readonly<Record<string, JsonShape>> = {
  name: list(name, 0, MOST_ITEMS),
  gender: words('male', 'female', 'other', 'unknown'),
  birthDate: date,
  multipleBirthInteger: { kind: 'integer', from: 1, to: 9 },
  deceasedDateTime: instant,
  generalPractitioner: list(reference, 0, 1),
  managingOrganization: reference,
  telecom: list(telecom),
  contact: list(contact, 0, MOST_ITEMS),
  address: list(address),
  extension: list({ kind: 'object', members: { url: any }, required: ['url'], open: true }),
};

/** Of extensions: the parts by their url. */
export const EXTENSION_PARTS: Readonly<Record<string, JsonShape>> = {
  PreferredWrittenCommunicationFormat: codeable(...Object.keys(WRITTEN_FORMAT)),
  PreferredContactMethod: codeable(...Object.keys(CONTACT_METHOD)),
  deathNotificationStatus: codeable('1', '2', 'U'),
  language: codeable(),
};

/** The body of `POST /Patient`: what is missing is told in this order. A practice is set by registration only. */
export const CREATION: JsonShape = {
  kind: 'object',
  required: ['name', 'address', 'gender', 'birthDate', 'extension'],
  members: {
    resourceType: words('Patient'),
    name: list({ ...name, members: { ...name.members, use: words('usual') } }, 1, 1),
    address: list(address, 1, MOST_OF_NEW),
    gender: words('male', 'female', 'unknown'),
    birthDate: date,
    telecom: list(telecom, 0, MOST_OF_NEW),
    extension: list(
      { kind: 'object', members: { url: any }, required: ['url'], open: true },
      1,
      MOST_OF_NEW,
    ),
  },
};
