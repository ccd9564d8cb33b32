import type { Finding } from '../../domain/finding.ts';
import type { PdsRequestKind } from './interactions.ts';
import type { PdsQuery } from './read-query.ts';

/** What a query had better not do, though PDS answers it (pds-identity 1.6, the conformance rules). */
export function* queryWarnings(
  kind: PdsRequestKind,
  { id, name, address, birthTime }: PdsQuery,
  creationTime: string,
): Iterable<Finding> {
  if (kind !== 'simple-trace' && kind !== 'advanced-trace') return;
  if (id) yield warn('TRCPDS-2', 'person.id must not be used in a trace', 'query/person.id');
  const wild = [...(name?.families ?? []), ...(name?.given ?? [])].find((each) =>
    /^.{0,1}\*/.test(each),
  );
  if (wild !== undefined)
    yield warn('TRCPDS-5.1', 'a wildcard needs two letters before it', 'query/person.name/value');
  if (address?.postcode && /^[A-Z0-9]{5,}$/i.test(address.postcode))
    yield warn(
      'TRCPDS-7',
      'the postcode is written without its space',
      'query/person.address/value/postalCode',
    );
  const latest = [birthTime?.at, birthTime?.from].find((each) => each !== undefined);
  if (latest !== undefined && latest > creationTime.slice(0, latest.length))
    yield warn('TRCPDS-BIRTH', 'the birth lies after the message', 'query/person.birthTime/value');
}

function warn(check: string, message: string, at: string): Finding {
  return { check, clause: 'pds-identity 1.6', severity: 'should', message, at };
}
