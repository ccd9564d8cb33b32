import type { OrganisationConfig } from './party-config.ts';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem, Path } from './world-problem.ts';

type Claim = readonly [port: number | undefined, path: Path, owner: string];

/** Two listeners cannot have one port. */
export function* uniquePorts(config: WorldConfig): Iterable<ConfigProblem> {
  const { spine, control, gateway, mesh } = config;
  const { ldap } = config.sds;
  const listeners: readonly Claim[] = [
    [spine.port, ['spine', 'port'], 'spine'],
    [spine.plainPort, ['spine', 'plainPort'], 'spine (plain)'],
    [control.port, ['control', 'port'], 'control'],
    [gateway.port, ['gateway', 'port'], 'gateway'],
    [gateway.plainPort, ['gateway', 'plainPort'], 'gateway (plain)'],
    [mesh.enabled ? mesh.port : undefined, ['mesh', 'port'], 'mesh'],
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
    ...Object.entries(config.organisations).flatMap(([name, each]) => claimsOf(name, each)),
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

function claimsOf(name: string, { port, played, adaptor }: OrganisationConfig): readonly Claim[] {
  const path = ['organisations', name];
  const own: Claim = [played === 'bundled' || adaptor ? port : undefined, [...path, 'port'], name];
  if (!adaptor) return [own];
  const { queue } = adaptor;
  return [
    own,
    [adaptor.port, [...path, 'adaptor', 'port'], `the adaptor of ${name}`],
    [
      queue.broker === undefined ? queue.port : undefined,
      [...path, 'adaptor', 'queue', 'port'],
      `the queue of ${name}`,
    ],
  ];
}

/** Every party must be there for Spine to deliver to. */
export function* reachableParties(config: WorldConfig): Iterable<ConfigProblem> {
  for (const [name, party] of Object.entries(config.organisations)) {
    const { played, port, endpoint, adaptor, behind } = party;
    const path = ['organisations', name];
    if ((played === 'bundled' || adaptor) && port === undefined) {
      const why = adaptor ? 'its adaptor listens for Spine' : 'the simulator plays it';
      const text = `needs a port, because ${why}; 0 takes any free one`;
      yield { severity: 'error', path, text, nearest: '0' };
    }
    if (played === 'external' && !adaptor && endpoint === undefined) {
      const text = 'needs an endpoint, because it is a real system that Spine delivers to';
      yield { severity: 'error', path, text, nearest: '"https://localhost:9443/"' };
    }
    if (played === 'external' && !adaptor && port !== undefined) {
      const text = 'has no effect: nothing listens for an external system';
      yield { severity: 'warning', path: [...path, 'port'], text, got: String(port) };
    }
    if (adaptor && behind) {
      const text = 'stands behind one adaptor: take out adaptor, which we play, or behind';
      yield { severity: 'error', path: [...path, 'behind'], text };
    }
    if (behind && played !== 'bundled') {
      const text = 'has no effect: only a bundled party can be told how to send';
      yield { severity: 'warning', path: [...path, 'behind'], text };
    }
  }
}
