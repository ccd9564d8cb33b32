import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from '../../simulator/spine/refusal.ts';
import { messageChecks, RULES } from '../../src/checks/catalogue.ts';
import { type Check, examineAll } from '../../src/checks/check.ts';
import type { InboundMessage } from '../../src/checks/inbound-message.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { type Captured, readCaptured } from '../specimens/captured.ts';
import { SPINE_GOOD } from '../specimens/spine-messages.ts';
import { GOOD } from '../specimens/transfer.ts';

function inbound(message: Captured): InboundMessage {
  const { transport } = readCaptured(message);
  assert.ok(transport);
  return transport;
}

function withEnvelope(given: InboundMessage, changes: Partial<EbxmlMessage>): InboundMessage {
  return { ...given, envelope: { ...given.envelope, ...changes } };
}

const right = inbound(GOOD.request);
const idsOf = (subject: InboundMessage) =>
  examineAll(messageChecks, subject).map(({ check }) => check);

test('oddities of the readers are noted with their place and refuse nothing', () => {
  const at = { offset: 3, line: 1, column: 4 };
  const odd = { code: 'x.odd', message: 'something odd', at };
  const findings = examineAll(messageChecks, {
    ...right,
    mimeDeviations: [odd],
    envelopeDeviations: [odd],
  });
  const seen = findings.map(({ check, severity }) => [check, severity]);
  assert.deepEqual(seen, [
    ['MIME-06', 'note'],
    ['EBXML-HEADER-08', 'note'],
  ]);
  for (const finding of findings) {
    assert.partialDeepStrictEqual(finding, { message: 'something odd (x.odd)', ...at });
  }
  assert.deepEqual(refusalsOf(findings, {}), []);
});

test('a missing version is tolerated where Spine tolerates it', () => {
  for (const [given, tolerated] of [
    [SPINE_GOOD.reliable, true],
    [SPINE_GOOD.express, true],
    [GOOD.request, false],
    [SPINE_GOOD.endParty, false],
  ] as const) {
    const found = idsOf(withEnvelope(inbound(given), { version: undefined }));
    assert.deepEqual(found, tolerated ? [] : ['EBXML-HEADER-02'], given.name);
  }
});

test('suggestions name what would be right', () => {
  const suggested = (subject: InboundMessage) =>
    examineAll(messageChecks, subject).map(({ suggestion }) => suggestion);
  const { cpaId, messageId } = right.envelope;
  const { directory } = right;
  assert.ok(directory);
  const wrong = withEnvelope(
    { ...right, directory: { ...directory, cpaKnown: false } },
    { cpaId: 'S1A1' },
  );
  assert.deepEqual(suggested(wrong), [`the recipient's contract is ${cpaId}`]);
  assert.deepEqual(suggested(withEnvelope(right, { duplicateElimination: false })), [
    'add eb:DuplicateElimination',
  ]);
  const small = { messageId: 'abcdef00-0000-4000-8000-000000000001' };
  assert.deepEqual(suggested(withEnvelope(right, small)), [small.messageId.toUpperCase()]);
  assert.notEqual(messageId, '');
});

test('without a directory and without HTTP, as in a captured message, those rules are silent', () => {
  const captured = { ...right, http: undefined, directory: undefined };
  assert.deepEqual(idsOf(captured), []);
  assert.deepEqual(idsOf({ ...captured, mime: undefined }), []);
});

test('ten thousand broken references are told 25 times', () => {
  const [reference] = right.envelope.manifest?.references ?? [];
  assert.ok(reference);
  const references = Array.from({ length: 10_000 }, (_, n) => ({ ...reference, href: `cid:${n}` }));
  const found = idsOf(withEnvelope(right, { manifest: { version: '2.0', references } }));
  assert.equal(found.filter((id) => id === 'EBXML-MANIFEST-01').length, 25);
});

test('a finding carries what the catalogue says of its check', () => {
  const [rule] = RULES;
  assert.ok(rule);
  const check: Check<string> = {
    ...rule,
    *examine(subject) {
      yield { message: subject, at: 'somewhere', part: 2 };
    },
  };
  const { id, clause, basis, severity } = rule;
  assert.deepEqual(examineAll([check], 'seen'), [
    { check: id, clause, basis, severity, message: 'seen', at: 'somewhere', part: 2 },
  ]);
});
