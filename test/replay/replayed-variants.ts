import type { KnownBad } from '../../simulator/known-bad/known-bad.ts';
import { knownBad } from '../../simulator/known-bad/known-bad-variants.ts';

const NAMES = [
  'registers-twice',
  'asks-before-pds-knows',
  'names-another-system',
  'answers-in-a-new-conversation',
  'second-extract-accepted',
  'other-patient-filed',
  'broken-extract-accepted',
  'extract-answered-twice',
  'equal-names-overwrite',
  'file-name-ends-at-equals',
  'chunks-in-arrival-order',
  'continue-for-nothing',
  'placeholder-refused',
  'every-fragment-answered-twice',
  'request-accepted-twice',
  'extract-in-a-new-conversation',
  'extract-answers-another-request',
  'extract-not-well-formed',
  'requester-not-checked',
  'unknown-patient-is-unexpected',
  'redaction-lost',
  'a-part-sent-twice',
  'copies-worked-on-again',
  'acknowledges-something-else',
  'takes-what-is-for-others',
  'no-certificate-gets-in',
] as const;

/** Practices wrong in a way that shows soon: as requester, as sender and in the transport. */
export const REPLAYED: readonly KnownBad[] = NAMES.map((name) => {
  const found = knownBad(name);
  if (!found) throw new Error(`no variant is called ${name}`);
  return found;
});
