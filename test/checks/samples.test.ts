import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readCapture } from '../../src/capture/read-capture.ts';
import { examineMessage } from '../../src/checks/examine-message.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { openSchemaJudge, type SchemaJudge } from '../../src/report/schema-judge.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared');
const SAMPLES = join(SHARED, 'samples', 'gp2gp');
const SCHEMAS = join(SHARED, 'schemas', 'mim');
const skip =
  existsSync(SAMPLES) && existsSync(SCHEMAS) ? false : 'the samples are not on this machine';
const NOW = new Date('2026-03-01T09:15:00Z');

let judge: SchemaJudge | undefined;
before(() => {
  if (!skip) judge = openSchemaJudge(SCHEMAS);
});
after(() => judge?.[Symbol.asyncDispose]());

/** What the table of the samples' README says of a file that is one message or payload. */
function statedVerdicts(): readonly (readonly [file: string, valid: boolean])[] {
  const rows = readFileSync(join(SAMPLES, 'README.md'), 'utf8').matchAll(
    /^\| (\S+) \([\d,]+ B\) \|.*\| \w+: (valid|invalid)/gm,
  );
  return [...rows]
    .map(([, file = '', verdict]) => [file, verdict === 'valid'] as const)
    .filter(([file]) => !file.endsWith('.json'));
}

async function schemaFindings(file: string): Promise<readonly Finding[]> {
  const { message } = readCapture(readFileSync(join(SAMPLES, file)), NOW);
  assert.ok(message.payload, `${file} has no payload`);
  assert.ok(judge);
  return judge.judge(message);
}

/** The first schema of each interaction is the one that the README speaks of. */
const ofFirst = ({ message }: Finding, request: boolean) =>
  message.startsWith(request ? 'spine-omvt' : 'adaptor');

test('the schemas say of every sample what its README says', { skip }, async () => {
  const stated = statedVerdicts();
  assert.ok(stated.length > 30, 'the README of the samples was not understood');
  for (const [file, valid] of stated) {
    // Its placeholders are filled with text that is valid here and there alone.
    if (file.startsWith('sending-adaptor/ehr')) continue;
    const request = /RCMR_IN010000UK05/.test(file);
    const found = (await schemaFindings(file)).filter((each) => ofFirst(each, request));
    assert.equal(found.length === 0, valid, `${file}: ${found[0]?.message ?? 'valid'}`);
  }
});

test('what real messages fail is a failure or a warning by the policy', { skip }, async () => {
  const severities = async (file: string) =>
    [...new Set((await schemaFindings(file)).map(({ severity }) => severity))].toSorted();
  const large = 'conversations/large-message-example-1';
  assert.deepEqual(
    await severities(`${large}/RCMR_IN030000UK06_6E242658-3D8E-11E3-A7DC-172BDA00FA67.ebxml`),
    ['must', 'should'],
  );
  assert.deepEqual(
    await severities(`${large}/COPC_IN000001UK01_27C75ACD-3D93-11E3-A2CF-E1C5FFEB5098_video.ebxml`),
    ['should'],
  );
  assert.deepEqual(await severities('extracts/RCMR_IN030000UK07-confidentialityCode.xml'), [
    'should',
  ]);
  // Read codes with a dot: the second set alone rejects them.
  assert.deepEqual(
    await severities('conversations/large-message-example-3/RCMR_IN030000UK06.mime'),
    ['should'],
  );
});

const REAL = [
  'conversations/tpp/06-request-RCMR_IN010000UK05.xml',
  'conversations/tpp/07-ack-AA-MCCI_IN010000UK13.xml',
  'conversations/tpp/07-nack-AR18-MCCI_IN010000UK13.xml',
  'conversations/tpp/07-extract-RCMR_IN030000UK06.xml',
  'conversations/emis-request/RCMR_IN010000UK05.mime',
  'conversations/emis-nack-AR19/MCCI_IN010000UK13.mime',
  'conversations/vision-continue/COPC_IN000001UK01.mime',
  'conversations/large-message-example-3/RCMR_IN030000UK06.mime',
];

test('messages of real suppliers break no rule', { skip }, async () => {
  for (const file of REAL) {
    const { message } = readCapture(readFileSync(join(SAMPLES, file)), NOW);
    const found = [...examineMessage(message), ...(await schemaFindings(file))];
    const broken = found.filter(({ severity }) => severity === 'must');
    assert.deepEqual(
      broken.map(({ check, message: text }) => `${check}: ${text}`),
      [],
      file,
    );
  }
});

test('the public sample with misplaced redaction marks is told so, by us and by the schema', {
  skip,
}, async () => {
  const file = 'extracts/RCMR_IN030000UK07-confidentialityCode.xml';
  const { message } = readCapture(readFileSync(join(SAMPLES, file)), NOW);
  const found = examineMessage(message).filter(({ check }) => check === 'REDACTION-02');
  assert.ok(found.length > 0);
  const lines = (await schemaFindings(file))
    .filter(({ message: text }) => text.includes("'confidentialityCode'"))
    .map(({ line }) => line);
  for (const { line } of found) assert.ok(lines.includes(line), `line ${line}`);
});
