import type { Contract } from '../../src/domain/contract.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import {
  GP2GP_INTERACTIONS,
  GP2GP_SERVICE,
  serviceInteraction,
} from '../../src/domain/interaction.ts';
import { nearest } from '../../src/platform/nearest.ts';
import {
  interactionsOf,
  partyContracts,
  spineContracts,
  splitInteraction,
} from './build-contracts.ts';
import type { OrganisationConfig } from './party-config.ts';
import { PUBLISHED_CONTRACTS } from './published-contracts.ts';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem, Path } from './world-problem.ts';

/** Clashes and doubtful terms of contracts, and interactions that nobody can answer. */
export function* checkContracts(config: WorldConfig): Iterable<ConfigProblem> {
  yield* cpaIds(config);
  yield* sharedInteractions(config);
  for (const [name, organisation] of Object.entries(config.organisations)) {
    const path = ['organisations', name];
    yield* accreditation(path, organisation);
    for (const contract of partyContracts(organisation, '', 1)) {
      const interaction = serviceInteraction(contract.service, contract.action);
      yield* terms([...path, 'contracts', interaction], contract, config.timeScale);
    }
  }
  yield* unansweredServices(config);
}

/** One CPAId may cover several interactions of one party, never two parties. */
function* cpaIds(config: WorldConfig): Iterable<ConfigProblem> {
  const owners = new Map<string, string>();
  const claims = [
    ...spineContracts(config, '').map((contract) => ({ contract, path: ['services'] })),
    ...Object.entries(config.organisations).flatMap(([name, organisation]) =>
      partyContracts(organisation, '', 1).map((contract) => ({
        contract,
        path: ['organisations', name, 'contracts'],
      })),
    ),
  ];
  for (const { contract, path } of claims) {
    const { cpaId, partyKey, service, action } = contract;
    const holder = owners.get(cpaId);
    owners.set(cpaId, holder ?? partyKey);
    if (holder === undefined || holder === partyKey) continue;
    yield {
      severity: 'error',
      path: [...path, serviceInteraction(service, action), 'cpaId'],
      text: `is a CPAId of ${holder} already`,
      got: JSON.stringify(cpaId),
    };
  }
}

/** Two systems with the same organisation and interaction: a client takes the first that it finds. */
function* sharedInteractions(config: WorldConfig): Iterable<ConfigProblem> {
  const taken = new Map<string, string>();
  for (const [name, organisation] of Object.entries(config.organisations)) {
    const shared = new Set<string>();
    for (const interaction of interactionsOf(organisation)) {
      const key = `${organisation.ods} ${interaction}`;
      const holder = taken.get(key);
      if (holder === undefined) taken.set(key, name);
      else shared.add(holder);
    }
    if (shared.size === 0) continue;
    const text = `shares interactions of the same organisation with ${[...shared].join(', ')}; the first is found`;
    const path = ['organisations', name, 'ods'];
    yield { severity: 'warning', path, text, got: JSON.stringify(organisation.ods) };
  }
}

function* accreditation(path: Path, organisation: OrganisationConfig): Iterable<ConfigProblem> {
  const accredited = interactionsOf(organisation);
  for (const [at, interaction] of accredited.entries()) {
    if (PUBLISHED_CONTRACTS[interaction] || organisation.contracts[interaction]) continue;
    const close = nearest(interaction, Object.keys(PUBLISHED_CONTRACTS));
    yield {
      severity: 'warning',
      path: [...path, 'interactions', at],
      text: 'has no published contract; forward reliable with 2 re-sends is assumed, write terms under contracts',
      got: JSON.stringify(interaction),
      ...(close && { nearest: JSON.stringify(close) }),
    };
  }
  for (const interaction of Object.keys(organisation.contracts)) {
    if (accredited.includes(interaction)) continue;
    const text = 'has a contract, but the system is not accredited for it';
    yield { severity: 'warning', path: [...path, 'contracts', interaction], text, atKey: true };
  }
  const gp2gp = GP2GP_INTERACTIONS.map((action) => serviceInteraction(GP2GP_SERVICE, action));
  const missing = gp2gp.filter((interaction) => !accredited.includes(interaction));
  if (missing.length > 0 && missing.length < gp2gp.length) {
    const text = `lacks interactions of GP2GP: ${missing.map((name) => splitInteraction(name).action).join(', ')}`;
    yield { severity: 'warning', path: [...path, 'interactions'], text };
  }
}

// No timer of the machine is shorter.
const SHORTEST_INTERVAL_MS = 1;

function* terms(path: Path, contract: Contract, timeScale: number): Iterable<ConfigProblem> {
  const { syncReply, ackRequested, actor, retries, retryIntervalMs, persistDurationMs } =
    contract.reliability;
  const warn = (text: string): ConfigProblem => ({ severity: 'warning', path, text });
  if (ackRequested === 'always' && actor === undefined)
    yield warn('asks for acknowledgements but names no actor');
  if (ackRequested === 'never' && retries > 0)
    yield warn('has re-sends but asks for no acknowledgement: nothing is ever re-sent');
  if (syncReply === 'MSHSignalsOnly' && actor === 'nextMSH')
    yield warn('has SyncReply with nextMSH, which fits none of the messaging patterns');
  if (retries > 0 && retries * retryIntervalMs > persistDurationMs)
    yield warn('stops persisting before the last re-send');
  if (retries > 0 && retryIntervalMs * timeScale < SHORTEST_INTERVAL_MS)
    yield warn(`re-sends after less than ${SHORTEST_INTERVAL_MS} ms with this timeScale`);
}

/** Services whose asynchronous answer no organisation has a contract for. */
function* unansweredServices(config: WorldConfig): Iterable<ConfigProblem> {
  const held = new Set(
    Object.values(config.organisations).flatMap((organisation) => [
      ...interactionsOf(organisation),
      ...Object.keys(organisation.contracts),
    ]),
  );
  for (const [name, { pattern, answer, delay }] of Object.entries(config.services)) {
    const path = ['services', name];
    if (pattern === 'synchronous' && (parseDuration(delay) ?? 0) > 0) {
      const text = 'has no effect: a synchronous answer is not delayed';
      yield { severity: 'warning', path: [...path, 'delay'], text, got: JSON.stringify(delay) };
    }
    // PDS chooses its answer; what its answers need is among the published contracts.
    if (pattern === 'synchronous' || ['nothing', 'fault', 'pds'].includes(answer.kind)) continue;
    const action = answer.kind === 'payload' ? answer.action : 'MCCI_IN010000UK13';
    const reply = serviceInteraction(splitInteraction(name).service, action);
    if (held.has(reply) || held.size === 0) continue;
    const text = `answers with ${reply}, for which no organisation has a contract`;
    yield { severity: 'warning', path: [...path, 'answer'], text };
  }
}
