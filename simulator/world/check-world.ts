import { isLoopback } from '../../src/platform/loopback.ts';
import { checkContracts } from './check-contracts.ts';
import { checkFaults } from './check-faults.ts';
import { checkIdentity } from './check-identity.ts';
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

function* uniquePorts(config: WorldConfig): Iterable<ConfigProblem> {
  const { spine, control, gateway } = config;
  const { ldap } = config.sds;
  const listeners: (readonly [number | undefined, Path, string])[] = [
    [spine.port, ['spine', 'port'], 'spine'],
    [spine.plainPort, ['spine', 'plainPort'], 'spine (plain)'],
    [control.port, ['control', 'port'], 'control'],
    [gateway.port, ['gateway', 'port'], 'gateway'],
    [gateway.plainPort, ['gateway', 'plainPort'], 'gateway (plain)'],
    [
      ldap.listen === 'tls-only' ? undefined : ldap.port,
      ['sds', 'ldap', 'port'],
      'directory (LDAP)',
    ],
    [
      ldap.listen === 'plain-only' ? undefined : ldap.tlsPort,
      ['sds', 'ldap', 'tlsPort'],
      'directory (LDAPS)',
    ],
    ...organisations(config).map(
      ([name, { port, played }]) =>
        [played === 'bundled' ? port : undefined, ['organisations', name, 'port'], name] as const,
    ),
  ];
  const taken = new Map<number, string>();
  for (const [port, path, owner] of listeners) {
    if (port === undefined || port === 0) continue;
    const holder = taken.get(port);
    taken.set(port, holder ?? owner);
    if (holder === undefined) continue;
    let free = port;
    while (listeners.some(([used]) => used === free)) free = free < 65_535 ? free + 1 : 1024;
    const text = `is the port of ${holder} already`;
    yield { severity: 'error', path, text, got: String(port), nearest: String(free) };
  }
}

function* reachableParties(config: WorldConfig): Iterable<ConfigProblem> {
  for (const [name, { played, port, endpoint }] of organisations(config)) {
    const path = ['organisations', name];
    if (played === 'bundled' && port === undefined) {
      const text = 'needs a port, because the simulator plays it; 0 takes any free one';
      yield { severity: 'error', path, text, nearest: '0' };
    }
    if (played === 'external' && endpoint === undefined) {
      const text = 'needs an endpoint, because it is a real system that Spine delivers to';
      yield { severity: 'error', path, text, nearest: '"https://localhost:9443/"' };
    }
    if (played === 'external' && port !== undefined) {
      const text = 'has no effect: nothing listens for an external system';
      yield { severity: 'warning', path: [...path, 'port'], text, got: String(port) };
    }
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
