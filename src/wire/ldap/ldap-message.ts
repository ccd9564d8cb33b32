import type { LdapFilter, SearchScope } from './ldap-filter.ts';
import type { LdapResult } from './ldap-result.ts';

/** One LDAP message (RFC 4511 section 4.1.1). */
export interface LdapMessage {
  /** 0 is for what the server says without being asked. */
  readonly id: number;
  readonly operation: LdapOperation;
  readonly controls: readonly LdapControl[];
}

/** RFC 4511 section 4.1.11. */
export interface LdapControl {
  readonly oid: string;
  readonly critical: boolean;
  readonly value?: Buffer;
}

/** Values are text: every attribute of the directory is a directory string (sds-ods 1.5). */
export interface LdapAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

export type LdapAuthentication =
  | { readonly kind: 'simple'; readonly password: string }
  | { readonly kind: 'sasl'; readonly mechanism: string; readonly credentials?: Buffer }
  /** A choice that RFC 4511 does not have, by its tag. */
  | { readonly kind: 'other'; readonly tag: number };

export interface LdapModification {
  readonly change: 'add' | 'delete' | 'replace' | 'increment';
  readonly attribute: LdapAttribute;
}

export type DerefAliases = 'never' | 'in-searching' | 'finding-base' | 'always';

export interface SearchRequest {
  readonly kind: 'search-request';
  readonly base: string;
  readonly scope: SearchScope;
  readonly derefAliases: DerefAliases;
  /** Entries; 0 is no limit. */
  readonly sizeLimit: number;
  /** Seconds; 0 is no limit. */
  readonly timeLimit: number;
  readonly typesOnly: boolean;
  readonly filter: LdapFilter;
  readonly attributes: readonly string[];
}

/** What clients ask (RFC 4511 sections 4.2 to 4.12). */
export type LdapRequest =
  | {
      readonly kind: 'bind-request';
      readonly version: number;
      readonly name: string;
      readonly authentication: LdapAuthentication;
    }
  | { readonly kind: 'unbind-request' }
  | SearchRequest
  | {
      readonly kind: 'modify-request';
      readonly dn: string;
      readonly changes: readonly LdapModification[];
    }
  | {
      readonly kind: 'add-request';
      readonly dn: string;
      readonly attributes: readonly LdapAttribute[];
    }
  | { readonly kind: 'delete-request'; readonly dn: string }
  | {
      readonly kind: 'modify-dn-request';
      readonly dn: string;
      readonly newRdn: string;
      readonly deleteOldRdn: boolean;
      readonly newSuperior?: string;
    }
  | {
      readonly kind: 'compare-request';
      readonly dn: string;
      readonly attribute: string;
      readonly value: string;
    }
  | { readonly kind: 'abandon-request'; readonly abandonedId: number }
  | { readonly kind: 'extended-request'; readonly oid: string; readonly value?: Buffer };

/** What servers answer. */
export type LdapResponse =
  | {
      readonly kind: 'bind-response';
      readonly result: LdapResult;
      readonly serverCredentials?: Buffer;
    }
  | {
      readonly kind: 'search-entry';
      readonly dn: string;
      readonly attributes: readonly LdapAttribute[];
    }
  | { readonly kind: 'search-reference'; readonly uris: readonly string[] }
  | { readonly kind: PlainResponseKind; readonly result: LdapResult }
  | {
      readonly kind: 'extended-response';
      readonly result: LdapResult;
      readonly oid?: string;
      readonly value?: Buffer;
    }
  | { readonly kind: 'intermediate-response'; readonly oid?: string; readonly value?: Buffer };

/** Responses that are nothing but a result. */
export type PlainResponseKind =
  | 'search-done'
  | 'modify-response'
  | 'add-response'
  | 'delete-response'
  | 'modify-dn-response'
  | 'compare-response';

export type LdapOperation = LdapRequest | LdapResponse;
