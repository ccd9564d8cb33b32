import type { Entry } from '../../src/journal/entry.ts';
import type { DoctorFinding } from '../doors/doctor.ts';
import type { Party } from '../world/world.ts';
import { counted, type DoctorRoom, type Examination } from './doctor-room.ts';

/** So many messages without any acknowledgement are no accident. */
const SILENT_AFTER = 3;

/** Parties that messages do not reach, with what waits for them, and those that never acknowledge. */
export const examineDeliveries: Examination = async (room) => {
  const byParty = Map.groupBy(
    // What was made to fail on purpose is told as a fault, not as a failure.
    room.evidence.deliveries().filter((entry) => !onPurpose(entry)),
    ({ toParty }) => toParty ?? '',
  );
  const waiting = new Map(
    (await room.journal.openByParty()).map(({ toParty = '', open }) => [toParty, open]),
  );
  return [...byParty].flatMap(([partyKey, attempts]) => {
    const party = room.world().party(partyKey);
    return [
      failing(partyKey, party, attempts, waiting.get(partyKey) ?? 0),
      silent(room, partyKey, party, attempts),
    ].flatMap((finding) => finding ?? []);
  });
};

function onPurpose({ trace = [] }: Entry): boolean {
  return trace.some(({ stage }) => stage === 'disturb');
}

function failing(
  partyKey: string,
  party: Party | undefined,
  attempts: readonly Entry[],
  waiting: number,
): DoctorFinding | undefined {
  const last = attempts.at(-1);
  const outcome = String(last?.facts?.outcome ?? '');
  if (!last || (outcome !== 'unreachable' && outcome !== 'refused' && outcome !== 'rejected'))
    return undefined;
  const good = attempts.findLastIndex(({ facts }) => isGood(facts?.outcome));
  const failed = attempts.length - 1 - good;
  const to = party ? `${party.odsCode} at ${party.endpoint}` : partyKey;
  const open = waiting > 0 ? `; ${counted(waiting, 'message')} for it not settled` : '';
  return {
    id: outcome === 'unreachable' ? 'DELIVERY-UNREACHABLE' : 'DELIVERY-REFUSED',
    severity: 'bad',
    message: `the last ${failed > 1 ? `${failed} attempts` : 'attempt'} to deliver to ${to} failed: ${last.facts?.why ?? outcome}${open}`,
    remedy: remedyFor(outcome, String(last.facts?.why ?? ''), party),
    sequence: last.sequence,
  };
}

function isGood(outcome: unknown): boolean {
  return outcome === 'acknowledged' || outcome === 'accepted';
}

function remedyFor(outcome: string, why: string, party: Party | undefined): string {
  if (outcome !== 'unreachable')
    return 'Open the delivery: what the system answered is on record. It must answer with an Acknowledgment, or an empty 202 where that comes later.';
  if (/refused our certificate|certificate|issuer|TLS|cipher|usage|self-signed/i.test(why))
    return `Let the system show a certificate for ${party?.fqdn ?? 'its registered name'} with the whole chain, and trust trust.pem of this simulator.`;
  if (/timeout/i.test(why))
    return 'See what keeps the system from answering in time (policies.deliveryTimeout).';
  return 'Start the system, or set its endpoint right on the World page (organisations.NAME.endpoint).';
}

/** Messages that the contract wants acknowledged are taken with an empty answer, and nothing follows. */
function silent(
  { evidence, world }: DoctorRoom,
  partyKey: string,
  party: Party | undefined,
  attempts: readonly Entry[],
): DoctorFinding | undefined {
  if (!party || evidence.acknowledges(partyKey)) return undefined;
  const owed = attempts.filter(({ facts = {}, interaction }) => {
    const contract = world()
      .contracts.filter((each) => each.partyKey === partyKey)
      .find(({ action }) => action === interaction);
    return facts.outcome === 'accepted' && contract?.reliability.ackRequested === 'always';
  });
  const last = owed.at(-1);
  const acknowledged = attempts.some(({ facts }) => facts?.outcome === 'acknowledged');
  if (!last || owed.length < SILENT_AFTER || acknowledged) return undefined;
  return {
    id: 'NEVER-ACKNOWLEDGES',
    severity: 'warning',
    message: `${party.odsCode} took ${counted(owed.length, 'message')} with an empty answer and has sent no Acknowledgment`,
    remedy:
      'Let it answer with an ebXML Acknowledgment, in the HTTP response where the contract says MSHSignalsOnly, in a message of its own where it says None.',
    sequence: last.sequence,
  };
}
