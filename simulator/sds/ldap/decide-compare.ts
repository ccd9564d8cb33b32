import type { Directory } from '../../../src/directory/directory.ts';
import type { DirectoryAttribute, DirectoryEntry } from '../../../src/directory/entry.ts';
import { viewOf } from '../../../src/directory/entry-view.ts';
import { filterMatcher } from '../../../src/directory/match-filter.ts';
import type { LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import { nothingThere } from './find-entries.ts';

export type CompareRequest = Extract<LdapRequest, { kind: 'compare-request' }>;

/** Where a comparison is made. */
export interface CompareGround {
  readonly directory: Directory;
  readonly strict: boolean;
  /** What the server knows of an entry. */
  readonly operational: (entry: DirectoryEntry) => readonly DirectoryAttribute[];
}

/** Whether an entry has a value (RFC 4511 section 4.10). */
export function decideCompare(
  { directory, strict, operational }: CompareGround,
  { dn, attribute, value }: CompareRequest,
): LdapResult {
  const entry = directory.entry(dn);
  if (!entry) return nothingThere(directory, dn);
  const whole = viewOf({ dn, attributes: [...entry.attributes, ...operational(entry)] });
  if (filterMatcher({ kind: 'present', attribute }, strict)(whole) !== true)
    return ldapResult('noSuchAttribute');
  const truth = filterMatcher({ kind: 'equal', attribute, value }, strict)(whole);
  if (truth === undefined)
    return ldapResult('inappropriateMatching', 'the attribute has no rule to compare by');
  return ldapResult(truth ? 'compareTrue' : 'compareFalse');
}
