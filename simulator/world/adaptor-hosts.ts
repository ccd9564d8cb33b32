import { valueAt } from './explain-issues.ts';
import { isPlain } from './merge-patch.ts';

type Plain = { readonly [key: string]: unknown };

/**
 * A configuration in which adaptors that name no host of their own listen at `adaptors.host`. Which organisations have
 * one is the world's affair, so that a container can open them all without knowing their names.
 */
export function withAdaptorHosts(whole: unknown): unknown {
  const host = valueAt(whole, ['adaptors', 'host']);
  const organisations = valueAt(whole, ['organisations']);
  if (typeof host !== 'string' || !isPlain(whole) || !isPlain(organisations)) return whole;
  const named = Object.entries(organisations).map(([name, organisation]) => {
    if (!isPlain(organisation) || !isPlain(organisation.adaptor)) return [name, organisation];
    return [name, { ...organisation, adaptor: listeningAt(host, organisation.adaptor) }];
  });
  return { ...whole, organisations: Object.fromEntries(named) };
}

function listeningAt(host: string, adaptor: Plain): Plain {
  const { queue = {} } = adaptor;
  return { host, ...adaptor, queue: isPlain(queue) ? { host, ...queue } : queue };
}
