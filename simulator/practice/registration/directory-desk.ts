import type { Contract } from '../../../src/domain/contract.ts';
import { APPLICATION_ACKNOWLEDGEMENT, GP2GP_SERVICE } from '../../../src/domain/interaction.ts';
import type { PracticeRoom } from '../practice-room.ts';
import type { Peer } from '../transfer-book.ts';
import { findInWorld } from './find-in-world.ts';
import type { Patience } from './patience.ts';
import { directoryOf } from './practice-lookups.ts';
import type { SdsClient } from './sds-client.ts';
import type { SystemOutcome, SystemQuery } from './system-finder.ts';

/** Who asks, and what was found for it so far: an answer holds as long as the transfer lasts. */
export interface DirectoryAsker {
  readonly conversationId: string;
  /** By interaction. */
  readonly contracts: Map<string, Contract>;
  peer: Peer | undefined;
  /** Who wrote, as the message itself says; for answers. */
  readonly known: SystemQuery['known'];
}

/** What a practice knows of other practices' systems and contracts: what its directory says, nothing else. */
export interface DirectoryDesk {
  /**
   * Asks once more, and once again, where the directory itself fails. `undefined` when the practice was reset or
   * closed in the meantime.
   */
  find(asker: DirectoryAsker, odsCode: string, action: string): Promise<SystemOutcome | undefined>;
  /**
   * The contract alone; `undefined` where there is none to be had. A directory that fails is asked again a few
   * times: what is to be sent must not be lost for it.
   */
  contractOf(asker: DirectoryAsker, odsCode: string, action: string): Promise<Contract | undefined>;
}

/** An asker for a single question. */
export function asker(conversationId: string, known?: SystemQuery['known']): DirectoryAsker {
  return { conversationId, contracts: new Map(), peer: undefined, known };
}

/** How long is waited before a directory that failed is asked again, ms. */
const AGAIN_AFTER_MS = [200, 1_000, 5_000, 30_000];

export function directoryDesk(
  room: PracticeRoom,
  sds: Pick<SdsClient, 'find'>,
  patience: Patience,
): DirectoryDesk {
  const { world } = room;

  const ask = async (
    { conversationId, known }: DirectoryAsker,
    odsCode: string,
    action: string,
  ): Promise<SystemOutcome | undefined> => {
    // Only an answer goes to whoever wrote: what is sent of one's own accord goes by the directory alone.
    const answers = action === APPLICATION_ACKNOWLEDGEMENT && known;
    const query = { odsCode, service: GP2GP_SERVICE, action, ...(answers && { known }) };
    // What needs no directory leaves no note of having asked one.
    if (directoryOf(room) === 'world') return findInWorld(world).find(query);
    const outcome = await sds.find(query, conversationId);
    // An answer is owed also where the directory does not help: then what is known by other means must do.
    if (!answers || outcome?.kind !== 'not-found') return outcome;
    const otherwise = await findInWorld(world).find(query);
    return otherwise.kind === 'found' ? otherwise : outcome;
  };

  const findOnce: DirectoryDesk['find'] = async (who, odsCode, action) => {
    const { contracts, peer } = who;
    const known = contracts.get(action);
    if (known && peer?.odsCode === odsCode) {
      return { kind: 'found', system: { ...peer, contract: known } };
    }
    const outcome = await ask(who, odsCode, action);
    if (outcome?.kind === 'found') {
      const { asid, partyKey, contract } = outcome.system;
      // The system that was found first is the one that is talked to.
      who.peer ??= { odsCode, asid, partyKey };
      contracts.set(action, contract);
    }
    return outcome;
  };

  const persistently = async (
    delays: readonly number[],
    ...asked: Parameters<DirectoryDesk['find']>
  ): Promise<SystemOutcome | undefined> => {
    let outcome = await findOnce(...asked);
    for (const ms of delays) {
      if (outcome?.kind !== 'not-found' || outcome.why !== 'failed') break;
      const waited = await patience.wait(new Promise<never>(() => undefined), ms);
      if (waited.kind === 'ended') return undefined;
      outcome = await findOnce(...asked);
    }
    return outcome;
  };

  return {
    find: (...asked) => persistently(AGAIN_AFTER_MS.slice(0, 2), ...asked),
    async contractOf(...asked) {
      const outcome = await persistently(AGAIN_AFTER_MS, ...asked);
      return outcome?.kind === 'found' ? outcome.system.contract : undefined;
    },
  };
}
