import { createHash } from 'node:crypto';
import { everRegistered } from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import type { PracticeRoom } from '../practice-room.ts';
import type { PatientRecord } from '../record-source.ts';
import type { Transfer } from '../transfer-book.ts';

/**
 * A record for a patient whom nobody ordered one for, where PDS has, or had, the patient registered here: so
 * a real system can ask for any patient. The same number always gives the same record.
 */
export function recordByPds(
  { party, world }: PracticeRoom,
  { person }: Pick<Transfer, 'person'>,
): PatientRecord | undefined {
  const records = world.current().practiceSettings(party.partyKey)?.records;
  if (records !== 'invent' || !person || !everRegistered(person, party.odsCode)) return undefined;
  const seed = createHash('sha256').update(person.nhsNumber).digest().readUInt32BE();
  return { kind: 'synthetic', options: { seed } };
}
