import { recordDeath } from '../../change/change-death.ts';
import { endRegistration, registerAtPractice } from '../../change/change-practice.ts';
import { dayOf } from '../../date-range.ts';
import { objectIds } from '../../object-ids.ts';
import { currentProvision, type Patient } from '../../patient.ts';
import { isObject, type JsonObject, listOf, member, sameJson, wordOf } from '../json.ts';
import { PROVIDERS } from '../names.ts';
import { odsOf } from '../read-items.ts';
import { type PatientFacts, readFacts } from '../read-patient.ts';
import { type Step, withAddresses, withContacts, withNames } from './read-back-items.ts';
import { extensionOf, itemsOf } from './rule-words.ts';
import type { Update } from './update-context.ts';

/**
 * The record that an updated FHIR Patient means. What did not change stays as it was, with all that FHIR cannot
 * say of it: HL7's finer uses, times of day, and everything of the past, which the caller did not see.
 */
export function readBack(patient: Patient, update: Update): Patient {
  const { after, changed, context } = update;
  const newId = objectIds(patient);
  const facts = readFacts(after, {
    newId,
    alias: context.shape.alias ?? 'temp',
    // The shape was checked before: nothing is left out.
    problem: () => undefined,
  });
  const steps: readonly ((record: Patient) => Patient)[] = [
    ...(changed.includes('name') ? [withNames(facts, update)] : []),
    ...(changed.includes('address') ? [withAddresses(facts, update)] : []),
    ...(changed.includes('telecom') || changed.includes('contact')
      ? [withContacts(facts, update)]
      : []),
    ...(changed.includes('generalPractitioner') ? [withPractice(update, newId)] : []),
    ...(changed.includes('extension') ? [withProviders(update, newId), withExtensions(facts)] : []),
    withDeath(facts, update),
    withPlain(facts, changed),
  ];
  return steps.reduce((record, step) => step(record), patient);
}

function withPractice({ after, context }: Update, newId: () => string): Step {
  const [practice] = itemsOf(after, 'generalPractitioner');
  const ods = practice && odsOf(practice);
  const start = member(member(member(practice, 'identifier'), 'period'), 'start');
  return (record) => {
    if (ods === undefined) return record;
    const from = typeof start === 'string' ? start.replaceAll('-', '') : dayOf(context.now);
    const current = currentProvision(record);
    if (current?.ods === ods) {
      const moved = { ...current, from };
      return {
        ...record,
        provisions: record.provisions.map((each) => (each === current ? moved : each)),
      };
    }
    const { now, asid: sourceAsid, reuseProvisionId } = context;
    return registerAtPractice(record, {
      ...{ ods, now, from, reuseProvisionId, newId: newId() },
      ...(sourceAsid ? { sourceAsid } : {}),
    });
  };
}

function withProviders({ before, after, context }: Update, newId: () => string): Step {
  const { now, asid, reuseProvisionId } = context;
  return (record) =>
    PROVIDERS.reduce((sofar, [code, url]) => {
      const [was, is] = [extensionOf(before, url), extensionOf(after, url)];
      if (sameJson(was, is)) return sofar;
      const ods = is && odsOf(member(is, 'valueReference'));
      if (!ods) return endRegistration(sofar, { code, now });
      return registerAtPractice(sofar, {
        ...{ code, ods, now, reuseProvisionId, newId: newId() },
        ...(asid ? { sourceAsid: asid } : {}),
      });
    }, record);
}

function withExtensions({ language, contactPreference, birthPlace }: PatientFacts): Step {
  return ({ language: _, contactPreference: __, birthPlace: ___, ...record }) => ({
    ...record,
    ...(language ? { language } : {}),
    ...(contactPreference ? { contactPreference } : {}),
    ...(birthPlace ? { birthPlace } : {}),
  });
}

function withDeath({ deceased }: PatientFacts, { before, after, context }: Update): Step {
  const same =
    sameJson(member(before, 'deceasedDateTime'), member(after, 'deceasedDateTime')) &&
    sameJson(deathOf(before), deathOf(after));
  return (record) => {
    if (same || !deceased) return record;
    const { time, notification } = deceased;
    return recordDeath(record, { time, notification, now: context.now });
  };
}

function deathOf(resource: JsonObject) {
  return listOf(member(resource, 'extension')).find(
    (each) => isObject(each) && wordOf(member(each, 'url')).endsWith('DeathNotificationStatus'),
  );
}

function withPlain(facts: PatientFacts, changed: readonly string[]): Step {
  const { gender, birthTime, multipleBirthOrder: order } = facts;
  return (record) => {
    const { multipleBirthOrder, ...rest } = record;
    const kept = changed.includes('multipleBirthInteger') ? order : multipleBirthOrder;
    return {
      ...rest,
      ...(kept === undefined ? {} : { multipleBirthOrder: kept }),
      ...(changed.includes('gender') && gender ? { gender } : {}),
      ...(changed.includes('birthDate') && birthTime ? { birthTime } : {}),
    };
  };
}
