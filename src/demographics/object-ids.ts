import type { Item, Patient } from './patient.ts';

/** The id of one new item of a record. For several in one change use `objectIds`. */
export function nextObjectId(patient: Patient): string {
  return objectIds(patient)();
}

/** Object ids that the record does not have yet, one for each call. */
export function objectIds(patient: Patient): () => string {
  const taken = new Set(itemsOf(patient).map(({ id }) => id));
  let next = 36;
  return () => {
    for (;;) {
      const id = `SIM${(next++).toString(36).toUpperCase()}`;
      if (!taken.has(id)) return id;
    }
  };
}

/** Every item of a record that has an object id, those of its relatives' names and addresses included. */
export function itemsOf(patient: Patient): readonly Item[] {
  const { names, addresses, telecoms, provisions, relatives, emergencyContacts } = patient;
  return [
    ...[...names, ...addresses, ...telecoms, ...provisions],
    ...relatives.flatMap((each) => [
      ...[each, ...each.telecoms],
      ...(each.name ? [each.name] : []),
      ...(each.address ? [each.address] : []),
    ]),
    ...emergencyContacts.flatMap((each) => [each, ...each.telecoms]),
  ];
}
