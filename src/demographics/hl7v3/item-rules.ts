import type { BrokenRule } from './check-query.ts';
import { PRACTICE_ROOT } from './names.ts';
import type { WrittenAddress, WrittenName, WrittenTelecom } from './read-parts.ts';
import { type Change, PROVISION_CODES, type WrittenProvision } from './update-request.ts';
import { isHlTime } from './value-rules.ts';

/** What an item of an update or an allocation may be (pds-identity 1.8). */
const MODES = ['added', 'altered', 'removed'];
const ADDRESS_USES = ['H', 'TMP', 'PST'];
const NAME_USES = [
  ...['L', 'A', 'PREFERRED', 'PREVIOUS', 'PREVIOUS-BIRTH', 'PREVIOUS-MAIDEN'],
  'PREVIOUS-BACHELOR',
];
const TELECOM_USES = ['H', 'HP', 'HV', 'WP', 'AS', 'EC', 'PG', 'MC'];
const MOST_GIVEN = 5;
const MOST_LINES = 5;
const LONGEST_LINE = 35;

/** How an item is to be changed: as said, or by whether it names an object. */
export function modeOf({ mode, item }: Change<{ readonly id: string | undefined }>): string {
  return mode ?? (item.id ? 'altered' : 'added');
}

export function* modeRules(
  what: string,
  change: Change<{ readonly id: string | undefined }>,
): Iterable<BrokenRule> {
  const mode = modeOf(change);
  if (!MODES.includes(mode))
    yield { name: 'INVALID_UPDATE_MODE', detail: `updateMode of a ${what} is unknown` };
  if (mode !== 'added' && !change.item.id)
    yield { name: 'UID_MUST_BE_PROVIDED', detail: `a ${what} is ${mode} without its object id` };
}

export function* nameRules(name: WrittenName): Iterable<BrokenRule> {
  const { use, given, prefixes, families, suffixes } = name;
  if (use !== undefined && !NAME_USES.includes(use)) yield field('use of a name is unknown');
  if (given.length > MOST_GIVEN) yield field(`a name has ${given.length} given`);
  for (const [part, found] of [
    ['prefix', prefixes],
    ['family', families],
    ['suffix', suffixes],
  ] as const)
    if (found.length > 1) yield field(`a name has ${found.length} ${part}`);
  yield* spanRules('name', name);
}

export function* addressRules(address: WrittenAddress): Iterable<BrokenRule> {
  const { lines, use, description, postcode } = address;
  // People of no fixed abode have a postcode alone (pds-identity 5.5, 17).
  if (lines.length > MOST_LINES || (lines.length === 0 && !postcode))
    yield field(`an address has ${lines.length} lines`);
  const long = lines.findIndex((line) => [...line].length > LONGEST_LINE);
  if (long >= 0) yield field(`line ${long + 1} of an address is longer than ${LONGEST_LINE}`);
  if (use !== undefined && !ADDRESS_USES.includes(use)) yield field('use of an address is unknown');
  if (description !== undefined && use !== 'TMP')
    yield field('only a temporary address has a description');
  yield* spanRules('address', address);
}

export function* telecomRules(telecom: WrittenTelecom): Iterable<BrokenRule> {
  if (!telecom.use || !TELECOM_USES.includes(telecom.use))
    yield field('use of a telecom is missing or unknown');
  if (!telecom.value) yield field('a telecom has no value');
  yield* spanRules('telecom', telecom);
}

export function* provisionRules(provision: WrittenProvision): Iterable<BrokenRule> {
  const { code, organisation } = provision;
  if (!PROVISION_CODES.some((each) => each === code))
    yield { name: 'UNSUPPORTED_PATIENT_CARE', detail: 'code of a care provision is missing' };
  if (organisation && organisation.root !== PRACTICE_ROOT)
    yield { name: 'UNSUPPORTED_HCP_CODE_TYPE', detail: 'the root of an organisation is another' };
  if (organisation && !/^[A-Za-z0-9]{1,12}$/.test(organisation.extension))
    yield field('an organisation has no code of ODS');
  yield* spanRules('care provision', provision);
}

function* spanRules(
  what: string,
  { from, to }: { readonly from?: string; readonly to?: string },
): Iterable<BrokenRule> {
  for (const time of [from, to])
    if (time !== undefined && !isHlTime(time)) yield field(`a date of a ${what} is no time of HL7`);
  if (from === undefined || to === undefined) return;
  const digits = Math.min(from.length, to.length);
  if (to.slice(0, digits) < from.slice(0, digits))
    yield {
      name: 'HIGH_TIME_NOT_GREATER_THAN_LOW_TIME',
      detail: `a ${what} ends before it begins`,
    };
}

function field(detail: string): BrokenRule {
  return { name: 'FIELD_ERROR', detail };
}
