import { dayOf } from '../../../src/demographics/date-range.ts';
import { applyUpdate } from '../../../src/demographics/hl7v3/apply-update.ts';
import { checkUpdate } from '../../../src/demographics/hl7v3/check-update.ts';
import type { PdsInteraction } from '../../../src/demographics/hl7v3/interactions.ts';
import { judgeOutcome } from '../../../src/demographics/hl7v3/judge-outcome.ts';
import { judgeUpdate } from '../../../src/demographics/hl7v3/judge-update.ts';
import { RESPONSE } from '../../../src/demographics/hl7v3/response-codes.ts';
import type { UpdateRequest } from '../../../src/demographics/hl7v3/update-request.ts';
import {
  updatedPayload,
  updateSubject,
} from '../../../src/demographics/hl7v3/write-registration.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import { codeOfRule, type Hl7Answer, updateFailed } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** Who asks for a change. */
export interface ChangeRequester {
  readonly asid: string;
  /** Whether the control act names a person. */
  readonly authored: boolean;
}

/** Judges a general update and makes it (pds-identity 1.8). */
export function answerUpdate(
  parts: Hl7Parts,
  { answer }: PdsInteraction,
  update: UpdateRequest,
  { asid, authored }: ChangeRequester,
): Hl7Answer {
  const { pds } = parts.world.current();
  const refuse = (rule: Parameters<typeof codeOfRule>[0]) =>
    updateFailed(`refused: ${rule.name}, ${rule.detail}`, codeOfRule(rule, pds.codes.rule));
  if (pds.authorRequiredForUpdate && !authored)
    return refuse({ name: 'AUTHOR_UNSPECIFIED', detail: 'nobody is named as the author' });
  const broken = checkUpdate(update, { authored });
  if (broken) return refuse(broken);
  const number = update.numbers[0]?.extension ?? '';
  const patient = newest(parts.register, number);
  if (patient?.status === 'superseded')
    return updateFailed('the record is superseded', pds.codes.supersededUpdate);
  if (patient?.status !== 'active')
    return updateFailed(
      patient ? `the record is ${patient.status}` : 'nobody has the number',
      RESPONSE.noMatch,
    );
  const expected = Number(update.serialNumber);
  const stale = () => updateFailed('another serial change number', pds.codes.serialNumber);
  if (patient.scn !== expected) return stale();
  const now = parts.clock.now();
  const terms = { now, sourceAsid: asid, reuseProvisionId: pds.reuseProvisionId };
  const judged =
    judgeUpdate(patient, update, parts.organisation) ??
    judgeOutcome(patient, applyUpdate(patient, update, terms), dayOf(now));
  if (judged) return refuse(judged);
  const note = { at: now.toISOString(), face: 'hl7', by: asid, what: whatOf(update) };
  const outcome = parts.register.change(number, expected, note, (before) =>
    applyUpdate(before, update, terms),
  );
  if (!outcome.ok) return stale();
  return {
    body: {
      ...{ interaction: answer, typeCode: 'AA' },
      subject: updateSubject(updatedPayload(outcome.patient.scn)),
    },
    why: `changed: ${note.what}`,
  };
}

/** The record that a change is judged against: readers may see an older one (`pds.updateVisibleAfter`). */
function newest(register: PatientRegister, nhsNumber: string): Patient | undefined {
  return register.history(nhsNumber).at(-1)?.patient ?? register.get(nhsNumber);
}

/** What an update is about, in a few words without patient data. */
function whatOf(update: UpdateRequest): string {
  const { provisions, deceasedTime, names, addresses, telecoms } = update;
  const parts = [
    provisions.some(({ item }) => item.code === '1') ? 'GP registration' : undefined,
    provisions.some(({ item }) => item.code !== '1') ? 'nominated provider' : undefined,
    deceasedTime ? 'death' : undefined,
    names.length > 0 ? 'names' : undefined,
    addresses.length > 0 ? 'addresses' : undefined,
    telecoms.length > 0 ? 'telecoms' : undefined,
  ].filter((each) => each !== undefined);
  return parts.length > 0 ? parts.join(', ') : 'demographics';
}
