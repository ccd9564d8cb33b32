import type { LdapOperation, LdapRequest, PlainResponseKind } from './ldap-message.ts';

/** The application tags of the operations (RFC 4511 section 4.1.1). */
export const TAGS = {
  'bind-request': 0x60,
  'bind-response': 0x61,
  'unbind-request': 0x42,
  'search-request': 0x63,
  'search-entry': 0x64,
  'search-done': 0x65,
  'modify-request': 0x66,
  'modify-response': 0x67,
  'add-request': 0x68,
  'add-response': 0x69,
  'delete-request': 0x4a,
  'delete-response': 0x6b,
  'modify-dn-request': 0x6c,
  'modify-dn-response': 0x6d,
  'compare-request': 0x6e,
  'compare-response': 0x6f,
  'abandon-request': 0x50,
  'search-reference': 0x73,
  'extended-request': 0x77,
  'extended-response': 0x78,
  'intermediate-response': 0x79,
} as const satisfies Readonly<Record<LdapOperation['kind'], number>>;

const KINDS: ReadonlyMap<number, LdapOperation['kind']> = new Map(
  Object.entries(TAGS).map(([kind, tag]) => [tag, kind as LdapOperation['kind']]),
);

export function kindOfTag(tag: number): LdapOperation['kind'] | undefined {
  return KINDS.get(tag);
}

const REQUESTS: ReadonlySet<string> = new Set<LdapRequest['kind']>([
  ...(['bind-request', 'unbind-request', 'search-request', 'modify-request'] as const),
  ...(['add-request', 'delete-request', 'modify-dn-request', 'compare-request'] as const),
  ...(['abandon-request', 'extended-request'] as const),
]);

/** Whether it is clients who say this. */
export function isRequest(operation: LdapOperation): operation is LdapRequest {
  return REQUESTS.has(operation.kind);
}

export function isRequestKind(kind: LdapOperation['kind']): kind is LdapRequest['kind'] {
  return REQUESTS.has(kind);
}

/** In the order of their numbers (RFC 4511 section 4.5.1.2 and .3, 4.6). */
export const SCOPES = ['base', 'one', 'sub'] as const;
export const DEREFS = ['never', 'in-searching', 'finding-base', 'always'] as const;
export const CHANGES = ['add', 'delete', 'replace', 'increment'] as const;

/** Context tags of the filter's choices (RFC 4511 section 4.5.1). */
export const FILTER = {
  and: 0xa0,
  or: 0xa1,
  not: 0xa2,
  equal: 0xa3,
  substrings: 0xa4,
  'greater-or-equal': 0xa5,
  'less-or-equal': 0xa6,
  present: 0x87,
  approximate: 0xa8,
  extensible: 0xa9,
} as const;

/** The answer to each request that has one and is nothing but a result. */
export const PLAIN_ANSWER: Readonly<Partial<Record<LdapOperation['kind'], PlainResponseKind>>> = {
  'search-request': 'search-done',
  'modify-request': 'modify-response',
  'add-request': 'add-response',
  'delete-request': 'delete-response',
  'modify-dn-request': 'modify-dn-response',
  'compare-request': 'compare-response',
};
