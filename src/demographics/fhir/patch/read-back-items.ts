import type { EmergencyContact, Patient, Span } from '../../patient.ts';
import { ADDRESS_USE, fhirUse } from '../code-tables.ts';
import type { PatientFacts } from '../read-patient.ts';
import { mergeItems } from './merge-items.ts';
import type { Update } from './update-context.ts';

/** One part of a change to a record. */
export type Step = (record: Patient) => Patient;

export function withNames({ names }: PatientFacts, update: Update): Step {
  return (record) => ({
    ...record,
    // A use cannot change, so HL7's finer word for it stays.
    names: mergeItems(record.names, names, 'name', update, (fresh, { use }) => ({ ...fresh, use })),
  });
}

export function withAddresses({ addresses }: PatientFacts, update: Update): Step {
  return (record) => ({
    ...record,
    addresses: mergeItems(record.addresses, addresses, 'address', update, (fresh, { use }) =>
      wordOf(fresh.use) === wordOf(use) ? { ...fresh, use } : fresh,
    ),
  });
}

function wordOf(use: string): string {
  return fhirUse(ADDRESS_USE, use, 'home');
}

/** HL7's emergency numbers show among FHIR's contacts, behind those with a place of their own. */
export function withContacts(facts: PatientFacts, update: Update): Step {
  return (record) => {
    const plain = record.telecoms.filter(({ use }) => use !== 'EC');
    const numbers = record.telecoms.filter(({ use }) => use === 'EC');
    const telecoms = mergeItems(plain, facts.telecoms, 'telecom', update, (fresh, former) => ({
      ...fresh,
      use: former.use,
    }));
    const asContacts = numbers.map((each): EmergencyContact => ({ ...each, telecoms: [each] }));
    const contacts = mergeItems(
      [...record.emergencyContacts, ...asContacts],
      facts.emergencyContacts,
      'contact',
      update,
      (fresh, { name }) => ({ ...fresh, ...(name ? { name } : {}) }),
    );
    const wasNumber = (id: string) => numbers.some((each) => each.id === id);
    return {
      ...record,
      telecoms: [
        ...telecoms,
        ...contacts.flatMap((each) =>
          wasNumber(each.id)
            ? each.telecoms.map((point) => ({ ...point, ...spanOf(each), id: each.id, use: 'EC' }))
            : [],
        ),
      ],
      emergencyContacts: contacts.filter((each) => !wasNumber(each.id)),
    };
  };
}

function spanOf({ from, to }: Span): Span {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}
