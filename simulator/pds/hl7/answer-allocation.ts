import {
  allocatedPatient,
  checkAllocation,
  duplicateQuery,
} from '../../../src/demographics/hl7v3/allocate.ts';
import type { PdsInteraction } from '../../../src/demographics/hl7v3/interactions.ts';
import type { AllocationRequest } from '../../../src/demographics/hl7v3/read-allocation.ts';
import {
  allocatedPayload,
  updateSubject,
} from '../../../src/demographics/hl7v3/write-registration.ts';
import { findMatches } from '../../../src/demographics/trace/match-trace.ts';
import { allocationFailed, codeOfRule, type Hl7Answer } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** Gives somebody an NHS number, or says why not (pds-identity 1.10). */
export function answerAllocation(
  parts: Hl7Parts,
  { answer }: PdsInteraction,
  request: AllocationRequest,
  asid: string,
): Hl7Answer {
  const { register, organisation, clock, world } = parts;
  const { codes, duplicateAllocation } = world.current().pds;
  const rule = checkAllocation(request, organisation);
  if (rule)
    return allocationFailed(`refused: ${rule.name}, ${rule.detail}`, codeOfRule(rule, codes.rule));
  if (duplicateAllocation === 'refuse' && findMatches(register, duplicateQuery(request)).length > 0)
    return allocationFailed('somebody like that has a number', codes.duplicateAllocation);
  const now = clock.now();
  const patient = allocatedPatient(register.allocate(), request, { now, sourceAsid: asid });
  const what = 'NHS number allocated';
  register.put(patient, { at: now.toISOString(), face: 'hl7', by: asid, what });
  return {
    body: {
      ...{ interaction: answer, typeCode: 'AA' },
      subject: updateSubject(allocatedPayload(patient)),
    },
    why: what,
  };
}
