import { processCertificates } from '../../features/support/process-certificates.ts';
import type { TransferOrder } from '../../simulator/doors/control-parts.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { currentProvision, type Patient } from '../../src/demographics/patient.ts';
import { SPECIAL_FAULTS } from '../../src/demographics/special/special-faults.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { silentLogger } from '../../src/platform/logger.ts';

export const A = 'Z99001';
export const B = 'Z99002';
/** Patient 14: still with A. */
export const MOVER = '9991001158';
/** Patient 15: with A, then B, with A again. */
export const RETURNED = '9991001166';

/** A whole simulator: Spine, PDS, SDS over LDAPS and FHIR, and two practices that ask them. */
export async function start(
  lookups: WorldPatch = {},
  more: WorldPatch = {},
  ldap: WorldPatch = {},
): Promise<Simulator> {
  const { directory } = await processCertificates();
  const practice = { port: 0, lookups, ...more };
  const overrides = {
    ...FREE_SERVICE_PORTS,
    sds: { ldap: { port: 0, tlsPort: 0, ...ldap } },
    organisations: { riverside: practice, hillside: practice },
  };
  return startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    keyType: 'p-256',
    logger: silentLogger,
    control: false,
    durable: false,
  });
}

export function ended({ journal }: Simulator, matches: (entry: Entry) => boolean): Promise<Entry> {
  const isEnd = (entry: Entry) =>
    entry.kind === 'transfer' && entry.facts?.state === 'ended' && matches(entry);
  return waitForEntry(journal, { what: 'the end', matches: isEnd }, { timeoutMs: 15_000 });
}

/** Plays a transfer to its end at the requester, and at the sender where one was reached. */
export async function play(simulator: Simulator, order: Partial<TransferOrder> = {}) {
  const { journal, parts } = simulator;
  const { conversationId } = await parts.startTransfer({
    to: B,
    patient: MOVER,
    attachments: 0,
    ...order,
  });
  const end = (role: string) =>
    ended(
      simulator,
      (entry) => entry.conversationId === conversationId && entry.facts?.role === role,
    );
  const { facts } = await end('requester');
  const asked = await journal.count({ conversationId, service: 'spine', kind: 'received' });
  const sender = asked > 0 ? (await end('sender')).facts : undefined;
  const said = ({ outcome, code }: NonNullable<Entry['facts']>) =>
    `${outcome}${code === null ? '' : ` ${code}`}`;
  return {
    conversationId,
    requester: said(facts ?? {}),
    sender: sender && said(sender),
  };
}

export function practiceOf({ services }: Simulator, patient: string): string | undefined {
  const found = services.register.follow(patient);
  return found && currentProvision(found)?.ods;
}

export function requestsIn({ journal }: Simulator): Promise<number> {
  return journal.count({ service: 'spine', kind: 'received', interaction: 'RCMR_IN010000UK05' });
}

/** With nothing special about it that would stand in the way of a transfer. */
export function isOrdinary({
  nhsNumber,
  status,
  sensitivity,
  deceased,
  removal,
}: Patient): boolean {
  const misbehaves = Object.values(SPECIAL_FAULTS).some(({ when }) =>
    (when.nhsNumber as readonly string[]).includes(nhsNumber),
  );
  return status === 'active' && sensitivity === 'none' && !deceased && !removal && !misbehaves;
}

/** The registration stays as PDS has it. */
export const AS_REGISTERED = { asRegistered: true };
