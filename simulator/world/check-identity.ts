import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem, Path } from './world-problem.ts';

type Claim = readonly [value: string, path: Path, owner: string];

/** What is wrong between the people and applications of a configuration. */
export function* checkIdentity({ identity }: WorldConfig): Iterable<ConfigProblem> {
  const { users, patients, clients } = identity;
  const at = (...path: Path): Path => ['identity', ...path];
  const each = <T>(what: string, all: Readonly<Record<string, T>>, value: (one: T) => string) =>
    Object.entries(all).map(
      ([name, one]): Claim => [value(one), at(what, name), `${what}.${name}`],
    );
  yield* taken(
    'user id',
    'userId',
    each('users', users, ({ userId }) => userId),
  );
  yield* taken(
    'login',
    'login',
    each('patients', patients, ({ login }) => login),
  );
  yield* taken(
    'client id',
    'clientId',
    each('clients', clients, ({ clientId }) => clientId),
  );
  const roles = Object.entries(users).flatMap(([name, { roles: own }]) =>
    own.map(
      ({ roleProfileId }, index): Claim => [
        roleProfileId,
        at('users', name, 'roles', index),
        `users.${name}`,
      ],
    ),
  );
  yield* taken('role profile id', 'roleProfileId', roles);
  for (const [name, { publicKeys, redirectUris }] of Object.entries(clients)) {
    yield* checkKeys(publicKeys, at('clients', name, 'publicKeys'));
    yield* checkAddresses(redirectUris, at('clients', name, 'redirectUris'));
  }
}

function* taken(what: string, field: string, claims: readonly Claim[]): Iterable<ConfigProblem> {
  const owners = new Map<string, string>();
  for (const [value, path, owner] of claims) {
    const holder = owners.get(value);
    owners.set(value, holder ?? owner);
    if (holder === undefined) continue;
    const text = `is the ${what} of identity.${holder} already`;
    yield { severity: 'error', path: [...path, field], text, got: JSON.stringify(value) };
  }
}

function* checkKeys(
  keys: readonly { readonly kty: string; readonly kid: string; readonly [more: string]: unknown }[],
  path: Path,
): Iterable<ConfigProblem> {
  const names = new Set<string>();
  for (const [index, key] of keys.entries()) {
    if ('d' in key) {
      const text = 'is a private key: only its public half belongs here';
      yield { severity: 'error', path: [...path, index], text };
    }
    if (key.kty !== 'RSA' || typeof key.n !== 'string' || typeof key.e !== 'string') {
      const text = 'is no RSA key with n and e, which RS512 needs: no assertion will be right';
      yield { severity: 'warning', path: [...path, index], text };
    }
    if (names.has(key.kid)) {
      const text = 'names two keys of the application';
      yield {
        severity: 'error',
        path: [...path, index, 'kid'],
        text,
        got: JSON.stringify(key.kid),
      };
    }
    names.add(key.kid);
  }
}

/** RFC 6749 section 3.1.2: absolute, without a fragment. Scripts are no addresses. */
function* checkAddresses(addresses: readonly string[], path: Path): Iterable<ConfigProblem> {
  for (const [index, address] of addresses.entries()) {
    const { protocol } = URL.parse(address) ?? {};
    if (protocol !== undefined && !address.includes('#') && !/^(javascript|data):$/.test(protocol))
      continue;
    yield {
      severity: 'error',
      path: [...path, index],
      text: 'is no absolute address without a fragment',
      got: JSON.stringify(address),
      nearest: '"https://localhost:9443/callback"',
    };
  }
}
