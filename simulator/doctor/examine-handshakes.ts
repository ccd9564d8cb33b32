import type { Entry } from '../../src/journal/entry.ts';
import { counted, type Examination } from './doctor-room.ts';
import { handshakeRemedy } from './handshake-remedy.ts';

const MOST_PEERS = 10;

/** Who came to a door in the last minutes and did not get in, and why. */
export const examineHandshakes: Examination = ({ evidence }) => {
  const groups = new Map<string, Entry[]>();
  for (const entry of evidence.handshakes()) {
    const key = JSON.stringify([entry.service, peerOf(entry), entry.facts?.cause ?? '']);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()]
    .toSorted((a, b) => (b.at(-1)?.sequence ?? 0) - (a.at(-1)?.sequence ?? 0))
    .slice(0, MOST_PEERS)
    .flatMap((entries) => {
      const last = entries.at(-1);
      if (!last) return [];
      const since = evidence.lastTaken(peerOf(last));
      const through =
        last.peer?.fqdn !== undefined && since !== undefined && since >= Date.parse(last.at);
      const why = last.summary.replace(/^handshake refused: /, '');
      const times = entries.length > 1 ? `, ${counted(entries.length, 'time')} in ten minutes` : '';
      return {
        id: 'PEER-REFUSED',
        severity: through ? ('note' as const) : ('bad' as const),
        message: `${last.service} did not let ${peerOf(last)} in: ${why}${times}${through ? '; it has got in since' : ''}`,
        remedy: through ? 'Nothing, if that was on purpose.' : handshakeRemedy(last.facts?.cause),
        sequence: last.sequence,
      };
    });
};

function peerOf({ peer }: Entry): string {
  return peer?.fqdn ?? peer?.address ?? 'somebody';
}
