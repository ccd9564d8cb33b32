import { isLoopback } from '../../src/platform/loopback.ts';
import { checkContracts } from './check-contracts.ts';
import { checkFaults } from './check-faults.ts';
import { checkIdentity } from './check-identity.ts';
import { reachableParties, uniquePorts } from './check-listeners.ts';
import { checkNhais } from './check-nhais.ts';
import type { OrganisationConfig } from './party-config.ts';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem, Path } from './world-problem.ts';

type Check = (config: WorldConfig) => Iterable<ConfigProblem>;

/** What no single value shows: clashes and gaps between the parts of a configuration (sds-ods 4, "lint"). */
export function checkWorld(config: WorldConfig): readonly ConfigProblem[] {
  const checks: readonly Check[] = [
    uniqueIdentities,
    uniquePorts,
    reachableParties,
    directoryListens,
    spineStandsAlone,
    guardedControl,
    checkAnswers,
    checkContracts,
    checkIdentity,
    checkFaults,
    checkNhais,
  ];
  return checks.flatMap((check) => [...check(config)]);
}

function organisations(config: WorldConfig): readonly [string, OrganisationConfig][] {
  return Object.entries(config.organisations);
}

function* duplicates(
  what: string,
  claims: Iterable<readonly [value: string, path: Path, owner: string]>,
): Iterable<ConfigProblem> {
  const taken = new Map<string, string>();
  for (const [value, path, owner] of claims) {
    const key = value.toUpperCase();
    const holder = taken.get(key);
    if (holder === undefined) {
      taken.set(key, owner);
      continue;
    }
    const text = `is the ${what} of ${holder} already`;
    yield { severity: 'error', path, text, got: JSON.stringify(value) };
  }
}

function* uniqueIdentities(config: WorldConfig): Iterable<ConfigProblem> {
  const { spine } = config;
  for (const field of ['partyKey', 'asid'] as const) {
    yield* duplicates(field === 'asid' ? 'ASID' : 'party key', [
      [spine[field], ['spine', field], 'spine'],
      ...organisations(config).map(
        ([name, party]) => [party[field], ['organisations', name, field], name] as const,
      ),
    ]);
  }
}

/** What a bundled practice is to ask the directory by must be listened for. */
function* directoryListens(config: WorldConfig): Iterable<ConfigProblem> {
  const { listen } = config.sds.ldap;
  if (listen === 'both') return;
  const there = listen === 'plain-only' ? 'ldap' : 'ldaps';
  for (const [name, { played, lookups }] of organisations(config)) {
    const { sds } = lookups;
    if (played !== 'bundled' || sds === there || (sds !== 'ldap' && sds !== 'ldaps')) continue;
    yield {
      severity: 'warning',
      path: ['sds', 'ldap', 'listen'],
      text: `leaves out ${sds}, by which ${name} asks the directory: it takes ${there} instead`,
      got: JSON.stringify(listen),
      nearest: '"both"',
    };
  }
}

function* spineStandsAlone(config: WorldConfig): Iterable<ConfigProblem> {
  const { spine } = config;
  for (const [name, { fqdn, ods }] of organisations(config)) {
    const path = ['organisations', name];
    if (fqdn.toLowerCase() === spine.fqdn.toLowerCase()) {
      const text = 'is the name of Spine: its certificate could speak for Spine';
      yield { severity: 'error', path: [...path, 'fqdn'], text, got: JSON.stringify(fqdn) };
    }
    if (ods === spine.odsCode) {
      const text = 'is the organisation code of Spine';
      yield { severity: 'error', path: [...path, 'ods'], text, got: JSON.stringify(ods) };
    }
  }
}

function* guardedControl({ control }: WorldConfig): Iterable<ConfigProblem> {
  if ((control.token ?? control.tokenFile) !== undefined || isLoopback(control.host)) return;
  const text = 'reaches beyond this machine, which needs control.token or control.tokenFile';
  const path = ['control', 'host'];
  yield {
    severity: 'error',
    path,
    text,
    got: JSON.stringify(control.host),
    nearest: '"127.0.0.1"',
  };
}

function* checkAnswers(config: WorldConfig): Iterable<ConfigProblem> {
  for (const [name, { answer }] of Object.entries(config.services)) {
    if (answer.kind !== 'payload') continue;
    if ((answer.xml === undefined) === (answer.file === undefined)) {
      const text = 'needs exactly one of xml and file';
      yield { severity: 'error', path: ['services', name, 'answer'], text };
    }
  }
}
