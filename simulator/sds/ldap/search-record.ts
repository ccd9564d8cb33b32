import type { NewEntry, Peer, TraceStep } from '../../../src/journal/entry.ts';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import type { SearchRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, resultName } from '../../../src/wire/ldap/ldap-result.ts';
import { TAGS } from '../../../src/wire/ldap/operation-tags.ts';
import { renderFilter } from '../../../src/wire/ldap/render-filter.ts';
import type { Deviation } from '../../../src/wire/reading.ts';
import { LDAP_SERVICE } from './ldap-room.ts';

/** Who asks, as the record has it. */
export interface LdapPeer {
  readonly peer: Peer;
  /** Common name of its certificate, or its address. */
  readonly caller: string;
  readonly secure: boolean;
}

export interface SearchFacts {
  readonly at: Date;
  readonly from: LdapPeer;
  readonly id: number;
  readonly request: SearchRequest;
  readonly ods: string | undefined;
  readonly result: LdapResult;
  readonly entries: number;
  readonly tookMs: number;
  readonly trace: readonly TraceStep[];
  /** Codes of what was odd about the message. */
  readonly oddities: readonly string[];
}

/** Attributes whose value says in a line what a search is about; no data of people. */
const CODES: ReadonlySet<string> = new Set(['nhsmhspartykey', 'nhsmhscpaid', 'uniqueidentifier']);

const MOST_TEXT = 2000;
const MOST_KEPT_BYTES = 4096;
const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1';

/** One search on record: what was asked, by whom, and what came of it. */
export function searchRecord(facts: SearchFacts): NewEntry {
  const { from, request, result, entries } = facts;
  const outcome = result.code === 0 ? '' : `, ${resultName(result.code)}`;
  const found = entries === 1 ? '1 entry' : `${entries} entries`;
  const asked = facts.ods ?? askedCode(request.filter);
  const subject = asked === undefined ? '' : ` for ${word(asked)}`;
  return {
    kind: 'received',
    at: facts.at.toISOString(),
    service: LDAP_SERVICE,
    summary: `search${subject} from ${from.caller}: ${found}${outcome}`,
    interaction: 'search',
    peer: from.peer,
    timings: { untilAnswer: Math.round(facts.tookMs * 100) / 100 },
    facts: {
      base: shortened(request.base),
      scope: request.scope,
      filter: shortened(renderFilter(request.filter)),
      attributes: shortened(request.attributes.join(' ')),
      entries,
      result: resultName(result.code),
      resultCode: result.code,
      caller: from.caller,
      ldapMessageId: facts.id,
      secure: from.secure,
      ...(result.message === '' ? {} : { message: result.message }),
      ...(facts.oddities.length > 0 ? { oddities: facts.oddities.join(', ') } : {}),
    },
    ...(facts.trace.length > 0 ? { trace: facts.trace } : {}),
  };
}

/** An operation that is no search. */
export interface OperationFacts {
  readonly at: Date;
  readonly from: LdapPeer;
  /** `bind`, `modify`. */
  readonly what: string;
  readonly result: LdapResult;
  readonly trace?: readonly TraceStep[];
}

/** An operation on record that is no search: its outcome alone, for it may hold a password. */
export function operationRecord({ at, from, what, result, trace = [] }: OperationFacts): NewEntry {
  return {
    kind: 'received',
    at: at.toISOString(),
    service: LDAP_SERVICE,
    summary: `${what} from ${from.caller}: ${resultName(result.code)}`,
    interaction: what,
    peer: from.peer,
    facts: {
      result: resultName(result.code),
      resultCode: result.code,
      caller: from.caller,
      secure: from.secure,
      ...(result.message === '' ? {} : { message: result.message }),
    },
    ...(trace.length > 0 ? { trace } : {}),
  };
}

/** What could not be read. The bytes are kept unless a password may be among them. */
export function unreadableRecord(
  at: Date,
  from: LdapPeer,
  failure: Deviation,
  bytes: Buffer,
): NewEntry {
  const kept = bytes.subarray(0, MOST_KEPT_BYTES);
  const body = mayHoldPassword(kept) ? undefined : kept;
  return {
    kind: 'received',
    at: at.toISOString(),
    service: LDAP_SERVICE,
    summary: `unreadable message from ${from.caller}: ${failure.code}`,
    interaction: 'unreadable',
    peer: from.peer,
    ...(body && body.length > 0 ? { request: { headers: [], body } } : {}),
    facts: {
      code: failure.code,
      message: failure.message,
      offset: failure.at.offset,
      caller: from.caller,
      secure: from.secure,
    },
  };
}

/**
 * Where a message begins and ends is not known: a bind may stand anywhere in what came. Its tag alone tells, as its
 * length and version may be what is wrong; the change of a password is known by its name (RFC 3062).
 */
function mayHoldPassword(bytes: Buffer): boolean {
  return bytes.includes(TAGS['bind-request']) || bytes.includes(PASSWORD_MODIFY);
}

function shortened(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}...`;
}

/** Without an organisation: the party key or the id that a search asks for. */
function askedCode(filter: LdapFilter): string | undefined {
  if (filter.kind === 'and') {
    for (const each of filter.filters) {
      const found = askedCode(each);
      if (found !== undefined) return found;
    }
  }
  if (filter.kind !== 'equal') return undefined;
  return CODES.has(filter.attribute.toLowerCase()) ? filter.value : undefined;
}

/** What a peer wrote, fit for a line: codes are letters and digits. */
function word(text: string): string {
  return /^[\w.-]{1,20}$/.test(text) ? text : 'a code that is none';
}
