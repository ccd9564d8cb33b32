import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../src/demographics/fhir/json.ts';
import { patchPatient } from '../../../../src/demographics/fhir/patch/patch-patient.ts';
import type { UpdateContext } from '../../../../src/demographics/fhir/patch/update-context.ts';
import { writePatient } from '../../../../src/demographics/fhir/write-patient.ts';
import type { Patient } from '../../../../src/demographics/patient.ts';
import { specialPatients } from '../../../../src/demographics/special/special-patients.ts';

export const NOW = new Date('2026-01-05T09:00:00Z');
export const PHARMACY =
  'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NominatedPharmacy';
const people = new Map(specialPatients(NOW).map((each) => [String(each.nhsNumber), each]));

export function person(number: string): Patient {
  const found = people.get(number);
  assert.ok(found, `${number} is a special patient`);
  return found;
}

/** A healthcare worker of a practice, in a world where Z99001 to Z99003 are open and Z99008 is closed. */
export function context(change: Partial<UpdateContext> = {}): UpdateContext {
  return {
    now: NOW,
    mode: 'healthcare-worker',
    mayUpdateGp: true,
    mayUpdateDemographics: true,
    organisation: (ods) =>
      ods === 'Z99008' ? 'closed' : /^Z9900[123]$/.test(ods) ? 'open' : 'unknown',
    asid: '999000000002',
    reuseProvisionId: true,
    shape: { view: 'read', today: '20260105' },
    ...change,
  };
}

/** The record after patches, and how FHIR shows it. */
export function patched(
  patient: Patient,
  patches: readonly Json[],
  change: Partial<UpdateContext> = {},
): { readonly patient: Patient; readonly shown: JsonObject; readonly changed: readonly string[] } {
  const outcome = patchPatient(patient, patches, context(change));
  assert.ok(outcome.ok, JSON.stringify(outcome));
  const { patient: record, changed } = outcome;
  return { patient: record, changed, shown: writePatient(record, context(change).shape) };
}

/** `CODE: diagnostics` of patches that are not taken. */
export function refusalOf(
  patient: Patient,
  patches: readonly Json[],
  change: Partial<UpdateContext> = {},
): string {
  const outcome = patchPatient(patient, patches, context(change));
  assert.ok(!outcome.ok, 'the patches are taken');
  return `${outcome.refusal.error}: ${outcome.refusal.diagnostics}`;
}
