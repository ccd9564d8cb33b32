import type { DirectoryEntry } from './entry.ts';
import { type EntryView, viewOf } from './entry-view.ts';
import { attributeType } from './schema/schema.ts';

/** Something in a directory that a client may stumble over. Nothing is refused for it (sds-ods 4). */
export interface DirectoryRemark {
  /** Stable, for scripts: `system-without-organisation`. */
  readonly rule: string;
  /** The entry, or the branch where one is missing. */
  readonly dn: string;
  readonly text: string;
}

const GP2GP = 'urn:nhs:names:services:gp2gp:';
const SERVICES = 'ou=Services,o=nhs';
const INTERMEDIARIES = [
  'urn:nhs:names:services:tms:ReliableIntermediary',
  'urn:nhs:names:services:tms:ExpressIntermediary',
];

/** What does not fit together. `coreOds` is the organisation of Spine itself. */
export function lintDirectory(
  entries: Iterable<DirectoryEntry>,
  coreOds: string,
): readonly DirectoryRemark[] {
  const views = [...entries].map(viewOf);
  const systems = views.filter((view) => isA(view, 'nhsas'));
  const handlers = views.filter((view) => isA(view, 'nhsmhs'));
  return [
    ...withoutOrganisation(systems, views),
    ...unpaired(systems, handlers),
    ...rivals(systems),
    ...core(handlers, coreOds),
    ...views.flatMap((view) => [...crowded(view)]),
  ];
}

function isA(view: EntryView, ...classes: readonly string[]): boolean {
  return view.normal('objectclass', 'objectIdentifierMatch').some((name) => classes.includes(name));
}

const first = (view: EntryView, attribute: string) => view.values(attribute)[0] ?? '';

function* withoutOrganisation(
  systems: readonly EntryView[],
  views: readonly EntryView[],
): Iterable<DirectoryRemark> {
  const known = new Set(
    views
      .filter((view) => isA(view, 'nhsorg', 'nhsgppractice', 'nhssite'))
      .map((view) => first(view, 'nhsidcode')),
  );
  for (const view of systems) {
    const code = first(view, 'nhsidcode');
    if (known.has(code)) continue;
    const text = `its organisation ${code || '(none)'} has no entry`;
    yield { rule: 'system-without-organisation', dn: view.entry.dn, text };
  }
}

/** A system and a message handler meet by party key and interaction. */
function* unpaired(
  systems: readonly EntryView[],
  handlers: readonly EntryView[],
): Iterable<DirectoryRemark> {
  const key = (view: EntryView, interaction: string) =>
    `${first(view, 'nhsmhspartykey').toUpperCase()} ${interaction}`;
  const keysOf = (views: readonly EntryView[], attribute: string) =>
    new Set(views.flatMap((view) => view.values(attribute).map((each) => key(view, each))));
  const accredited = keysOf(systems, 'nhsassvcia');
  const handled = keysOf(handlers, 'nhsmhssvcia');
  for (const view of handlers) {
    for (const interaction of view.values('nhsmhssvcia')) {
      if (accredited.has(key(view, interaction))) continue;
      const text = `no system of party ${first(view, 'nhsmhspartykey')} is accredited for ${interaction}`;
      yield { rule: 'handler-without-system', dn: view.entry.dn, text };
    }
  }
  for (const view of systems) {
    for (const interaction of view.values('nhsassvcia')) {
      if (!interaction.startsWith(GP2GP) || handled.has(key(view, interaction))) continue;
      const text = `party ${first(view, 'nhsmhspartykey')} has no message handler for ${interaction}`;
      yield { rule: 'gp2gp-without-handler', dn: view.entry.dn, text };
    }
  }
}

/** A client takes the first of two, or fails: both have been seen (sds-ods 2.8). */
function* rivals(systems: readonly EntryView[]): Iterable<DirectoryRemark> {
  const taken = new Map<string, EntryView>();
  for (const view of systems) {
    const reported = new Set<EntryView>();
    for (const interaction of view.values('nhsassvcia')) {
      const key = `${first(view, 'nhsidcode')} ${interaction}`;
      const other = taken.get(key);
      if (!other) taken.set(key, view);
      if (!other || reported.has(other)) continue;
      reported.add(other);
      const text = `shares interactions of ${first(view, 'nhsidcode')} with ${other.entry.dn}, ${interaction} for one`;
      yield { rule: 'two-systems', dn: view.entry.dn, text };
    }
  }
}

/** Forward reliable and express routing need exactly one of each, with one address (sds-ods 2.7). */
function* core(handlers: readonly EntryView[], coreOds: string): Iterable<DirectoryRemark> {
  for (const interaction of INTERMEDIARIES) {
    const found = handlers.filter(
      (view) =>
        view.values('nhsidcode').includes(coreOds) &&
        view.values('nhsmhssvcia').includes(interaction),
    );
    const [only] = found;
    const addresses = only?.values('nhsmhsendpoint').length ?? 0;
    if (found.length === 1 && addresses === 1) continue;
    const text =
      found.length === 1
        ? `has ${addresses} addresses, not one`
        : `${coreOds} has ${found.length} entries for ${interaction}, not one`;
    yield { rule: 'core-intermediary', dn: only?.entry.dn ?? SERVICES, text };
  }
}

function* crowded(view: EntryView): Iterable<DirectoryRemark> {
  for (const { name, values } of view.entry.attributes) {
    if (values.length < 2 || !attributeType(name)?.singleValue) continue;
    const text = `${name} has ${values.length} values, the schema allows one`;
    yield { rule: 'several-values', dn: view.entry.dn, text };
  }
}
