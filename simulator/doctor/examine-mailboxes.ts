import { formatDuration } from '../../src/domain/duration.ts';
import { counted, type Examination } from './doctor-room.ts';

/** So long a message may wait before anybody is told: clients look every few minutes. */
const PATIENCE_MS = 15 * 60_000;
const MOST_MAILBOXES = 20;

/** Messages that lie in mailboxes of MESH and that nobody collects. */
export const examineMailboxes: Examination = ({ mailboxes, world, clock }) => {
  if (!mailboxes) return [];
  const { mesh, nhais } = world();
  // Those of the health authorities are ours to empty.
  const ours = new Set(nhais.map(({ haMailbox }) => haMailbox));
  const now = clock.now().getTime();
  return mailboxes
    .mailboxes()
    .filter(({ id, waiting }) => waiting > 0 && !ours.has(id))
    .slice(0, MOST_MAILBOXES)
    .flatMap(({ id, name, waiting }) => {
      const oldest = mailboxes.inbox(id).find(({ status }) => status === 'accepted');
      const age = oldest ? now - Date.parse(oldest.createdAt) : 0;
      if (!oldest || age < Math.min(PATIENCE_MS, mesh.collectWithinMs / 2)) return [];
      const left = mesh.collectWithinMs - age;
      return [
        {
          id: 'MAILBOX-NOT-COLLECTED',
          severity: left < mesh.collectWithinMs / 2 ? ('warning' as const) : ('note' as const),
          message: `${counted(waiting, 'message')} in mailbox ${id} (${name}), the oldest since ${oldest.createdAt}; it ${left > 0 ? `becomes undeliverable in ${formatDuration(rounded(left))}` : 'is undeliverable now'}`,
          remedy: `Let the system of the mailbox list, download and acknowledge (GET and PUT /messageexchange/${id}/inbox...), or empty it: spinebox mesh empty ${id}.`,
        },
      ];
    });
};

/** To the minute: nobody wants the milliseconds. */
function rounded(milliseconds: number): number {
  return Math.max(60_000, Math.round(milliseconds / 60_000) * 60_000);
}
