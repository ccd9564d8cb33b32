import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openSchema, type Schema, SchemaUnusableError } from '../../src/platform/xsd.ts';

const NS = 'urn:spinebox:test';
const MAIN = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS}"
  xmlns="${NS}" elementFormDefault="qualified">
  <xs:include schemaLocation="../types/size.xsd"/>
  <xs:element name="box"><xs:complexType><xs:sequence>
    <xs:element name="size" type="Size" maxOccurs="2"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;
const SIZE = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS}" xmlns="${NS}">
  <xs:simpleType name="Size"><xs:restriction base="xs:int"/></xs:simpleType>
</xs:schema>`;

let folder = '';
let schema: Schema;

before(async () => {
  // The space and the umlaut must survive the way through libxml2's file names.
  folder = await mkdtemp(join(tmpdir(), 'spinebox schémas '));
  await Promise.all(['main', 'types'].map((name) => mkdir(join(folder, name))));
  await writeFile(join(folder, 'main', 'box.xsd'), MAIN);
  await writeFile(join(folder, 'types', 'size.xsd'), SIZE);
  schema = openSchema(join(folder, 'main', 'box.xsd'));
});

after(async () => {
  schema.dispose();
  await rm(folder, { recursive: true });
});

function messages(text: string): readonly string[] {
  return schema.violations(Buffer.from(text)).map(({ message, line }) => `${line} ${message}`);
}

test('a schema with an included file accepts what fits it', () => {
  assert.deepEqual(messages(`<box xmlns="${NS}"><size>3</size></box>`), []);
});

test('every violation is told with its line', () => {
  const found = messages(`<box xmlns="${NS}">\n<size>three</size>\n<weight/></box>`);
  assert.equal(found.length >= 2, true);
  assert.match(found[0] ?? '', /^2 .*'three' is not a valid value/);
  assert.match(found.at(-1) ?? '', /^3 .*weight/);
});

test('what is not XML, or has a DOCTYPE, is a violation', () => {
  assert.match(messages('<box')[0] ?? '', /box/);
  assert.equal(messages('').length, 1);
  assert.deepEqual(messages('<!DOCTYPE box><box/>'), ['1 a DOCTYPE is not allowed']);
  assert.deepEqual(messages(`<!-- <b/> --><!DOCTYPE box><box/>`), ['1 a DOCTYPE is not allowed']);
});

test('the word DOCTYPE in the content is no DOCTYPE', () => {
  assert.deepEqual(messages(`<box xmlns="${NS}"><size><!-- <!DOCTYPE --> 4</size></box>`), []);
});

test('a document cannot make the validator read a file', async () => {
  const bait = join(folder, 'main', 'bait.xsd');
  await writeFile(bait, MAIN.replaceAll(NS, 'urn:bait').replace(/<xs:include.*\/>/, ''));
  const location = `urn:bait ${pathToFileURL(bait).href}`;
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const found = messages(`<b:box xmlns:b="urn:bait" ${xsi} xsi:schemaLocation="${location}"/>`);
  assert.match(found.join(), /No matching global declaration/);
});

test('a schema that cannot be used is the operator’s problem', () => {
  assert.throws(
    () => openSchema(join(folder, 'none.xsd')),
    (error) => error instanceof SchemaUnusableError && error.code === 'SIM_SCHEMA_UNUSABLE',
  );
});
