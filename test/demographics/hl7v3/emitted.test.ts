import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Mim,
  PDS_INTERACTIONS,
  type PdsRequestKind,
  QUERY_FAILURE,
  UPDATE_FAILURE,
  VERSION_CODE,
} from '../../../src/demographics/hl7v3/interactions.ts';
import {
  failure,
  REJECTION,
  RESPONSE,
  warning,
} from '../../../src/demographics/hl7v3/response-codes.ts';
import { type AnswerBody, writeAnswer } from '../../../src/demographics/hl7v3/write-answer.ts';
import { inlinePayload } from '../../../src/demographics/hl7v3/write-inline-match.ts';
import {
  allocatedPayload,
  querySubject,
  updatedPayload,
  updateSubject,
} from '../../../src/demographics/hl7v3/write-registration.ts';
import { retrievalPayload } from '../../../src/demographics/hl7v3/write-retrieval.ts';
import { traceMatchesPayload } from '../../../src/demographics/hl7v3/write-trace-matches.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { closeSchemas, violationsOf, withoutSchemas } from './pds-schema.ts';

const NOW = new Date('2026-01-05T10:17:00Z');
const DAY = '20260105';
const PATIENTS = specialPatients(NOW);
const MIMS: readonly Mim[] = ['6301', '7202'];
after(closeSchemas);

function written(mim: Mim, body: AnswerBody): string {
  return writeAnswer(
    {
      id: '5E9A0000-0000-4000-8000-000000000007',
      creationTime: '20260105101701',
      versionCode: VERSION_CODE[mim],
      messageRef: '5E9A0000-0000-4000-8000-000000000006',
      senderAsid: '928942012545',
      receiverAsid: '999000000001',
    },
    body,
  );
}

function answerOf(kind: PdsRequestKind, mim: Mim): string {
  const found = PDS_INTERACTIONS.find((each) => each.kind === kind && each.mim === mim);
  assert.ok(found);
  return found.answer;
}

/** Every patient whose answer breaks the schema, with how. */
function broken(kind: PdsRequestKind, mim: Mim, payload: (patient: Patient) => AnswerBody) {
  return PATIENTS.flatMap((patient) => {
    const violations = violationsOf(answerOf(kind, mim), written(mim, payload(patient)));
    return violations.length > 0 ? [[patient.nhsNumber, ...violations]] : [];
  });
}

for (const mim of MIMS) {
  for (const history of [false, true]) {
    const name = `${mim} ${history ? 'with' : 'without'} history`;
    test(`retrievals of every special patient keep the schema: ${name}`, {
      skip: withoutSchemas,
    }, () => {
      const found = broken('retrieval', mim, (patient) => ({
        ...{ interaction: answerOf('retrieval', mim), typeCode: 'AA', queryResponse: 'OK' },
        reasons: [warning(RESPONSE.limitedRetrieval)],
        subject: querySubject(retrievalPayload(patient, { mim, history, day: DAY })),
      }));
      assert.deepEqual(found, []);
    });

    test(`advanced traces of every special patient keep the schema: ${name}`, {
      skip: withoutSchemas,
    }, () => {
      const interaction = answerOf('advanced-trace', mim);
      const style = { mim, history, day: DAY, levels: history };
      const payload = (patients: readonly Patient[]) => ({
        ...{ interaction, typeCode: 'AA' as const, queryResponse: 'OK' as const },
        reasons: [warning(RESPONSE.match)],
        subject: querySubject(
          traceMatchesPayload(
            patients.map((patient) => ({ patient, score: 0.85 })),
            style,
          ),
        ),
      });
      assert.deepEqual(
        broken('advanced-trace', mim, (patient) => payload([patient])),
        [],
      );
      assert.deepEqual(violationsOf(interaction, written(mim, payload(PATIENTS.slice(0, 9)))), []);
    });
  }

  for (const kind of ['simple-trace', 'cross-check', 'confirm'] as const) {
    test(`answers to a ${kind} on every special patient keep the schema: ${mim}`, {
      skip: withoutSchemas,
    }, () => {
      const found = broken(kind, mim, (patient) => ({
        ...{ interaction: answerOf(kind, mim), typeCode: 'AA', queryResponse: 'OK' },
        subject: querySubject(inlinePayload(kind, patient, { mim, day: DAY })),
      }));
      assert.deepEqual(found, []);
    });
  }

  test(`answers to updates, failures and rejections keep the schema: ${mim}`, {
    skip: withoutSchemas,
  }, () => {
    const [patient] = PATIENTS;
    assert.ok(patient);
    const reasons = [warning(RESPONSE.updateFailed), failure(RESPONSE.practiceInvalid)];
    const bodies: readonly AnswerBody[] = [
      {
        ...{ interaction: answerOf('update', mim), typeCode: 'AA' },
        subject: updateSubject(updatedPayload(13)),
      },
      {
        ...{ interaction: answerOf('allocation', mim), typeCode: 'AA' },
        subject: updateSubject(allocatedPayload(patient)),
      },
      { interaction: UPDATE_FAILURE, typeCode: 'AE', reasons },
      { interaction: UPDATE_FAILURE, typeCode: 'AR', rejection: REJECTION.duplicateId },
      {
        ...{ interaction: QUERY_FAILURE, typeCode: 'AE', queryResponse: 'ID' },
        reasons: [failure(RESPONSE.noMatch), failure(RESPONSE.retrievalNoMatch)],
      },
    ];
    for (const body of bodies)
      assert.deepEqual(violationsOf(body.interaction, written(mim, body)), [], body.interaction);
  });
}

test('the schemas that answers are held against do refuse what is wrong', {
  skip: withoutSchemas,
}, () => {
  const xml = written('6301', {
    ...{ interaction: answerOf('retrieval', '6301'), typeCode: 'AA' },
  });
  assert.notDeepEqual(violationsOf('QUPA_IN000009UK03', xml), []);
});
