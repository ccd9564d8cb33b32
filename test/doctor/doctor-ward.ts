import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DoctorRoom } from '../../simulator/doctor/doctor-room.ts';
import { openEvidence } from '../../simulator/doctor/evidence.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import type { ListedCertificate } from '../../src/pki/listed-certificate.ts';
import { virtualClock } from '../../src/platform/clock.ts';

/** The default world without what goes wrong in it on purpose. */
export const healthyWorld = () => ({ ...defaultWorld(), faults: [] });

/** A healthy simulator to be examined, over a real journal; what is to be wrong is laid over it. */
export async function ward(over: Partial<DoctorRoom> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-doctor-'));
  const journal = await openJournal({ directory, sync: false });
  const clock = virtualClock();
  const evidence = await openEvidence(journal, clock);
  const room: DoctorRoom = {
    world: healthyWorld,
    ...{ journal, evidence, clock },
    machine: clock,
    certificates: async () => [],
    worldProblems: () => [],
    directoryRemarks: () => [],
    situations: async () => [],
    listens: async () => true,
    ...over,
  };
  const at = () => clock.now().toISOString();
  return {
    ...{ room, journal, clock, evidence },
    record: (entry: Partial<NewEntry> & Pick<NewEntry, 'kind'>) =>
      journal.append({ at: at(), service: 'spine', summary: 'something', ...entry }),
    async [Symbol.asyncDispose]() {
      evidence.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const DAY = 86_400_000;

/** A certificate of an authority of ours that ends in so many days of the ward's clock. */
export function certificate(
  days: number,
  over: Partial<ListedCertificate> = {},
): ListedCertificate {
  const now = virtualClock().now().getTime();
  return {
    kind: 'identity',
    fqdn: 'riverside.example',
    profile: 'endpoint',
    serial: '01',
    notBefore: new Date(now - 300 * DAY),
    notAfter: new Date(now + days * DAY),
    state: days < 0 ? 'expired' : 'valid',
    key: 'p-256',
    issuer: 'Issuing',
    path: 'identities/endpoint/riverside.example',
    ...over,
  };
}

export const authority = certificate(3000, {
  kind: 'authority',
  fqdn: 'Issuing',
  profile: 'issuing',
  issuer: 'Root',
});
export const root = certificate(3000, {
  kind: 'authority',
  fqdn: 'Root',
  profile: 'root',
  issuer: 'Root',
});
