import { type JsonObject, member, sameJson } from '../json.ts';
import { EXTENSIONS } from '../names.ts';
import { invalidUpdate } from './read-patches.ts';
import { extensionOf, itemsOf } from './rule-words.ts';
import type { Update, UpdateRule } from './update-context.ts';

const NO_PERMISSION = invalidUpdate(
  'This user does not have permission to update the fields in the patches provided.',
);

/** What people may change of their own record (patient-patch, "Patient access"). */
const OWN: ReadonlySet<string> = new Set(['address', 'contact', 'telecom', 'extension']);
const OWN_EXTENSIONS: readonly string[] = [
  EXTENSIONS.communication,
  EXTENSIONS.birthPlace,
  EXTENSIONS.pharmacy,
  EXTENSIONS.appliances,
  EXTENSIONS.dispenser,
];

export const patientAccessRule: UpdateRule = (update) => {
  if (update.context.mode !== 'patient') return undefined;
  if (update.changed.some((key) => !OWN.has(key))) return NO_PERMISSION;
  const others = Object.values(EXTENSIONS).filter((url) => !OWN_EXTENSIONS.includes(url));
  const touched = others.some(
    (url) => !sameJson(extensionOf(update.before, url), extensionOf(update.after, url)),
  );
  return touched || !onlyOwnTelecoms(update) ? NO_PERMISSION : undefined;
};

/** Mobile numbers and electronic mail. */
function onlyOwnTelecoms({ before, after }: Update): boolean {
  const isOwn = (item: JsonObject) =>
    member(item, 'use') === 'mobile' || member(item, 'system') === 'email';
  const rest = (resource: JsonObject) =>
    itemsOf(resource, 'telecom').filter((each) => !isOwn(each));
  return sameJson(rest(before), rest(after));
}

/** The user's role must hold the activity that the world asks for (pds-identity 4.5). */
export const roleRule: UpdateRule = ({ changed, context: { mayUpdateDemographics } }) =>
  !mayUpdateDemographics && changed.some((key) => key !== 'generalPractitioner')
    ? NO_PERMISSION
    : undefined;
