import { isDeepStrictEqual } from 'node:util';
import { dayOf } from '../../src/organisations/calendar-day.ts';
import { derivedNumber } from '../../src/organisations/derived-number.ts';
import type { Organisation } from '../../src/organisations/organisation.ts';
import { simpleOrganisation } from '../../src/organisations/simple-organisation.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { fillNames, type NamesInText } from '../../src/scenario/names-in-text.ts';
import type {
  MessageShape,
  OrganisationShape,
  TransactionShape,
} from '../../src/scenario/neighbour-shape.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { MailboxDesk } from '../doors/mailbox-desk.ts';
import type { NhaisDesk } from '../doors/nhais-desk.ts';
import type { OrganisationDesk } from '../doors/organisation-desk.ts';
import type { WorldStore } from '../world/world-store.ts';
import { MissingNeighbourError } from './counterpart-errors.ts';

/** What stands beside Spine, as far as the world has it. */
export interface NeighbourDesks {
  readonly organisations: OrganisationDesk;
  readonly mailboxes: MailboxDesk | undefined;
  readonly nhais: NhaisDesk | undefined;
}

/** What a situation has beside Spine. Each verb gives a line of what happened. */
export interface PlacedNeighbours {
  /** Brings the organisations of the file. */
  place(): Promise<void>;
  know(organisation: OrganisationShape): Promise<string>;
  post(message: MessageShape): Promise<string>;
  announce(transaction: TransactionShape): Promise<string>;
  /** Of the system and of the file, for rules of faults. */
  mailboxes(): readonly string[];
  /** Takes everything away that is still there: ODS says what it said before, messages are collected. */
  remove(): Promise<void>;
}

export interface NeighbourParts {
  readonly desks: NeighbourDesks;
  readonly world: Pick<WorldStore, 'current'>;
  readonly clock: Clock;
  readonly names: NamesInText;
  readonly numbers: ReadonlyMap<string, string>;
  /** ODS code. */
  readonly system: string;
}

export function placeNeighbours(file: ScenarioFile, parts: NeighbourParts): PlacedNeighbours {
  const { desks, world, clock, names, numbers, system } = parts;
  const { organisations } = desks;
  /** What ODS said before, by code. */
  const before = new Map<string, Organisation | undefined>();
  const posted: { readonly mailbox: string; readonly id: string }[] = [];

  const know = async (shape: OrganisationShape): Promise<string> => {
    const filled = fillNames(shape, names);
    const organisation = organisationOf(filled, world.current().ods.subIcb, dayOf(clock.now()));
    const { odsCode } = organisation;
    if (!before.has(odsCode)) before.set(odsCode, organisations.find(odsCode));
    await organisations.put(organisation);
    return `ODS: ${odsCode} is ${filled.closed ? `closed since ${filled.closed}` : 'open'}`;
  };

  const restore = async (odsCode: string, known: Organisation | undefined) => {
    await organisations.remove(odsCode);
    if (known && !isDeepStrictEqual(organisations.find(odsCode), known))
      await organisations.put(known);
  };

  /** A message that nobody has collected is collected; one that is no more says so by itself. */
  const collect = async (mailbox: string, id: string) => {
    const message = desks.mailboxes?.message(id);
    if (message?.status === 'accepted') await desks.mailboxes?.acknowledge(mailbox, id);
  };

  return {
    async place() {
      for (const shape of file.organisations) await know(shape);
    },
    know,
    async post(shape) {
      const { mailboxes } = desks;
      if (!mailboxes) throw noMesh();
      const { workflow: workflowId, text, pad, from, to, ...rest } = fillNames(shape, names);
      const content = Buffer.from(text, 'utf8');
      const blanks = Buffer.alloc(Math.max(0, (pad ?? 0) - content.length), ' ');
      const body = Buffer.concat([content, blanks]);
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      const id = await mailboxes.send({
        ...{ from, to, workflowId, body },
        ...Object.fromEntries(given),
      });
      posted.push({ mailbox: to, id });
      return `MESH: ${workflowId} of ${body.length} bytes from ${from} lies in ${to}`;
    },
    async announce(shape) {
      const { nhais } = desks;
      if (!nhais) throw noMesh();
      const { patient, link = linkOf(world, system), ...rest } = fillNames(shape, names);
      const nhsNumber = patient === undefined ? undefined : numbers.get(patient);
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      const sequence = await nhais.send({
        ...{ code: rest.code, link },
        ...Object.fromEntries(given),
        ...(nhsNumber !== undefined && { nhsNumber }),
      });
      const sent = nhais
        .interchanges(link)
        .findLast((each) => each.direction === 'out' && each.sequence === sequence);
      const gpMailbox = nhais.links().find(({ name }) => name === link)?.gpMailbox;
      if (sent && gpMailbox) posted.push({ mailbox: gpMailbox, id: sent.meshMessageId });
      return `NHAIS: ${rest.code} went out on ${link} as interchange ${sequence}`;
    },
    mailboxes() {
      const { mesh, nhais } = world.current();
      const own = Object.entries(mesh.mailboxes).filter(([, { ods }]) => ods === system);
      const links = nhais.filter(({ practice }) => practice === system);
      return [
        ...new Set([
          ...own.map(([id]) => id),
          ...links.map(({ gpMailbox }) => gpMailbox),
          ...file.mailboxes.map(({ id }) => id),
        ]),
      ];
    },
    async remove() {
      for (const { mailbox, id } of posted.splice(0)) await collect(mailbox, id);
      for (const [odsCode, known] of before) await restore(odsCode, known);
      before.clear();
    },
  };
}

function noMesh(): MissingNeighbourError {
  return new MissingNeighbourError(
    'the world has no MESH: neither messages nor health authorities',
    'Switch it on: mesh.enabled in the world file.',
  );
}

function linkOf(world: Pick<WorldStore, 'current'>, system: string): string {
  const link = world.current().nhais.find(({ practice }) => practice === system);
  if (link) return link.name;
  throw new MissingNeighbourError(
    `${system} has no link with a health authority`,
    'Give it one: nhais.links in the world file, with its code as practice.',
  );
}

function organisationOf(shape: OrganisationShape, subIcb: string, today: string): Organisation {
  const { ods, name, roles, opened, closed, postcode, successor, predecessor } = shape;
  const odsCode = ods.toUpperCase();
  const commissioner = shape.commissioner === undefined ? subIcb : shape.commissioner;
  const made = simpleOrganisation({
    ...{ odsCode, name: (name ?? `Practice ${odsCode}`).toUpperCase(), roles, opened, closed },
    lastChangeDate: shape.changed ?? today,
    address: { lines: [], ...(postcode !== undefined && { postcode }), country: 'ENGLAND' },
    ...(commissioner !== null && {
      commissioner: { target: commissioner, since: opened, until: closed },
    }),
  });
  const succession = (type: 'Successor' | 'Predecessor', target: string, date: string) => ({
    ...{ uniqueSuccId: derivedNumber('succession', odsCode, target), type, date },
    target: target.toUpperCase(),
  });
  return {
    ...made,
    successions: [
      ...(successor === undefined ? [] : [succession('Successor', successor, closed ?? today)]),
      ...(predecessor === undefined ? [] : [succession('Predecessor', predecessor, opened)]),
    ],
  };
}
