import { behindOf } from './behind-of.ts';
import type { AdaptorFacts } from './doors/adaptor-desk.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Practice, PracticeOptions } from './practice/practice-room.ts';
import { type RecordShelf, recordShelf } from './practice/record-source.ts';
import { startPractice } from './practice/start-practice.ts';

/** Where practices find Spine, PDS and SDS. */
export type PracticeLookups = Pick<PracticeOptions, 'spineUrl' | 'pdsUrl' | 'ldapUrl' | 'fhirUrl'>;

/** The bundled practices that run. */
export interface Practices {
  /** By ODS code. */
  readonly running: ReadonlyMap<string, Practice>;
  /** What each holds of its patients, by ODS code. */
  readonly shelves: ReadonlyMap<string, RecordShelf>;
  /** The ports they listen on, by the names of the configuration. */
  readonly ports: Readonly<Record<string, number>>;
}

/** Starts every practice that the world has the simulator play, those with an adaptor behind it. */
export async function startPractices(
  { loaded, world, certificates, journal, clock, ids, logger }: Ground,
  lookups: PracticeLookups,
  cleanUp: CleanUp,
  adaptors: readonly AdaptorFacts[] = [],
): Promise<Practices> {
  const running = new Map<string, Practice>();
  const shelves = new Map<string, RecordShelf>();
  const ports: Record<string, number> = {};
  for (const [name, { partyKey, played }] of Object.entries(loaded.config.organisations)) {
    if (played !== 'bundled') continue;
    const party = loaded.world.party(partyKey);
    if (!party) throw new Error(`the world lost ${partyKey}`);
    const identity = await certificates.identity(party.fqdn);
    const records = recordShelf();
    const behind = behindOf(party, adaptors);
    const shared = { world, identity, ...lookups, journal, clock, ids, logger };
    const practice = await startPractice({ party, records, ...shared, ...(behind && { behind }) });
    cleanUp.add(() => practice.close());
    running.set(party.odsCode, practice);
    shelves.set(party.odsCode, records);
    // Behind an adaptor it is the adaptor that listens for Spine.
    if (!behind) ports[name] = practice.port;
  }
  return { running, shelves, ports };
}
