import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRestAnswer } from '../../simulator/practice/behind/judge-rest-answer.ts';
import { sendRequestOf } from '../../simulator/practice/behind/send-request-of.ts';
import { writeSpineErrors } from '../../src/wire/adaptor/spine-errors.ts';

const answer = (status: number, body: string | Buffer = '') => ({
  ...{ status, headers: [], truncated: false },
  body: Buffer.from(body),
});
const spineSaid = (errorType: 'ebxml_error' | 'soap_fault', errorCode: string) =>
  answer(
    500,
    writeSpineErrors({
      errorType,
      errors: [
        { codeContext: '', errorCode, severity: 'Error', location: '', description: 'told' },
      ],
    }),
  );

test('202 of an adaptor is an acknowledgement of Spine', () => {
  assert.equal(judgeRestAnswer(answer(202)).kind, 'acknowledged');
});

test('what the adaptor or Spine does not take is refused, with its words', () => {
  const refused = judgeRestAnswer(answer(404, '404: Unknown interaction ID: X'));
  assert.equal(refused.kind, 'refused');
  assert.match(refused.why, /Unknown interaction ID: X/);
  assert.deepEqual(judgeRestAnswer(spineSaid('soap_fault', '300')), {
    kind: 'refused',
    why: '300 told',
  });
  assert.equal(judgeRestAnswer(spineSaid('ebxml_error', 'SecurityFailure')).kind, 'refused');
});

test('what the adaptor gave up, after retries of its own, is not tried again', () => {
  for (const each of [
    answer(500, 'Error making outbound request'),
    spineSaid('soap_fault', '200'),
    spineSaid('ebxml_error', 'DeliveryFailure'),
  ]) {
    assert.equal(judgeRestAnswer(each).kind, 'given-up');
  }
});

test('an adaptor that is not there, or whose proxy says so, may be tried again', () => {
  assert.equal(judgeRestAnswer(answer(503, 'no upstream')).kind, 'failed');
  const gone = { failed: 'refused' as const, message: 'connection refused' };
  assert.deepEqual(judgeRestAnswer(gone), { kind: 'failed', why: 'connection refused' });
});

test('what is no package of a payload and its documents is nothing for an adaptor', () => {
  const message = {
    envelope: {} as Parameters<typeof sendRequestOf>[0]['envelope'],
    headers: [['Content-Type', 'text/plain'] as const],
    body: Buffer.from('no MIME'),
    parts: 1,
  };
  assert.equal(sendRequestOf(message), undefined);
});
