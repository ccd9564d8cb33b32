import { dayOf } from '../../date-range.ts';
import type { Patient } from '../../patient.ts';
import { writeDate } from '../fhir-date.ts';
import { type Json, listOf, member, sameJson } from '../json.ts';
import { faultIn } from '../json-shape.ts';
import type { Refusal } from '../operation-outcome.ts';
import { UPDATABLE } from '../patient-shape.ts';
import { securityOf, writePatient } from '../write-patient.ts';
import { applyPatches } from './apply-patches.ts';
import { addressRule, emergencyRule, periodRule, telecomRule } from './contact-rules.ts';
import { deathRule } from './death-rule.ts';
import { extensionRule } from './extension-rule.ts';
import { patientAccessRule, roleRule } from './permission-rules.ts';
import { birthRule, genderRule, nameRule } from './person-rules.ts';
import { managerRule, practiceRule } from './practice-rules.ts';
import { readBack } from './read-back.ts';
import { readPatches } from './read-patches.ts';
import { forbidden } from './rule-words.ts';
import type { Update, UpdateContext, UpdateRule } from './update-context.ts';

export type PatchedPatient =
  | {
      readonly ok: true;
      readonly patient: Patient;
      /** Members of the Patient that changed, for the record's history. */
      readonly changed: readonly string[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Who may at all, then what is wrong with each part. */
const RULES: readonly UpdateRule[] = [
  patientAccessRule,
  roleRule,
  nameRule,
  genderRule,
  birthRule,
  deathRule,
  practiceRule,
  managerRule,
  addressRule,
  telecomRule,
  emergencyRule,
  periodRule,
  extensionRule,
];

/** An update of a record by patches, all of them or none (pds-identity 2.6). Versions are the caller's affair. */
export function patchPatient(
  patient: Patient,
  list: readonly Json[],
  context: UpdateContext,
): PatchedPatient {
  const refused = (refusal: Refusal): PatchedPatient => ({ ok: false, refusal });
  const reading = readPatches(list);
  if (!reading.ok) return refused(reading.refusal);
  // Not even the name of a place may be told by what an update changes.
  if (securityOf(patient.sensitivity) !== 'U')
    return refused(forbidden('source not permitted to update a sensitive patient'));
  const today = writeDate(dayOf(context.now));
  const before = writePatient(patient, context.shape);
  const applied = applyPatches(before, reading.patches, today);
  if (!applied.ok) return refused(applied.refusal);
  const after = applied.document;
  const changed = Object.keys({ ...before, ...after }).filter(
    (key) => !sameJson(member(before, key), member(after, key)),
  );
  const update: Update = { before, after, patches: reading.patches, changed, today, context };
  const wrong = wrongShape(update) ?? firstOf(RULES, update);
  if (wrong) return refused(wrong);
  return { ok: true, patient: readBack(patient, update), changed };
}

function firstOf(rules: readonly UpdateRule[], update: Update): Refusal | undefined {
  for (const rule of rules) {
    const found = rule(update);
    if (found) return found;
  }
  return undefined;
}

/** The shapes of what changed; of lists only items that are new or different, for old ones may be worse. */
function wrongShape({ before, after, changed }: Update): Refusal | undefined {
  for (const key of changed) {
    const shape = UPDATABLE[key];
    const value = member(after, key);
    if (!shape || value === undefined) continue;
    if (shape.kind !== 'list' || !Array.isArray(value)) {
      const fault = faultIn(value, shape, key);
      if (fault) return fault;
      continue;
    }
    const list: readonly Json[] = value;
    if (list.length > (shape.most ?? list.length)) return faultIn(list, shape, key);
    const old = listOf(member(before, key));
    for (const [index, each] of list.entries()) {
      if (old.some((former) => sameJson(former, each))) continue;
      const fault = faultIn(each, shape.of, `${key}/${index}`);
      if (fault) return fault;
    }
  }
  return undefined;
}
