import { languageName } from '../code-tables.ts';
import { isObject, type JsonObject, listOf, member, sameJson, textOf, wordOf } from '../json.ts';
import { additional, faultIn, invalidValue } from '../json-shape.ts';
import { EXTENSIONS, PROVIDERS } from '../names.ts';
import type { Refusal } from '../operation-outcome.ts';
import { EXTENSION_PARTS } from '../patient-shape.ts';
import { codeOf } from '../read-extensions.ts';
import { odsOf } from '../read-items.ts';
import { invalidUpdate } from './read-patches.ts';
import { extensionOf, itemsOf, notPermitted } from './rule-words.ts';
import type { Update, UpdateRule } from './update-context.ts';

const SETTABLE: ReadonlySet<string> = new Set([
  ...PROVIDERS.map(([, url]) => url),
  EXTENSIONS.death,
  EXTENSIONS.communication,
  EXTENSIONS.contactPreference,
  EXTENSIONS.birthPlace,
  EXTENSIONS.removal,
]);
const LONGEST_TIMES = 40;

/** Each extension once, known, and complete (patient-patch, the sections of each). */
export const extensionRule: UpdateRule = (update) => {
  const all = itemsOf(update.after, 'extension');
  for (const [index, each] of all.entries()) {
    const url = wordOf(member(each, 'url'));
    if (!SETTABLE.has(url)) return additional([url]);
    if (all.findIndex((other) => member(other, 'url') === url) < index)
      return invalidUpdate(`multiple extensions with url '${url}' cannot be added`);
    if (sameJson(extensionOf(update.before, url), each)) continue;
    const fault = faultInParts(each, index) ?? RULES[url]?.(each, `extension/${index}`);
    if (fault) return fault;
  }
  return removedRule(update);
};

const RULES: Readonly<Record<string, (extension: JsonObject, at: string) => Refusal | undefined>> =
  {
    ...Object.fromEntries(PROVIDERS.map(([, url]) => [url, providerFault])),
    [EXTENSIONS.communication]: communicationFault,
    [EXTENSIONS.contactPreference]: preferenceFault,
    [EXTENSIONS.birthPlace]: birthPlaceFault,
    [EXTENSIONS.removal]: () => notPermitted('update', 'removalFromRegistrationCode'),
  };

function faultInParts(extension: JsonObject, index: number): Refusal | undefined {
  for (const [place, part] of itemsOf(extension, 'extension').entries()) {
    const url = wordOf(member(part, 'url'));
    const shape = Object.hasOwn(EXTENSION_PARTS, url) ? EXTENSION_PARTS[url] : undefined;
    const at = `extension/${index}/extension/${place}/valueCodeableConcept`;
    const fault = shape && faultIn(member(part, 'valueCodeableConcept'), shape, at);
    if (fault) return fault;
  }
  return undefined;
}

function providerFault(extension: JsonObject, at: string): Refusal | undefined {
  const reference = member(extension, 'valueReference');
  if (odsOf(reference) !== undefined) return undefined;
  return invalidValue(
    member(member(reference, 'identifier'), 'value'),
    `${at}/valueReference/identifier/value`,
  );
}

function communicationFault(extension: JsonObject, at: string): Refusal | undefined {
  const code = codeOf(extension, 'language');
  if (code === undefined) return invalidUpdate('language must be supplied');
  // English is what is spoken where nothing is said.
  return code === 'en' || languageName(code) === undefined
    ? invalidValue(code, `${at}/extension/0/valueCodeableConcept/coding/0/code`)
    : undefined;
}

function preferenceFault(extension: JsonObject, at: string): Refusal | undefined {
  const parts = listOf(member(extension, 'extension'));
  const times = parts.find((each) => member(each, 'url') === 'PreferredContactTimes');
  if (times === undefined) return undefined;
  const text = textOf(member(times, 'valueString'));
  if (text === undefined || text.length > LONGEST_TIMES)
    return invalidValue(member(times, 'valueString'), `${at}/extension/valueString`);
  return codeOf(extension, 'PreferredContactMethod') === undefined
    ? invalidUpdate('a contact method must be supplied with contact times')
    : undefined;
}

function birthPlaceFault(extension: JsonObject, at: string): Refusal | undefined {
  const address = member(extension, 'valueAddress');
  const given = ['city', 'district', 'country'].some((key) => textOf(member(address, key)));
  return isObject(address) && given ? undefined : invalidValue(address, `${at}/valueAddress`);
}

/** Communication loses its interpreter part only with the whole of it; a removal event stays. */
function removedRule({ before, after }: Update): Refusal | undefined {
  const [was, is] = [before, after].map((each) => extensionOf(each, EXTENSIONS.communication));
  const hasPart = (extension: JsonObject | undefined) =>
    itemsOf(extension ?? {}, 'extension').some(
      (each) => member(each, 'url') === 'interpreterRequired',
    );
  if (is && hasPart(was) && !hasPart(is))
    return invalidUpdate('interpreterRequired cannot be removed');
  return extensionOf(before, EXTENSIONS.removal) && !extensionOf(after, EXTENSIONS.removal)
    ? notPermitted('remove', 'removalFromRegistrationCode')
    : undefined;
}
