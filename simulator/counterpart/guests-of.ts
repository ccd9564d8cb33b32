import type { Contract } from '../../src/domain/contract.ts';
import { GP2GP_INTERACTIONS, GP2GP_SERVICE, LARGE_MESSAGE } from '../../src/domain/interaction.ts';
import type { FaultRule } from '../../src/faults/fault.ts';
import type { Actor } from '../../src/scenario/draft.ts';
import type { ContractShape, ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import { partyContracts } from '../world/build-contracts.ts';
import type { Guests } from '../world/guests.ts';
import { mailboxConfig } from '../world/mesh-config.ts';
import { organisationConfig } from '../world/party-config.ts';
import type { Listing, Party, World } from '../world/world.ts';
import type { Cast } from './cast.ts';

export type Listed = ScenarioFile['counterpart']['listed'];

/** Of situations: long enough for a slow machine, and tries that follow soon. */
const USUAL = { persistDuration: 'PT60S', retries: 2, retryInterval: 'PT0.5S' } as const;

export interface GuestFacts {
  readonly file: ScenarioFile;
  readonly cast: Cast;
  readonly system: Actor;
  readonly listed: Listed;
  readonly fqdn: string;
  /** Where all counterparts listen. */
  readonly endpoint: string;
  readonly faults: readonly FaultRule[];
  /** Interactions that the system has no contract for, and that are to reach it all the same. */
  readonly interactions: readonly string[];
}

/** The parties and contracts of a situation, as Spine and the directory are to know them. */
export function guestsOf(world: World, facts: GuestFacts): Guests {
  const { cast, listed, faults } = facts;
  const own = partyOf(facts, cast.counterpart, listed);
  const stranger = partyOf(facts, cast.stranger, 'once');
  return {
    parties: [own, stranger],
    contracts: [
      ...contractsOf(world, facts, own, listed),
      ...contractsOf(world, facts, stranger, 'once'),
      ...furtherContracts(world, facts),
    ],
    faults,
    ...mailboxesOf(facts.file),
  };
}

/** Mailboxes of a situation, and what they may send and receive. */
function mailboxesOf({ mailboxes }: ScenarioFile): Pick<Guests, 'mailboxes' | 'workflowIds'> {
  if (mailboxes.length === 0) return {};
  const ids = new Set(mailboxes.flatMap(({ workflows }) => workflows));
  return {
    mailboxes: Object.fromEntries(
      mailboxes.map(({ id, workflows: _, ...rest }) => [id, mailboxConfig.parse(rest)]),
    ),
    workflowIds: Object.fromEntries(
      [...ids].map((workflow) => {
        const able = mailboxes
          .filter(({ workflows }) => workflows.includes(workflow))
          .map(({ id }) => id);
        return [workflow, { senders: able, receivers: able }];
      }),
    ),
  };
}

function partyOf({ fqdn, endpoint }: GuestFacts, actor: Actor, listed: Listed): Party {
  const listing = listingOf(listed);
  return {
    ...actor,
    ...{ name: `Counterpart ${actor.odsCode}`, fqdn, endpoint, played: 'bundled' },
    interactions: interactionsFor(listed),
    listen: undefined,
    ...(listing && { listed: listing }),
  };
}

function listingOf(listed: Listed): Listing | undefined {
  return listed === 'once' || listed === 'without-large-messaging' ? undefined : listed;
}

function interactionsFor(listed: Listed): readonly string[] {
  return GP2GP_INTERACTIONS.filter(
    (name) => name !== LARGE_MESSAGE || listed !== 'without-large-messaging',
  ).map((name) => `${GP2GP_SERVICE}:${name}`);
}

function contractsOf(
  { timeScale }: World,
  { file, endpoint, fqdn }: GuestFacts,
  { odsCode: ods, partyKey, asid }: Actor,
  listed: Listed,
): readonly Contract[] {
  const { contracts: written } = file.counterpart;
  const terms = (interaction: string): ContractShape => ({
    ...USUAL,
    ...written['*'],
    ...written[interaction.slice(interaction.lastIndexOf(':') + 1)],
  });
  const interactions = interactionsFor(listed);
  const differences = interactions.map((name) => {
    const { persistDuration, ...rest } = terms(name);
    return [name, { ...rest, persistDuration: persistDuration ?? 'PT0S' }] as const;
  });
  const organisation = organisationConfig.parse({
    ...{ ods, partyKey, asid, fqdn, interactions: [...interactions] },
    contracts: Object.fromEntries(differences),
  });
  return partyContracts(organisation, endpoint, timeScale);
}

/** Contracts of the system for what it should never be sent, in the terms of its others. */
function furtherContracts(world: World, { system, interactions }: GuestFacts): Contract[] {
  const [sample] = GP2GP_INTERACTIONS.map((name) =>
    world.contractFor(system.partyKey, GP2GP_SERVICE, name),
  ).filter((contract) => contract !== undefined);
  if (!sample) return [];
  return interactions
    .filter((action) => !world.contractFor(system.partyKey, GP2GP_SERVICE, action))
    .map((action) => ({ ...sample, action }));
}
