import type { Entry } from '../../src/journal/entry.ts';
import { outcomeOf } from '../../src/journal/outcome-of.ts';
import { counted, type Examination } from './doctor-room.ts';

/** So often the same thing is no accident. */
const OFTEN = 3;
const MOST = 10;

/** Who is refused again and again for the same thing. */
export const examineRefusals: Examination = ({ evidence }) => {
  // Tokens of MESH have an examination of their own, which knows more.
  const refusals = evidence
    .refusals()
    .filter(({ service, facts }) => service !== 'mesh' || facts?.refusal === undefined);
  const alike = Map.groupBy(refusals, (entry) =>
    JSON.stringify([entry.service, callerOf(entry), outcomeOf(entry).code]),
  );
  return [...alike.values()]
    .filter((entries) => entries.length >= OFTEN)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST)
    .flatMap((entries) => {
      const last = entries.at(-1);
      if (!last) return [];
      return {
        id: 'REFUSED-AGAIN',
        severity: 'warning' as const,
        message: `${last.service} refused ${callerOf(last)} ${counted(entries.length, 'time')} in ten minutes for the same: ${outcomeOf(last).code}`,
        remedy: `Open the newest one, or run: spinebox explain ${last.sequence}. It says what to change.`,
        sequence: last.sequence,
      };
    });
};

function callerOf({ fromParty, facts, peer }: Entry): string {
  const caller = facts?.caller;
  return (
    fromParty ??
    (typeof caller === 'string' ? caller : undefined) ??
    peer?.fqdn ??
    peer?.address ??
    'somebody'
  );
}
