import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareResults } from '../../conformance/replay/compare-results.ts';
import { result, said, step } from './results-of.ts';

const finding = (check: string, sequence = 1) => ({
  ...{ check, severity: 'must', clause: 'mhs 1', message: 'is wrong', at: '/', sequence },
});

test('what varies from run to run is no difference: ids, times, sizes, numbers, how often something was tried', () => {
  const was = result({
    timeline: [
      said('system', 'request'),
      said('counterpart', 'request-acknowledgement', { code: '06' }),
    ],
    reason: 'expected: a; observed: request (#1) (journal #1)',
  });
  const request = said('system', 'request', { conversationId: 'C2' });
  const copy = { ...request, sequence: 900, remarks: ['a copy of an earlier one'] };
  const answer = said('counterpart', 'request-acknowledgement', {
    code: '06',
    conversationId: 'C2',
  });
  const now = result({
    timeline: [request, copy, answer],
    reason: 'expected: a; observed: request (#7)',
  });
  assert.deepEqual(compareResults(was, now), { outcome: 'reproduced', difference: undefined });
});

test('two who speak at once may do so in any order, one of them may not', () => {
  const parts = (order: readonly string[]) =>
    result({
      timeline: order.map((each) => said(each === 'ack' ? 'system' : 'counterpart', each)),
    });
  const was = parts(['fragment', 'ack', 'index', 'ack']);
  assert.equal(
    compareResults(was, parts(['fragment', 'index', 'ack', 'ack'])).outcome,
    'reproduced',
  );
  const other = compareResults(was, parts(['index', 'fragment', 'ack', 'ack']));
  assert.equal(other.outcome, 'different');
  assert.equal(other.difference, 'message 1 of the counterpart: then "fragment", now "index"');
});

test('conversations side by side are told apart by what was said in them', () => {
  const timeline = (first: string, second: string) => [
    said('system', 'request', { conversationId: first }),
    said('system', 'request', { conversationId: second }),
    said('counterpart', 'request-acknowledgement', { conversationId: second, code: '06' }),
    said('counterpart', 'extract', { conversationId: first }),
  ];
  const was = result({ timeline: timeline('A', 'B') });
  const now = result({
    timeline: [...timeline('D', 'C').slice(1), ...timeline('D', 'C').slice(0, 1)],
  });
  assert.equal(compareResults(was, now).outcome, 'reproduced');
  const steps = [step('When the patient registers')];
  const less = result({
    steps,
    timeline: timeline('A', 'B').filter((each) => each.conversationId === 'A'),
  });
  assert.equal(
    compareResults({ ...was, steps }, less).difference,
    'then there was a conversation that begins with "request" from the system, now there is none',
  );
});

test("of what was on its way when a step failed, the counterpart's messages may have come or not", () => {
  const timeline = [said('system', 'request'), said('counterpart', 'request-acknowledgement')];
  const was = result({ timeline: timeline.slice(0, 1) });
  assert.equal(compareResults(was, result({ timeline })).outcome, 'reproduced');
  const steps = [step('When the patient registers')];
  const through = compareResults(result({ ...was, steps }), result({ timeline, steps }));
  assert.equal(
    through.difference,
    'message 1 of the counterpart: then nothing, now "request acknowledgement"',
  );
});

test("the system's own may only where the failure tells the same", () => {
  const timeline = [said('system', 'request'), said('system', 'final-acknowledgement')];
  const reason = 'expected: one; observed: 9991112223 of 11111111-2222-3333-4444-555555555555 (#3)';
  const was = result({ timeline: timeline.slice(0, 1), reason });
  const same = reason.replace('9991112223', '9993334446').replace('1111-2222', '9999-2222');
  assert.equal(compareResults(was, result({ timeline, reason: same })).outcome, 'reproduced');
  const other = compareResults(was, result({ timeline, reason: 'expected: one; observed: two' }));
  assert.equal(
    other.difference,
    'message 2 of the system: then nothing, now "final acknowledgement"',
  );
});

test('what came after the evidence of the failure does not count', () => {
  const first = said('system', 'request');
  const [late, other] = [said('system', 'continue'), said('system', 'final-acknowledgement')];
  const reason = `expected: none; observed: one (journal #${first.sequence})`;
  const was = result({ timeline: [first, late], reason });
  const now = result({ timeline: [first, other], reason });
  assert.equal(compareResults(was, now).outcome, 'reproduced');
});

test('a scenario that passes now is not reproduced, and the step that failed then is named', () => {
  const steps = [step('When the patient registers'), step('Then the record is filed')];
  const { outcome, difference } = compareResults(
    result(),
    result({ verdict: 'pass', reason: undefined, steps }),
  );
  assert.equal(outcome, 'not-reproduced');
  assert.equal(
    difference,
    'step 2 "Then the record is filed": then it failed (expected: a; observed: b), now it is passed',
  );
});

test('one that fails at another step is different, with what happened there', () => {
  const steps = [
    step('When the patient registers', 'failed'),
    step('Then the record is filed', 'not-reached'),
  ];
  const { outcome, difference } = compareResults(
    result(),
    result({ steps, reason: 'expected: c; observed: d' }),
  );
  assert.equal(outcome, 'different');
  assert.equal(
    difference,
    'step 1 "When the patient registers": then it was passed, now it fails (expected: c; observed: d)',
  );
});

test('a scenario that findings failed must be failed by the same rules', () => {
  const steps = [step('When the patient registers')];
  const was = result({ steps, findings: [finding('EBXML-01'), finding('HL7-02')] as never });
  const same = result({
    steps,
    findings: [finding('HL7-02', 40), finding('EBXML-01', 50)] as never,
  });
  assert.equal(compareResults(was, same).outcome, 'reproduced');
  const less = result({ steps, findings: [finding('HL7-02')] as never });
  assert.deepEqual(compareResults(was, less), {
    outcome: 'different',
    difference: 'finding EBXML-01 only then',
  });
});

test('nothing is said of a system that was not asked: skipped, not applicable, an error of ours', () => {
  for (const verdict of ['skip', 'notApplicable', 'error'] as const) {
    const { outcome, difference } = compareResults(
      result(),
      result({ verdict, reason: 'no hook' }),
    );
    assert.equal(outcome, 'not-played');
    assert.equal(difference, `then the verdict was fail, now it is ${verdict}: no hook`);
  }
  const error = result({ verdict: 'error' });
  assert.equal(compareResults(error, error).outcome, 'reproduced');
});
