import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SCHEMA_ENTRIES, schemasFor } from '../../src/checks/schema.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { openXsdPool } from '../../src/platform/xsd-pool.ts';
import { openSchemaJudge, WITHOUT_SCHEMAS } from '../../src/report/schema-judge.ts';
import { type Captured, edited, groups, readCaptured } from '../specimens/captured.ts';
import { GOOD, TRANSFER } from '../specimens/transfer.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinebox-schemas-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A schema of ours, that stands in for the published one: any content, and these attributes alone. */
function schema(set: 'adaptor/schema' | 'spine-omvt/Schemas', root: string, attributes: string) {
  mkdirSync(join(folder, set), { recursive: true });
  writeFileSync(
    join(folder, set, `${root}.xsd`),
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:hl7-org:v3">
      <xs:element name="${root}"><xs:complexType>
        <xs:sequence><xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
        ${attributes}
      </xs:complexType></xs:element></xs:schema>`,
  );
}

const TYPE = '<xs:attribute name="type" type="xs:string" fixed="Message"/>';
schema('adaptor/schema', 'MCCI_IN010000UK13', TYPE);
schema('spine-omvt/Schemas', 'MCCI_IN010000UK13', '');
schema('adaptor/schema', 'COPC_IN000001UK01', '');
schema('adaptor/schema', 'RCMR_IN030000UK06', '');

/** The payload with an attribute more on its root. */
const odd = (given: Captured, attribute: string) =>
  edited(given, { body: groups(/<((?:MCCI|COPC|RCMR)_IN\d+UK\d+) /, `<$1 ${attribute} `) });

test('SCHEMA-01 finds an acknowledgement that its first schema does not take, with its line', async () => {
  await using judge = openSchemaJudge(folder);
  assert.deepEqual(await judge.judge(readCaptured(GOOD.finalAck)), []);
  const found = await judge.judge(readCaptured(odd(GOOD.finalAck, 'colour="red"')));
  assert.deepEqual(
    found.map(({ check, severity, part, line }) => [check, severity, part, line]),
    [
      ['SCHEMA-01', 'must', 2, 1],
      ['SCHEMA-02', 'should', 2, 1],
    ],
  );
  assert.match(
    found[0]?.message ?? '',
    /^adaptor: Element 'MCCI_IN010000UK13', attribute 'colour'/,
  );
});

test('SCHEMA-02 finds what only the second schema does not take', async () => {
  await using judge = openSchemaJudge(folder);
  const found = await judge.judge(readCaptured(odd(GOOD.finalAck, 'type="Message"')));
  assert.deepEqual(
    found.map(({ check }) => check),
    ['SCHEMA-02'],
  );
  assert.match(found[0]?.message ?? '', /^spine-omvt: /);
});

test('what a broken schema means follows from the message', () => {
  const severities = (message: Captured) => {
    const { payload } = readCaptured(message);
    assert.ok(payload);
    return schemasFor(payload).map(({ set, rule }) => [set, rule.severity]);
  };
  const both = [
    ['adaptor', 'must'],
    ['spine-omvt', 'should'],
  ];
  assert.deepEqual(severities(GOOD.request), [['spine-omvt', 'must']]);
  for (const message of [GOOD.finalAck, GOOD.continueMessage, GOOD.extract]) {
    assert.deepEqual(severities(message), both, message.name);
  }
  assert.deepEqual(severities(GOOD.redacted), [['adaptor', 'should']]);
  for (const message of [GOOD.fragment, GOOD.index]) {
    assert.deepEqual(
      severities(message).map(([, severity]) => severity),
      ['should', 'should'],
    );
  }
});

test('schemas that are not there are told as not run, each with its file', async () => {
  assert.deepEqual(
    WITHOUT_SCHEMAS.map(({ check }) => check),
    ['SCHEMA-01', 'SCHEMA-02'],
  );
  await using judge = openSchemaJudge(folder);
  const entries = Object.values(SCHEMA_ENTRIES).flat().length;
  assert.equal(judge.notRun.length, 2 * (entries - 4));
  assert.ok(judge.notRun.some(({ because }) => because.includes('RCMR_IN010000UK05.xsd')));
});

test('a folder without schemas, and a schema that is none, are told with a remedy', () => {
  assert.throws(
    () => openSchemaJudge(join(folder, 'nowhere')),
    (error) => error instanceof SimulatorError && /adaptor\/schema/.test(error.remedy),
  );
  const empty = mkdtempSync(join(tmpdir(), 'spinebox-none-'));
  try {
    assert.throws(() => openSchemaJudge(empty), /holds no schema of GP2GP/);
    mkdirSync(join(empty, 'adaptor', 'schema'), { recursive: true });
    writeFileSync(join(empty, 'adaptor', 'schema', 'MCCI_IN010000UK13.xsd'), '<no-schema/>');
    assert.throws(() => openSchemaJudge(empty), /not a usable XML schema/);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
});

const XSD = join(folder, 'adaptor', 'schema', 'RCMR_IN030000UK06.xsd');
const document = (padding: number, attribute = '') =>
  Buffer.from(
    `<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"${attribute}>${'<a/>'.repeat(padding)}</RCMR_IN030000UK06>`,
  );

test('a large document is validated in a thread, and says the same as a small one', async () => {
  await using pool = openXsdPool({ inThreadFrom: 1_000 });
  const answers = await Promise.all([
    pool.violations(XSD, document(1)),
    pool.violations(XSD, document(1, ' colour="red"')),
    pool.violations(XSD, document(1_000)),
    pool.violations(XSD, document(1_000, ' colour="red"')),
  ]);
  assert.deepEqual(
    answers.map(({ length }) => length),
    [0, 1, 0, 1],
  );
  assert.deepEqual(answers[3], answers[1]);
});

test('the event loop goes on while a large document is validated', async () => {
  await using pool = openXsdPool();
  let turns = 0;
  let going = true;
  const turn = () => {
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  assert.deepEqual(await pool.violations(XSD, document(200_000)), []);
  going = false;
  assert.ok(turns > 20, `the loop turned ${turns} times`);
});

test('a DOCTYPE is refused in the thread, too', async () => {
  await using pool = openXsdPool({ inThreadFrom: 10 });
  const bytes = Buffer.concat([Buffer.from('<!DOCTYPE x>'), document(10)]);
  assert.match((await pool.violations(XSD, bytes))[0]?.message ?? '', /DOCTYPE/);
});

test('a schema that cannot be used in the thread rejects; a closed pool takes nothing more', async () => {
  const pool = openXsdPool({ inThreadFrom: 10 });
  await assert.rejects(pool.violations(join(folder, 'none.xsd'), document(10)), /none\.xsd/);
  const waiting = pool.violations(XSD, document(10));
  const told = assert.rejects(waiting, /closed/);
  await pool[Symbol.asyncDispose]();
  await told;
  await assert.rejects(pool.violations(XSD, document(1)), /closed/);
});

const PUBLISHED = join(import.meta.dirname, '..', '..', '..', 'shared', 'schemas', 'mim');
const skip = existsSync(PUBLISHED) ? false : 'the published schemas are not on this machine';

test('a right transfer is valid against the published schemas', { skip }, async () => {
  await using judge = openSchemaJudge(PUBLISHED);
  assert.deepEqual(judge.notRun, []);
  for (const message of [...TRANSFER, GOOD.nack, GOOD.redacted]) {
    assert.deepEqual(await judge.judge(readCaptured(message)), [], message.name);
  }
});
