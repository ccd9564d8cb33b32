import type { Directory } from './directory.ts';
import { type DirectoryEntry, firstValueOf, valuesOf } from './entry.ts';

/** What an operator looks for; all that is given must hold. Compared without case. */
export interface DirectoryQuestion {
  readonly ods?: string | undefined;
  /** Whole (`urn:nhs:names:services:gp2gp:RCMR_IN010000UK05`) or its last part. */
  readonly interaction?: string | undefined;
  readonly partyKey?: string | undefined;
  /** The system with this id, and the message handlers of its party key. */
  readonly asid?: string | undefined;
}

/** The systems and message handlers that a question is about, systems first. */
export function findEntries(
  directory: Directory,
  question: DirectoryQuestion,
): readonly DirectoryEntry[] {
  const { ods, interaction, partyKey, asid } = question;
  const owners = asid === undefined ? undefined : ownersOf(directory, asid);
  const services = directory.entries.filter((entry) => {
    const kind = kindOf(entry);
    if (!kind) return false;
    const holds = (wanted: string | undefined, ...names: string[]) =>
      wanted === undefined ||
      names.some((name) => valuesOf(entry, name).some((value) => same(value, wanted)));
    if (owners && !(kind === 'system' ? holds(asid, 'uniqueIdentifier') : owners.has(owner(entry))))
      return false;
    return (
      holds(ods, 'nhsIDCode', 'nhsAsClient') &&
      holds(partyKey, 'nhsMHSPartyKey') &&
      (interaction === undefined ||
        valuesOf(entry, kind === 'system' ? 'nhsAsSvcIA' : 'nhsMhsSvcIA').some(
          (value) => same(value, interaction) || same(value.split(':').at(-1) ?? '', interaction),
        ))
    );
  });
  const of = (kind: ReturnType<typeof kindOf>) =>
    services.filter((entry) => kindOf(entry) === kind);
  return [...of('system'), ...of('handler')];
}

/** Whether an entry is an accredited system, a message handler, or neither. */
export function kindOf(entry: DirectoryEntry): 'system' | 'handler' | undefined {
  const classes = valuesOf(entry, 'objectClass');
  if (classes.some((name) => same(name, 'nhsAs'))) return 'system';
  return classes.some((name) => same(name, 'nhsMhs')) ? 'handler' : undefined;
}

const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();

const owner = (entry: DirectoryEntry) =>
  `${firstValueOf(entry, 'nhsIDCode')} ${firstValueOf(entry, 'nhsMHSPartyKey')}`.toUpperCase();

function ownersOf(directory: Directory, asid: string): ReadonlySet<string> {
  const systems = directory.search({
    base: 'ou=Services,o=nhs',
    scope: 'sub',
    filter: { kind: 'equal', attribute: 'uniqueIdentifier', value: asid },
    strict: true,
  });
  return new Set([...(systems ?? [])].filter((entry) => kindOf(entry) === 'system').map(owner));
}
