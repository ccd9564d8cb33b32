import { dayOf, isDay } from '../../src/organisations/calendar-day.ts';
import type { Organisation } from '../../src/organisations/organisation.ts';
import {
  type OrganisationIndex,
  organisationIndex,
} from '../../src/organisations/organisation-index.ts';
import { readOrganisations } from '../../src/organisations/read-organisations.ts';
import { BoundedMap } from '../../src/platform/bounded-map.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { OrganisationDesk } from '../doors/organisation-desk.ts';
import type { DirectoryFile } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';
import { OrganisationError, OrganisationsError } from './ods-errors.ts';
import { worldOrganisations } from './world-organisations.ts';

/** What a live edit comes to, before it counts. */
export interface OrganisationEdit {
  readonly kind: 'put' | 'remove' | 'import';
  readonly odsCodes: readonly string[];
}

/** A record that there is no more. */
export interface Deletion {
  readonly odsCode: string;
  /** `yyyy-mm-dd` */
  readonly on: string;
}

export interface OrganisationStoreOptions {
  readonly world: WorldStore;
  readonly clock: Clock;
  /** Awaited before an edit counts, for example to put it on record. */
  readonly before?: (edit: OrganisationEdit) => Promise<void>;
}

/**
 * The one data set behind the faces of ODS: what follows from the world, then its files, then live edits; later ones
 * replace by code. A change of the world counts from the next look.
 */
export interface OrganisationStore extends OrganisationDesk {
  current(): OrganisationIndex;
  /** The latest last. */
  deletions(): readonly Deletion[];
  /** Forgets the live edits. */
  reset(): void;
  /** Lets go of the world. */
  close(): void;
}

const MOST_DELETIONS = 10_000;
const MOST_CODES = 1_000_000;

export function openOrganisationStore(options: OrganisationStoreOptions): OrganisationStore {
  const { world, clock, before = async () => {} } = options;
  const edits = new Map<string, Organisation | undefined>();
  const deleted = new BoundedMap<string, string>(MOST_DELETIONS);
  const said = new BoundedMap<string, { readonly says: string; readonly on: string }>(MOST_CODES);
  const files = fileReader();
  let index: OrganisationIndex | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const today = () => dayOf(clock.now());
  const changed = () => {
    index = undefined;
  };
  const unsubscribe = world.subscribe(changed);

  /** The day on which the world first said this of an organisation. */
  const changedOn = (odsCode: string, says: string): string => {
    const known = said.get(odsCode);
    if (known?.says === says) return known.on;
    const on = today();
    said.set(odsCode, { says, on });
    return on;
  };
  const ofWorld = () => worldOrganisations(world.current(), changedOn);
  const current = () => {
    if (index) return index;
    const all = new Map<string, Organisation>();
    for (const each of ofWorld()) all.set(each.odsCode, each);
    for (const file of world.current().organisationFiles)
      for (const each of files(file, world.current().ods.opened)) all.set(each.odsCode, each);
    for (const [code, each] of edits) {
      if (each) all.set(code, each);
      else all.delete(code);
    }
    index = organisationIndex(all.values());
    return index;
  };
  // What the world says at the start it says from the start.
  current();

  /** Edits come one after the other, each on record before it counts. */
  const edit = <T>(make: () => Promise<T>): Promise<T> => {
    const turn = queue.then(make);
    queue = turn.catch(() => {});
    return turn;
  };
  const take = async (kind: OrganisationEdit['kind'], taken: readonly Organisation[]) => {
    for (const each of taken) check(each);
    if (taken.length === 0) return;
    await before({ kind, odsCodes: taken.map(({ odsCode }) => odsCode) });
    for (const each of taken) {
      edits.set(each.odsCode, each);
      deleted.delete(each.odsCode);
    }
    changed();
  };

  return {
    current,
    all: () => current().all,
    find: (odsCode) => current().find(odsCode.toUpperCase()),
    importText: (text) =>
      edit(async () => {
        const read = readOrganisations(text, today());
        if (!read.ok) throw new OrganisationsError(read.problems);
        await take('import', read.organisations);
        return read.organisations.length;
      }),
    put: (organisation) => edit(() => take('put', [organisation])),
    remove: (odsCode) =>
      edit(async () => {
        const code = odsCode.toUpperCase();
        if (!current().find(code)) return false;
        const standing = ofWorld().some((each) => each.odsCode === code);
        // What stands in the world itself can be put otherwise, but not away.
        if (standing && !edits.has(code)) return false;
        await before({ kind: 'remove', odsCodes: [code] });
        if (standing) edits.delete(code);
        else {
          edits.set(code, undefined);
          deleted.delete(code);
          deleted.set(code, today());
        }
        changed();
        return true;
      }),
    deletions: () => [...deleted].map(([odsCode, on]) => ({ odsCode, on })),
    reset() {
      edits.clear();
      deleted.clear();
      changed();
    },
    close: unsubscribe,
  };
}

/** Files as they were read last: a world that changes in other respects does not read them again. */
function fileReader() {
  const read = new Map<string, { readonly text: string; readonly all: readonly Organisation[] }>();
  return ({ file, text }: DirectoryFile, opened: string): readonly Organisation[] => {
    const known = read.get(file);
    if (known?.text === text) return known.all;
    const reading = readOrganisations(text, opened);
    // A world does not stand with files that cannot be read.
    if (!reading.ok) throw new OrganisationsError(reading.problems);
    read.set(file, { text, all: reading.organisations });
    return reading.organisations;
  };
}

function check({ odsCode, name, roles, lastChangeDate }: Organisation): void {
  if (!/^[A-Z0-9]{1,10}$/.test(odsCode))
    throw new OrganisationError(odsCode, 'is no code of an organisation');
  if (name === '') throw new OrganisationError(odsCode, 'has no name');
  if (!isDay(lastChangeDate)) throw new OrganisationError(odsCode, 'has no day of change');
  const primary = roles.filter((role) => role.primary).length;
  if (primary !== 1) throw new OrganisationError(odsCode, `has ${primary} primary roles`);
}
