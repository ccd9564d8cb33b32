import type { DoctorFinding } from '../doors/doctor.ts';
import type { DoctorRoom, Examination } from './doctor-room.ts';
import { examineCertificates } from './examine-certificates.ts';
import { examineDeliveries } from './examine-deliveries.ts';
import { examineEndpoints } from './examine-endpoints.ts';
import { examineFaults } from './examine-faults.ts';
import { examineHandshakes } from './examine-handshakes.ts';
import { examineJournal } from './examine-journal.ts';
import { examineMailboxes } from './examine-mailboxes.ts';
import { examineMeshTokens } from './examine-mesh-tokens.ts';
import { examineQueues } from './examine-queues.ts';
import { examineReceipts } from './examine-receipts.ts';
import { examineRefusals } from './examine-refusals.ts';
import { examineTime, examineWorld } from './examine-world.ts';

/** In the order in which findings of one severity are told. */
const EXAMINATIONS: Readonly<Record<string, Examination>> = {
  certificates: examineCertificates,
  handshakes: examineHandshakes,
  deliveries: examineDeliveries,
  refusals: examineRefusals,
  'tokens of MESH': examineMeshTokens,
  queues: examineQueues,
  mailboxes: examineMailboxes,
  receipts: examineReceipts,
  endpoints: examineEndpoints,
  world: examineWorld,
  journal: examineJournal,
  time: examineTime,
  faults: examineFaults,
};
const RANK: Readonly<Record<DoctorFinding['severity'], number>> = { bad: 0, warning: 1, note: 2 };

/** What is likely to be wrong with the set-up, worst first. An examination that fails is a finding itself. */
export async function examineAll(
  room: DoctorRoom,
  examinations: Readonly<Record<string, Examination>> = EXAMINATIONS,
): Promise<readonly DoctorFinding[]> {
  const found = await Promise.all(
    Object.entries(examinations).map(async ([name, examine]) => {
      try {
        return await examine(room);
      } catch (error) {
        return [unexamined(name, error)];
      }
    }),
  );
  return found.flat().toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function unexamined(name: string, error: unknown): DoctorFinding {
  return {
    id: 'NOT-EXAMINED',
    severity: 'warning',
    message: `${name} could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Look into the log of the simulator.',
  };
}
