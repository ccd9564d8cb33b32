import assert from 'node:assert/strict';
import type { NhaisService } from '../../simulator/doors/neighbours.ts';
import { type Authorities, openAuthorities } from '../../simulator/nhais/authorities.ts';
import { patientRegistrations } from '../../simulator/patient-registrations.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import type { PatientRegister } from '../../src/demographics/register/register.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import type { NhaisInterchange, RegistrationMessage } from '../../src/nhais/interchange.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { temporaryDirectory } from '../journal/specimen-entries.ts';
import { until } from '../until.ts';
import { type MemoryMailboxes, memoryMailboxes } from './memory-mailboxes.ts';

export const PRACTICE = 'Z99001GP1';
export const AUTHORITY = 'SO01HA1';
export const KENT = 'KC01HA1';

const HASTE = { receiptDelay: 'PT0S', replies: { delay: 'PT0S' } };

/** Health authorities over mailboxes in memory, with a journal of their own; they answer at once unless told. */
export interface NhaisStand extends AsyncDisposable {
  readonly mailboxes: MemoryMailboxes;
  readonly journal: Journal;
  readonly register: PatientRegister;
  readonly world: WorldStore;
  readonly service: NhaisService;
  /** Lays a file into a mailbox of an authority, as MESH does. Gives the id of the message. */
  bring(
    file: string | Uint8Array,
    draft?: { from?: string; to?: string; workflowId?: string },
  ): Promise<string>;
  /** The first entry of the authorities that fits, now or later. */
  entry(what: string, fits: (entry: Entry) => boolean): Promise<Entry>;
  /** Resolves when nothing waits to be receipted or answered; what is awaited of the practice may wait. */
  quiet(): Promise<void>;
  /** What lies in a mailbox of a practice, as files that were read, oldest first. */
  files(mailbox?: string): Promise<readonly NhaisInterchange[]>;
  text(index: number, mailbox?: string): Promise<string>;
  /** Stops the authorities, and starts others over the same journal and mailboxes. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function nhaisStand({
  link = {},
  world: patch = {},
  clock = systemClock(),
}: {
  /** Settings of the link `riverside`. */
  readonly link?: WorldPatch;
  readonly world?: WorldPatch;
  readonly clock?: Clock;
} = {}): Promise<NhaisStand> {
  const directory = await temporaryDirectory();
  const journal = await openJournal({ directory: directory.path, sync: false });
  const links = { riverside: mergePatch(HASTE, { ...link, tradingPartner: 'ABC1' }) };
  const others = { hillside: HASTE, sut: HASTE, 'sut-kent': HASTE };
  const overrides = mergePatch({ nhais: { links: { ...others, ...links } } }, patch);
  const loaded = await loadWorld({ overrides: overrides as WorldPatch, environment: {} });
  const world = worldStore(loaded.world);
  const mailboxes = memoryMailboxes(Object.keys(loaded.config.mesh.mailboxes));
  const register = memoryRegister({ now: clock.now });
  const open = () =>
    openAuthorities({
      ...{ world, journal, mailboxes, clock, ids: systemIds(), logger: silentLogger },
      ...{ faults: faultBook(() => world.current().faults), random: seededRandom(1) },
      registrations: patientRegistrations(register, clock, () => false, 'NHAIS'),
    });
  let service: Authorities = await open();
  await service.resume();
  const files = async (mailbox: string) => {
    const texts: string[] = [];
    for (const { id } of mailboxes.inbox(mailbox)) {
      const pieces: Buffer[] = [];
      for await (const piece of mailboxes.content(id) ?? []) pieces.push(Buffer.from(piece));
      texts.push(Buffer.concat(pieces).toString('latin1'));
    }
    return texts;
  };
  return {
    ...{ mailboxes, journal, register, world },
    get service() {
      return service;
    },
    bring: (file, { from = PRACTICE, to = AUTHORITY, workflowId = 'NHAIS_REG' } = {}) =>
      mailboxes.send({ from, to, workflowId, body: Buffer.from(file as string, 'latin1') }),
    entry: (what, matches) =>
      waitForEntry(
        journal,
        { what, matches: (each) => each.service.startsWith('nhais') && matches(each) },
        { timeoutMs: 20_000 },
      ),
    async quiet() {
      await until(async () => {
        const open = await journal.openWork();
        const left = open.filter(({ opens }) => !/^nhais-(?:open|fp69):/.test(opens ?? ''));
        const untaken = mailboxes
          .inbox(AUTHORITY)
          .some(
            ({ status, workflowId }) => status === 'accepted' && workflowId.startsWith('NHAIS'),
          );
        return left.length === 0 && !untaken;
      });
      // What follows the last record is in memory alone, and done at once.
      for (let at = 0; at < 5; at++) await new Promise((resolve) => setImmediate(resolve));
    },
    files: async (mailbox = PRACTICE) =>
      (await files(mailbox)).map((text) => {
        const reading = readInterchange(Buffer.from(text, 'latin1'));
        assert.ok(reading.ok, text);
        return reading.value;
      }),
    text: async (index, mailbox = PRACTICE) => (await files(mailbox))[index] ?? '',
    async restart() {
      await service.stop();
      service = await open();
      await service.resume();
    },
    stop: () => service.stop(),
    async [Symbol.asyncDispose]() {
      await service.stop();
      await journal.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** The only registration message of an interchange. */
export function answerOf(interchange: NhaisInterchange | undefined): RegistrationMessage {
  const message = interchange?.messages[0];
  assert.equal(message?.kind, 'registration');
  return message as RegistrationMessage;
}
