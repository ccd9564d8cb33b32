import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { matchingRule } from '../../src/directory/matching-rules.ts';
import {
  describeAttributeType,
  describeObjectClass,
} from '../../src/directory/schema/describe-schema.ts';
import {
  describeMatchingRule,
  describeSyntax,
  LDAP_SYNTAXES,
  MATCHING_RULES,
} from '../../src/directory/schema/rules-and-syntaxes.ts';
import {
  ATTRIBUTE_TYPES,
  attributeType,
  OBJECT_CLASSES,
  objectClass,
} from '../../src/directory/schema/schema.ts';

const SAMPLE = join(
  import.meta.dirname,
  '../../../shared/samples/sds/ldap/my_real_server_schema.json',
);
const skip = existsSync(SAMPLE) ? false : 'the shared samples are not here';

interface Captured {
  readonly raw: Readonly<
    Record<'attributeTypes' | 'objectClasses' | 'matchingRules' | 'ldapSyntaxes', string[]>
  >;
}
const captured = () => (JSON.parse(readFileSync(SAMPLE, 'utf8')) as Captured).raw;
const oidOf = (definition: string) => /^\( (\S+)/.exec(definition)?.[1] ?? '';
const field = (definition: string, key: string) =>
  new RegExp(` ${key} (?:\\(([^)]*)\\)|(\\S+))`).exec(definition)?.slice(1).find(Boolean)?.trim();
const names = (definition: string, key: string) =>
  (field(definition, key) ?? '')
    .split(/[\s$]+/)
    .filter((name) => name !== '' && name.toLowerCase() !== 'objectclass')
    .map((name) => (attributeType(name)?.name ?? name).toLowerCase());

test('an attribute is known by every spelling of its name, by its other names and its OID', () => {
  for (const spelling of ['nhsIDCode', 'nhsIdCode', 'nhsIDcode', '1.2.826.0.1285.0.1.10'])
    assert.equal(attributeType(spelling)?.name, 'nhsIDCode');
  assert.equal(attributeType('commonName')?.name, 'cn');
  assert.equal(attributeType('nhsASSvcIA;x-old')?.name, 'nhsAsSvcIA');
  assert.equal(attributeType('nhsNothing'), undefined);
  assert.equal(objectClass('NHSAS')?.oid, '1.2.826.0.1285.0.2.0.107');
});

test('the attributes of message handlers have the rules that clients meet', () => {
  const rule = (name: string) => attributeType(name)?.equality;
  for (const name of ['nhsIDCode', 'nhsAsSvcIA', 'nhsMhsSvcIA', 'nhsMhsCPAId', 'nhsMHSActor'])
    assert.equal(rule(name), 'caseExactMatch', name);
  for (const name of ['nhsMHSPartyKey', 'uniqueIdentifier', 'nhsAsClient', 'nhsMhsManufacturerOrg'])
    assert.equal(rule(name), 'caseIgnoreMatch', name);
  for (const name of ['nhsMHSRetries', 'nhsMHsSN', 'nhsMHsIN', 'nhsMhsFQDN', 'nhsProductKey'])
    assert.equal(rule(name), undefined, name);
  assert.equal(attributeType('nhsMhsSvcIA')?.singleValue, true);
  assert.equal(attributeType('nhsAsSvcIA')?.singleValue, false);
});

test('a definition is written as a subschema publishes it', () => {
  const type = attributeType('nhsMhsSvcIA');
  assert.ok(type);
  assert.equal(
    describeAttributeType(type),
    "( 1.2.826.0.1285.0.2.1.123 NAME 'nhsMhsSvcIA' EQUALITY caseExactMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE X-ORIGIN 'nhsSDS' )",
  );
  const cn = attributeType('cn');
  assert.ok(cn);
  assert.match(
    describeAttributeType(cn),
    /NAME \( 'cn' 'commonName' \) SUP name .* SUBSTR caseIgnoreSubstringsMatch/,
  );
  const action = objectClass('nhsMHSAction');
  assert.ok(action);
  assert.equal(
    describeObjectClass(action),
    "( 1.2.826.0.1285.0.2.0.71 NAME 'nhsMHSAction' SUP top STRUCTURAL MUST ( uniqueIdentifier $ nhsMHSActionName $ nhsMHSEndPoint ) X-ORIGIN 'nhsSDS' )",
  );
});

test('every class names attributes and superiors that the schema has', () => {
  for (const { name, must, may, superior } of OBJECT_CLASSES) {
    for (const attribute of [...must, ...may])
      assert.ok(attributeType(attribute), `${name}: ${attribute}`);
    if (superior) assert.ok(objectClass(superior), `${name}: ${superior}`);
  }
  const oids = [...ATTRIBUTE_TYPES, ...OBJECT_CLASSES].map(({ oid }) => oid);
  assert.equal(new Set(oids).size, oids.length);
});

test('every rule and syntax that the schema names is published, and can be asked for where it judges', () => {
  const rules = new Map(MATCHING_RULES.map(([oid, name, syntax]) => [name, { oid, syntax }]));
  const syntaxes = new Set(LDAP_SYNTAXES.map(([oid]) => oid));
  for (const type of ATTRIBUTE_TYPES.map(describeAttributeType)) {
    assert.ok(syntaxes.has(field(type, 'SYNTAX') ?? ''), type);
    for (const kind of ['EQUALITY', 'SUBSTR', 'ORDERING']) {
      const name = field(type, kind);
      assert.ok(name === undefined || rules.has(name), type);
    }
  }
  for (const [name, { oid, syntax }] of rules) {
    assert.ok(syntaxes.has(syntax), name);
    const isEquality = !/(Substrings|Ordering)Match$/.test(name);
    assert.equal(matchingRule(oid), isEquality ? name : undefined);
    assert.equal(matchingRule(name.toUpperCase()), isEquality ? name : undefined);
  }
  assert.equal(
    describeMatchingRule(['2.5.13.5', 'caseExactMatch', '1.2']),
    "( 2.5.13.5 NAME 'caseExactMatch' SYNTAX 1.2 )",
  );
  assert.equal(describeSyntax(['1.2', 'Boolean']), "( 1.2 DESC 'Boolean' )");
});

test('every attribute type is as the captured schema has it', { skip }, () => {
  const published = new Map(captured().attributeTypes.map((each) => [oidOf(each), each]));
  const ours = new Map(ATTRIBUTE_TYPES.map((type) => [type.oid, type]));
  const wanted = (oid: string) => oid.startsWith('1.2.826.0.1285.');
  assert.deepEqual(
    [...ours.keys()].filter(wanted).sort(),
    [...published.keys()].filter(wanted).sort(),
  );
  for (const [oid, type] of ours) {
    const definition = published.get(oid);
    // The two of the other server family.
    if (!definition) {
      assert.ok(['numSubordinates', 'etag'].includes(type.name), type.name);
      continue;
    }
    const inherited = type.superior
      ? captured().attributeTypes.find((each) => each.includes(` NAME '${type.superior}' `))
      : undefined;
    const all = `${definition} ${inherited ?? ''}`;
    assert.ok(definition.includes(`'${type.name}'`), definition);
    assert.equal(field(all, 'EQUALITY'), type.equality, definition);
    assert.equal(field(all, 'SYNTAX')?.replace(/\{.*/, ''), type.syntax, definition);
    assert.equal(field(all, 'SUBSTR') !== undefined, type.substrings ?? false, definition);
    assert.equal(field(all, 'ORDERING') !== undefined, type.ordering ?? false, definition);
    assert.equal(/ SINGLE-VALUE /.test(definition), type.singleValue, definition);
    assert.equal(field(definition, 'USAGE'), type.usage, definition);
  }
});

test('rules and syntaxes are as the captured schema has them', { skip }, () => {
  const { matchingRules, ldapSyntaxes } = captured();
  const differing = (ours: readonly string[], published: readonly string[]) =>
    ours.filter((each) => !published.some((other) => other.startsWith(each.replace(/ \)$/, ''))));
  // Two that its attribute types name and that server does not publish.
  assert.deepEqual(differing(MATCHING_RULES.map(describeMatchingRule), matchingRules), [
    "( 2.5.13.12 NAME 'caseIgnoreListSubstringsMatch' SYNTAX 1.3.6.1.4.1.1466.115.121.1.58 )",
    "( 1.3.6.1.4.1.1466.109.114.3 NAME 'caseIgnoreIA5SubstringsMatch' SYNTAX 1.3.6.1.4.1.1466.115.121.1.58 )",
  ]);
  // Those of descriptions and assertions it keeps to itself.
  const unpublished = differing(LDAP_SYNTAXES.map(describeSyntax), ldapSyntaxes);
  assert.deepEqual(
    unpublished.filter((each) => !/Description'|Assertion'/.test(each)),
    [],
  );
});

test('every class of the NHS is as the captured schema has it, with the one addition', {
  skip,
}, () => {
  const published = captured().objectClasses.filter((each) => oidOf(each).startsWith('1.2.826.'));
  const ours = OBJECT_CLASSES.filter(({ oid }) => oid.startsWith('1.2.826.'));
  assert.deepEqual(ours.map(({ oid }) => oid).sort(), published.map(oidOf).sort());
  for (const definition of published) {
    const mine = ours.find(({ oid }) => oid === oidOf(definition));
    assert.ok(mine);
    const written = describeObjectClass(mine);
    assert.equal(field(definition, 'SUP'), mine.superior);
    assert.deepEqual(names(written, 'MUST').sort(), names(definition, 'MUST').sort(), mine.name);
    const added = mine.name === 'nhsAs' ? ['nhsmhsmanufacturerorg'] : [];
    assert.deepEqual(
      names(written, 'MAY').sort(),
      [...names(definition, 'MAY'), ...added].sort(),
      mine.name,
    );
  }
});
