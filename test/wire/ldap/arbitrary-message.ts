import fc from 'fast-check';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import type {
  LdapAttribute,
  LdapMessage,
  LdapOperation,
} from '../../../src/wire/ldap/ldap-message.ts';
import type { LdapResult } from '../../../src/wire/ldap/ldap-result.ts';

const plain = { noNullPrototype: true } as const;
/** Any text that UTF-8 can hold. */
const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}(;[a-z-]{1,6})?$/);
const oid = fc.stringMatching(/^[0-2](\.[1-9][0-9]{0,5}){1,6}$/);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((each) => Buffer.from(each));
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 4 });

/** Filters of all ten forms; parts of substrings are not empty, which RFC 4511 has no use for. */
export const arbitraryFilter: fc.Arbitrary<LdapFilter> = fc.letrec<{ filter: LdapFilter }>(
  (tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.record({ kind: fc.constant('present' as const), attribute: name }, plain),
      ...(['equal', 'greater-or-equal', 'less-or-equal', 'approximate'] as const).map((kind) =>
        fc.record({ kind: fc.constant(kind), attribute: name, value: text }, plain),
      ),
      substrings(),
      extensible(),
      ...(['and', 'or'] as const).map((kind) =>
        fc.record({ kind: fc.constant(kind), filters: some(tie('filter')) }, plain),
      ),
      fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }, plain),
    ),
  }),
).filter;

function substrings(): fc.Arbitrary<LdapFilter> {
  const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  return fc
    .tuple(name, fc.option(part), some(part), fc.option(part))
    .filter(([, initial, any, final]) => initial !== null || any.length > 0 || final !== null)
    .map(([attribute, initial, any, final]) => ({
      kind: 'substrings',
      attribute,
      any,
      ...(initial === null ? {} : { initial }),
      ...(final === null ? {} : { final }),
    }));
}

function extensible(): fc.Arbitrary<LdapFilter> {
  return fc
    .tuple(fc.option(name), fc.option(oid), text, fc.boolean())
    .filter(([attribute, rule]) => attribute !== null || rule !== null)
    .map(([attribute, rule, value, dnAttributes]) => ({
      kind: 'extensible',
      value,
      dnAttributes,
      ...(attribute === null ? {} : { attribute }),
      ...(rule === null ? {} : { rule }),
    }));
}

const attribute: fc.Arbitrary<LdapAttribute> = fc.record({ name, values: some(text) }, plain);
const limit = fc.integer({ min: 0, max: 0x7fff_ffff });
const result: fc.Arbitrary<LdapResult> = fc.record(
  {
    code: fc.integer({ min: 0, max: 5000 }),
    matchedDn: text,
    message: text,
    referrals: fc.array(text, { minLength: 1, maxLength: 3 }),
  },
  { ...plain, requiredKeys: ['code', 'matchedDn', 'message'] },
);
const of = <K extends string>(kind: K) => fc.constant(kind);

const requests = [
  fc.record(
    {
      kind: of('bind-request'),
      version: fc.integer({ min: 1, max: 127 }),
      name: text,
      authentication: fc.oneof(
        fc.record({ kind: of('simple'), password: text }, plain),
        fc.tuple(text, fc.option(bytes)).map(([mechanism, credentials]) => ({
          kind: 'sasl' as const,
          mechanism,
          ...(credentials ? { credentials } : {}),
        })),
        fc.record({ kind: of('other'), tag: fc.constantFrom(0x81, 0x82) }, plain),
      ),
    },
    plain,
  ),
  fc.record({ kind: of('unbind-request') }, plain),
  fc.record(
    {
      kind: of('search-request'),
      base: text,
      scope: fc.constantFrom('base' as const, 'one' as const, 'sub' as const),
      derefAliases: fc.constantFrom('never' as const, 'finding-base' as const, 'always' as const),
      sizeLimit: limit,
      timeLimit: limit,
      typesOnly: fc.boolean(),
      filter: arbitraryFilter,
      attributes: some(text),
    },
    plain,
  ),
  fc.record(
    {
      kind: of('modify-request'),
      dn: text,
      changes: some(
        fc.record(
          { change: fc.constantFrom('add' as const, 'replace' as const), attribute },
          plain,
        ),
      ),
    },
    plain,
  ),
  fc.record({ kind: of('add-request'), dn: text, attributes: some(attribute) }, plain),
  fc.record({ kind: of('delete-request'), dn: text }, plain),
  fc.record(
    {
      kind: of('modify-dn-request'),
      dn: text,
      newRdn: text,
      deleteOldRdn: fc.boolean(),
      newSuperior: text,
    },
    { ...plain, requiredKeys: ['kind', 'dn', 'newRdn', 'deleteOldRdn'] },
  ),
  fc.record({ kind: of('compare-request'), dn: text, attribute: name, value: text }, plain),
  fc.record({ kind: of('abandon-request'), abandonedId: limit }, plain),
  fc.record(
    { kind: of('extended-request'), oid, value: bytes },
    { ...plain, requiredKeys: ['kind', 'oid'] },
  ),
] satisfies readonly fc.Arbitrary<LdapOperation>[];

const responses = [
  fc.record(
    { kind: of('bind-response'), result, serverCredentials: bytes },
    { ...plain, requiredKeys: ['kind', 'result'] },
  ),
  fc.record({ kind: of('search-entry'), dn: text, attributes: some(attribute) }, plain),
  fc.record({ kind: of('search-reference'), uris: some(text) }, plain),
  fc.record(
    {
      kind: fc.constantFrom(
        ...(['search-done', 'modify-response', 'add-response', 'delete-response'] as const),
        ...(['modify-dn-response', 'compare-response'] as const),
      ),
      result,
    },
    plain,
  ),
  fc.record(
    { kind: of('extended-response'), result, oid, value: bytes },
    { ...plain, requiredKeys: ['kind', 'result'] },
  ),
  fc
    .record({ oid, value: bytes }, { ...plain, requiredKeys: [] })
    .map((rest) => ({ kind: 'intermediate-response' as const, ...rest })),
] satisfies readonly fc.Arbitrary<LdapOperation>[];

/** Messages of every kind. */
export const arbitraryMessage: fc.Arbitrary<LdapMessage> = fc.record(
  {
    id: limit,
    operation: fc.oneof(
      ...(requests as fc.Arbitrary<LdapOperation>[]),
      ...(responses as fc.Arbitrary<LdapOperation>[]),
    ),
    controls: some(
      fc.record(
        { oid, critical: fc.boolean(), value: bytes },
        { ...plain, requiredKeys: ['oid', 'critical'] },
      ),
    ),
  },
  plain,
);
