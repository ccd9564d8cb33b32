/** Matching rules that the directory knows how to apply (RFC 4517 section 4.2). */
export type MatchingRule =
  | 'caseExactMatch'
  | 'caseIgnoreMatch'
  | 'caseIgnoreIA5Match'
  | 'caseIgnoreListMatch'
  | 'telephoneNumberMatch'
  | 'objectIdentifierMatch'
  | 'objectIdentifierFirstComponentMatch'
  | 'distinguishedNameMatch'
  | 'generalizedTimeMatch'
  | 'booleanMatch'
  | 'UUIDMatch'
  | 'octetStringMatch';

/** An attribute type of the published schema (RFC 4512 section 4.1.2). */
export interface AttributeType {
  /** In the schema's spelling: answers carry it, whatever the question wrote. */
  readonly name: string;
  /** Other names, `commonName` for `cn`. */
  readonly aliases?: readonly string[];
  readonly oid: string;
  /** Name of the type that this one refines: a search for it finds this one's values. */
  readonly superior?: string;
  /** Without one, an equality assertion is Undefined (sds-ods 1.5, consequence 1). */
  readonly equality: MatchingRule | undefined;
  /** Whether there is a substrings rule, made of the equality rule: `caseIgnoreSubstringsMatch`. */
  readonly substrings?: boolean;
  /** Whether there is an ordering rule, made of the equality rule. */
  readonly ordering?: boolean;
  readonly singleValue: boolean;
  readonly syntax: string;
  /** User attributes have none; the others are answered when asked for by name or with `+`. */
  readonly usage?: 'directoryOperation' | 'dSAOperation';
}
