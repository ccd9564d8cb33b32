import type { Directory } from '../../../src/directory/directory.ts';
import { valuesOf } from '../../../src/directory/entry.ts';
import { viewOf } from '../../../src/directory/entry-view.ts';
import { filterMatcher } from '../../../src/directory/match-filter.ts';
import type { LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import { nothingThere } from './find-entries.ts';

export type CompareRequest = Extract<LdapRequest, { kind: 'compare-request' }>;

/** Whether an entry has a value (RFC 4511 section 4.10). */
export function decideCompare(
  directory: Directory,
  { dn, attribute, value }: CompareRequest,
  strict: boolean,
): LdapResult {
  const entry = directory.entry(dn);
  if (!entry) return nothingThere(directory, dn);
  if (valuesOf(entry, attribute).length === 0) return ldapResult('noSuchAttribute');
  const truth = filterMatcher({ kind: 'equal', attribute, value }, strict)(viewOf(entry));
  if (truth === undefined)
    return ldapResult('inappropriateMatching', 'the attribute has no rule to compare by');
  return ldapResult(truth ? 'compareTrue' : 'compareFalse');
}
