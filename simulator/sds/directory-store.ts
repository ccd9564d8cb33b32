import type { Directory } from '../../src/directory/directory.ts';
import type { DirectoryEntry } from '../../src/directory/entry.ts';
import { findEntries } from '../../src/directory/find-entries.ts';
import { lintDirectory } from '../../src/directory/lint-directory.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { readLdif } from '../../src/wire/ldif/read-ldif.ts';
import { writeLdif } from '../../src/wire/ldif/write-ldif.ts';
import type { DirectoryDesk } from '../doors/directory-desk.ts';
import type { WorldStore } from '../world/world-store.ts';
import { changeableName, checkEntry, isBranch } from './check-entry.ts';
import { LdifError } from './directory-errors.ts';
import { directoryLayers } from './directory-layers.ts';
import { lintContracts } from './lint-contracts.ts';

/** What a live edit came to, before it counts. */
export interface DirectoryEdit {
  readonly kind: 'put' | 'remove' | 'import';
  readonly names: readonly string[];
}

export interface DirectoryStoreOptions {
  readonly world: WorldStore;
  readonly clock: Clock;
  /** Awaited before an edit counts, for example to put it on record. */
  readonly before?: (edit: DirectoryEdit) => Promise<void>;
}

/**
 * The one data set behind the faces of SDS: what follows from the world, then its LDIF files, then live edits;
 * later ones replace by name. A change of the world counts from the next look. Edits reject with
 * DirectoryEntryError, LDIF with LdifError too.
 */
export interface DirectoryStore extends DirectoryDesk {
  current(): Directory;
  /** `source` names the file in what is told of it. */
  importLdif(text: string, source?: string): Promise<number>;
  /** Forgets the live edits. */
  reset(): void;
  /** Calls the listener after every change. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Lets go of the world. */
  close(): void;
}

/** Opens the directory of a world. Its LDIF files have been read with the world. */
export async function openDirectoryStore(options: DirectoryStoreOptions): Promise<DirectoryStore> {
  const { world, clock, before = async () => {} } = options;
  const listeners = new Set<() => void>();
  const layers = directoryLayers();
  const edits = new Map<string, DirectoryEntry | undefined>();
  let directory: Directory | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const changed = () => {
    directory = undefined;
    for (const listener of listeners) listener();
  };
  const unsubscribe = world.subscribe(changed);

  const current = () => {
    directory ??= openDirectory(layers.entries(world.current(), edits), {
      now: () => clock.now(),
    });
    return directory;
  };
  /** Edits come one after the other, each on record before it counts. */
  const edit = <T>(make: () => Promise<T>): Promise<T> => {
    const turn = queue.then(make);
    queue = turn.catch(() => {});
    return turn;
  };
  const putNow = async (kind: DirectoryEdit['kind'], entries: readonly DirectoryEntry[]) => {
    const named = entries.map((entry) => {
      checkEntry(entry);
      return [changeableName(entry.dn), entry] as const;
    });
    await before({ kind, names: entries.map(({ dn }) => dn) });
    for (const [name, entry] of named) edits.set(name, entry);
    changed();
  };

  /** The branches, which every export begins with, are there already. */
  const takeIn = async (entries: readonly DirectoryEntry[]) => {
    const below = entries.filter(({ dn }) => !isBranch(dn));
    if (below.length > 0) await putNow('import', below);
    return below.length;
  };

  return {
    current,
    put: (entry) => edit(() => putNow('put', [entry])),
    remove: (dn) =>
      edit(async () => {
        const name = changeableName(dn);
        if (!current().entry(dn)) return false;
        await before({ kind: 'remove', names: [dn] });
        edits.set(name, undefined);
        changed();
        return true;
      }),
    putAll: (entries) => edit(() => takeIn(entries)),
    importLdif: (text, source = 'LDIF') =>
      edit(async () => {
        const { records, problems } = readLdif(text);
        if (problems.length > 0) throw new LdifError(source, problems);
        return takeIn(records.map(({ dn, attributes }) => ({ dn, attributes })));
      }),
    exportLdif: () => writeLdif(current().entries),
    find: (question) => findEntries(current(), question),
    lint: () => [
      ...lintDirectory(current().entries, world.current().spine.odsCode),
      ...lintContracts(current(), world.current()),
    ],
    reset() {
      edits.clear();
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: unsubscribe,
  };
}
