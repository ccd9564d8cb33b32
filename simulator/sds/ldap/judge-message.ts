import type { LdapControl, LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import { isRequest } from '../../../src/wire/ldap/operation-tags.ts';
import { readLdapMessage } from '../../../src/wire/ldap/read-ldap-message.ts';
import type { Deviation } from '../../../src/wire/reading.ts';

/** What a client said. */
export type JudgedMessage =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly request: LdapRequest;
      readonly controls: readonly LdapControl[];
      /** Codes of what was odd about it. */
      readonly oddities: readonly string[];
    }
  /** Not to be understood, but to be answered. */
  | {
      readonly kind: 'refusable';
      readonly id: number;
      readonly request: LdapRequest['kind'];
      readonly result: LdapResult;
      readonly failure: Deviation;
    }
  /** Nothing sensible can follow (RFC 4511 section 4.1.1). */
  | { readonly kind: 'broken'; readonly failure: Deviation };

const NO_ODDITIES: readonly string[] = [];

/** Reads a message and judges whether it can be a request. `underWay` are those not answered yet. Pure. */
export function judgeMessage(bytes: Buffer, underWay: ReadonlyMap<number, unknown>): JudgedMessage {
  const reading = readLdapMessage(bytes);
  if (!reading.ok) {
    const { failure, request } = reading;
    if (!request || underWay.has(request.id)) return { kind: 'broken', failure };
    const result = ldapResult(resultOf(failure), failure.message);
    return { kind: 'refusable', id: request.id, request: request.kind, result, failure };
  }
  const { id, operation, controls } = reading.value;
  if (!isRequest(operation)) return wrongId('stands before an answer, not a request');
  if (id === 0) return wrongId("is 0, which is the server's own");
  if (underWay.has(id)) return wrongId('is that of a request under way');
  const { deviations } = reading;
  const oddities = deviations.length > 0 ? deviations.map(({ code }) => code) : NO_ODDITIES;
  return { kind: 'request', id, request: operation, controls, oddities };
}

/** A filter beyond the limits is well formed: it is only too much. */
function resultOf({ code }: Deviation) {
  return code.startsWith('ldap.filter-too-') ? 'adminLimitExceeded' : 'protocolError';
}

function wrongId(why: string): JudgedMessage {
  const at = { offset: 2, line: 1, column: 3 };
  return {
    kind: 'broken',
    failure: { code: 'ldap.no-request', message: `the message id ${why}`, at },
  };
}
