import { valueAt } from './explain-issues.ts';
import { isPlain } from './merge-patch.ts';

type Plain = { readonly [key: string]: unknown };

/**
 * A configuration in which the played adaptors listen as `adaptors` says of all of them: at its host where they name none,
 * at free ports where it asks for that. Which organisations have one is the world's affair, so that a container, or a
 * test, can settle it without knowing their names.
 */
export function withAdaptorListeners(whole: unknown): unknown {
  const common = valueAt(whole, ['adaptors']);
  const organisations = valueAt(whole, ['organisations']);
  if (!isPlain(common) || !isPlain(whole) || !isPlain(organisations)) return whole;
  const named = Object.entries(organisations).map(([name, organisation]) => [
    name,
    isPlain(organisation) && isPlain(organisation.adaptor)
      ? listening(common, organisation, organisation.adaptor)
      : organisation,
  ]);
  return { ...whole, organisations: Object.fromEntries(named) };
}

function listening({ host, freePorts }: Plain, organisation: Plain, adaptor: Plain): Plain {
  const at = typeof host === 'string' ? { host } : {};
  const free = freePorts === true ? { port: 0 } : {};
  const { queue = {} } = adaptor;
  return {
    ...organisation,
    ...free,
    adaptor: {
      ...{ ...at, ...adaptor, ...free },
      queue: isPlain(queue) ? { ...at, ...queue, ...free } : queue,
    },
  };
}
