import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { FACTS } from './extract-facts.ts';

const TEXT = synthesizeRecord(
  { seed: 3, entries: 2, attachments: { count: 1 } },
  FACTS,
).payload.toString();

function failureOf(text: string): string {
  const read = readEhrExtract(Buffer.from(text));
  return read.ok ? 'read' : `${read.failure.code}: ${read.failure.message}`;
}

test('the form with redactions is read by its own name', () => {
  const read = readEhrExtract(
    Buffer.from(TEXT.replaceAll('RCMR_IN030000UK06', 'RCMR_IN030000UK07')),
  );
  assert.ok(read.ok);
  assert.equal(read.value.interaction, 'RCMR_IN030000UK07');
});

test('ids of statements and agents are not taken for ids of the extract', () => {
  const without = TEXT.replace(`<id root="${FACTS.id}"/><statusCode`, '<statusCode');
  assert.notEqual(without, TEXT);
  assert.equal(failureOf(without), 'ehr-extract.missing: the extract has no id');
});

test('what is missing is named, all of it', () => {
  const without = TEXT.replace(` extension="${FACTS.nhsNumber}"`, '').replace(
    `<id root="${FACTS.priorRequestId}"/>`,
    '',
  );
  assert.equal(
    failureOf(without),
    'ehr-extract.missing: the extract has no recordTarget/patient/id, no inFulfillmentOf/priorEhrRequest/id',
  );
});

test('another document is no extract, and is not read to its end', () => {
  assert.equal(
    failureOf(`<MCCI_IN010000UK13 xmlns="urn:hl7-org:v3">${'<x/>'.repeat(40_000)}<broken`),
    'ehr-extract.root: MCCI_IN010000UK13 is not an EHR extract',
  );
});

test('a truncated extract is unreadable', () => {
  assert.match(failureOf(TEXT.slice(0, -40)), /^xml\.not-well-formed/);
});
