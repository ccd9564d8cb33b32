import { type JsonObject, listOf, member, textOf, wordOf } from './json.ts';
import { type Refusal, refusal } from './operation-outcome.ts';
import { addressRule, isEmail, isPseudo, periodRule, telecomRule } from './patch/contact-rules.ts';
import { nameRule } from './patch/person-rules.ts';
import { itemsOf } from './patch/rule-words.ts';

/** What is said of data that nobody new may come with. The words of two are those of live PDS. */
function invalidCreate(text: string): Refusal {
  return refusal('INVALID_CREATE', `Invalid patient create data provided - '${text}'`);
}

/** What is wrong with the name of somebody new. Judged before anybody like them is looked for. */
export function newNameFault(after: JsonObject, today: string): Refusal | undefined {
  return asCreation(nameRule({ before: {}, after, today }));
}

/** What is wrong with addresses and telecoms; live PDS asks whether somebody fits first. */
export function newContactFault(after: JsonObject, today: string): Refusal | undefined {
  const change = { before: {}, after, today };
  const places = itemsOf(after, 'address').some((address) => !isPlace(address));
  if (places)
    return invalidCreate('address lines 1 and 4 or 2 and 4 must be completed as a minimum');
  const wrongEmail = itemsOf(after, 'telecom').some(
    (each) => member(each, 'system') === 'email' && !isEmail(wordOf(member(each, 'value'))),
  );
  if (wrongEmail) return invalidCreate('email format is invalid');
  return asCreation(addressRule(change) ?? telecomRule(change) ?? periodRule(change));
}

/** Whether the lines say where it is: a house and a town; no fixed abode has none. */
function isPlace(address: JsonObject): boolean {
  if (isPseudo(member(address, 'postalCode'))) return true;
  const [house, street, , town] = listOf(member(address, 'line')).map(textOf);
  return (house ?? street) !== undefined && town !== undefined;
}

/** The rules of updates, told as what they are here. */
function asCreation(fault: Refusal | undefined): Refusal | undefined {
  const isOfUpdates = fault?.error === 'INVALID_UPDATE' || fault?.error === 'FORBIDDEN_UPDATE';
  return isOfUpdates
    ? invalidCreate(fault.diagnostics?.replace(/^.* with error - /, '') ?? '')
    : fault;
}
