import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Practice, PracticeOptions } from '../../simulator/practice/practice-room.ts';
import { type RecordShelf, recordShelf } from '../../simulator/practice/record-source.ts';
import { startPractice } from '../../simulator/practice/start-practice.ts';
import { buildWorld } from '../../simulator/world/build-world.ts';
import { DEFAULT_CONFIG } from '../../simulator/world/default-world.ts';
import type { Party } from '../../simulator/world/world.ts';
import { type WorldPatch, worldConfig } from '../../simulator/world/world-config.ts';
import { type WorldStore, worldStore } from '../../simulator/world/world-store.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { type CertificateStore, openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock, type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { type LoopbackSpine, startLoopbackSpine } from './loopback-spine.ts';

export const REQUESTER = 'Z99001';
export const SENDER = 'Z99002';
export const PATIENT = '9990000018';

/** Two practices with the relay between them, over one journal and a clock that stands still. */
export interface Stage extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly world: WorldStore;
  readonly spine: LoopbackSpine;
  requester: Practice;
  sender: Practice;
  readonly records: RecordShelf;
  readonly certificates: CertificateStore;
  /** Closes a practice and starts it again from what is on record. */
  restart(odsCode: string): Promise<void>;
  party(odsCode: string): Party;
  /** The next entry, or one on record already, for which the condition holds. */
  entry(condition: (entry: Entry) => boolean): Promise<Entry>;
  /** Resolves with the step that ends a practice's side of a conversation. */
  ended(odsCode: string, conversationId: string): Promise<Entry>;
}

/**
 * @param options of both practices, or how they follow from the relay
 * @param differences of both organisations from the usual configuration
 */
export async function openStage(
  options: Partial<PracticeOptions> | ((spine: LoopbackSpine) => Partial<PracticeOptions>) = {},
  differences: WorldPatch = {},
): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-practice-'));
  const journal = await openJournal({ directory: join(directory, 'journal'), sync: false });
  const certificates = await openCertificateStore({
    directory: join(directory, 'certificates'),
    clock: systemClock(),
    keyType: 'p-256',
  });
  const world = worldStore(
    buildWorld(worldConfig.parse({ ...DEFAULT_CONFIG, organisations: organisations(differences) })),
  );
  const { fqdn } = world.current().spine;
  const spine = await startLoopbackSpine(await certificates.identity(fqdn));
  const clock = virtualClock();
  const records = recordShelf([[PATIENT, { kind: 'synthetic', options: { seed: 1 } }]]);
  const party = (odsCode: string): Party => {
    const found = world.current().partyByOds(odsCode);
    if (!found) throw new Error(`no party ${odsCode}`);
    return found;
  };
  const start = async (odsCode: string): Promise<Practice> => {
    const own = party(odsCode);
    const practice = await startPractice({
      party: own,
      world,
      identity: await certificates.identity(own.fqdn),
      spineUrl: () => spine.url,
      journal,
      clock,
      ids: systemIds(),
      records,
      logger: silentLogger,
      ...(typeof options === 'function' ? options(spine) : options),
    });
    spine.ports.set(own.partyKey, practice.port);
    return practice;
  };
  const [requester, sender] = await Promise.all([start(REQUESTER), start(SENDER)]);

  const entry = (condition: (entry: Entry) => boolean): Promise<Entry> =>
    new Promise((resolve, reject) => {
      const end = journal.subscribe((each) => {
        if (!condition(each)) return;
        end();
        resolve(each);
      });
      journal.find({}).then((found) => {
        const known = found.find(condition);
        if (!known) return;
        end();
        resolve(known);
      }, reject);
    });

  const stage: Stage = {
    clock,
    journal,
    world,
    spine,
    requester,
    sender,
    records,
    certificates,
    async restart(odsCode) {
      const which = odsCode === REQUESTER ? 'requester' : 'sender';
      await stage[which].close();
      stage[which] = await start(odsCode);
    },
    party,
    entry,
    ended: (odsCode, conversationId) =>
      entry(
        (each) =>
          each.kind === 'transfer' &&
          each.service === `practice:${odsCode}` &&
          each.conversationId === conversationId &&
          each.facts?.state === 'ended',
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all([stage.requester.close(), stage.sender.close()]);
      await spine[Symbol.asyncDispose]();
      await journal.close();
      await rm(directory, { recursive: true });
    },
  };
  return stage;
}

function organisations(differences: WorldPatch) {
  const practice = (ods: string, digit: number) => ({
    ods,
    name: `Practice ${ods}`,
    partyKey: `${ods}-90000${digit}`,
    asid: `99900000000${digit}`,
    fqdn: `${ods.toLowerCase()}.spinebox.test`,
    played: 'bundled',
    port: 0,
    ...differences,
  });
  return { one: practice(REQUESTER, 1), two: practice(SENDER, 2) };
}
