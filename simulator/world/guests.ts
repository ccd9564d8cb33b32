import type { Contract } from '../../src/domain/contract.ts';
import type { FaultRule } from '../../src/faults/fault.ts';
import type { Party, World } from './world.ts';

/** Who takes part for a time without standing in the configuration, and what goes wrong meanwhile. */
export interface Guests {
  readonly parties: readonly Party[];
  /** Of guests, or further ones of parties of the world. */
  readonly contracts: readonly Contract[];
  readonly faults: readonly FaultRule[];
  /** By their ids. */
  readonly mailboxes?: Mailboxes | undefined;
  /** Which mailboxes may send and receive under a workflow id, beside those of the world. */
  readonly workflowIds?: Workflows | undefined;
}

type Mailboxes = World['mesh']['mailboxes'];
type Workflows = World['mesh']['workflowIds'];

/**
 * A world with guests in it. What it says of everybody else it says as before; of two contracts of one party for
 * one interaction the world's own counts.
 */
export function withGuests(world: World, guests: Iterable<Guests>): World {
  const parties: Party[] = [];
  const contracts: Contract[] = [];
  const faults: FaultRule[] = [];
  const mailboxes: Mailboxes[] = [];
  const workflows: Workflows[] = [];
  for (const each of guests) {
    if (each.mailboxes) mailboxes.push(each.mailboxes);
    if (each.workflowIds) workflows.push(each.workflowIds);
    parties.push(...each.parties);
    contracts.push(...each.contracts);
    faults.push(...each.faults);
  }
  const inMesh = mailboxes.length > 0 || workflows.length > 0;
  if (parties.length === 0 && contracts.length === 0 && faults.length === 0 && !inMesh)
    return world;
  const byKey = new Map(parties.map((party) => [party.partyKey.toUpperCase(), party]));
  const byOds = new Map(parties.map((party) => [party.odsCode, party]));
  const byAsid = new Map(parties.map((party) => [party.asid, party]));
  const byFqdn = Map.groupBy(parties, ({ fqdn }) => fqdn.toLowerCase());
  const byInteraction = new Map(
    contracts.map((each) => [keyOf(each.partyKey, each.service, each.action), each]),
  );
  const byCpaId = Map.groupBy(contracts, ({ cpaId }) => cpaId);
  return {
    ...world,
    parties: [...world.parties, ...parties],
    contracts: [...world.contracts, ...contracts],
    faults: [...world.faults, ...faults],
    ...(inMesh && { mesh: withMailboxes(world.mesh, mailboxes, workflows) }),
    party: (key) => world.party(key) ?? byKey.get(key.toUpperCase()),
    partyByOds: (code) => world.partyByOds(code) ?? byOds.get(code),
    partyByAsid: (asid) => world.partyByAsid(asid) ?? byAsid.get(asid),
    partyKeysOf: (fqdn) => [
      ...world.partyKeysOf(fqdn),
      ...(byFqdn.get(fqdn.toLowerCase()) ?? []).map(({ partyKey }) => partyKey),
    ],
    contractFor: (key, service, action) =>
      world.contractFor(key, service, action) ?? byInteraction.get(keyOf(key, service, action)),
    contractsById: (cpaId) => [...world.contractsById(cpaId), ...(byCpaId.get(cpaId) ?? [])],
  };
}

/** Of two mailboxes of one id the world's own counts; workflow ids are joined. */
function withMailboxes(
  mesh: World['mesh'],
  mailboxes: readonly Mailboxes[],
  workflows: readonly Workflows[],
): World['mesh'] {
  const workflowIds: Record<string, Workflows[string]> = { ...mesh.workflowIds };
  for (const [id, { senders, receivers }] of workflows.flatMap(Object.entries<Workflows[string]>)) {
    const known = workflowIds[id];
    workflowIds[id] = {
      senders: [...(known?.senders ?? []), ...senders],
      receivers: [...(known?.receivers ?? []), ...receivers],
    };
  }
  return { ...mesh, mailboxes: Object.assign({}, ...mailboxes, mesh.mailboxes), workflowIds };
}

function keyOf(partyKey: string, service: string, action: string): string {
  return JSON.stringify([partyKey.toUpperCase(), service, action]);
}
