import type { InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../../src/faults/fault-book.ts';
import { tellFault } from '../../../src/faults/tell-fault.ts';
import type { TraceStep } from '../../../src/journal/entry.ts';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import { type LdapResult, parseResultName, RESULT } from '../../../src/wire/ldap/ldap-result.ts';
import type { LdapRoom } from './ldap-room.ts';

/** What is to go wrong with one operation. */
export interface LdapDisturbance {
  readonly delayMs: number;
  /** Instead of the true result. */
  readonly result?: LdapResult;
  /** The connection ends instead of an answer. */
  readonly drop: boolean;
  /** The answer is no BER. */
  readonly malformed: boolean;
  /** Why, for the record; nothing when no rule was met. */
  readonly trace: readonly TraceStep[];
}

const NONE: LdapDisturbance = { delayMs: 0, drop: false, malformed: false, trace: [] };

/** Asks the book, once for an operation. */
export function disturbance(
  { faults, random }: Pick<LdapRoom, 'faults' | 'random'>,
  operation: 'search' | 'bind',
  caller: string,
  ods?: string,
): LdapDisturbance {
  const met = faults.meet({ face: 'ldap', operation, caller, ods });
  if (met.length === 0) return NONE;
  const result = resultOf(met);
  return {
    delayMs: delayOf(met, random),
    ...(result ? { result } : {}),
    drop: faultOf(met, 'drop') !== undefined,
    malformed: faultOf(met, 'malformed') !== undefined,
    trace: met.map((each) => ({ stage: 'disturb', text: tellFault('ldap', each) })),
  };
}

function resultOf(met: readonly InjectedFault[]): LdapResult | undefined {
  const fault = faultOf(met, 'unavailable', 'result');
  if (!fault) return undefined;
  if (fault.kind === 'unavailable')
    return { code: RESULT.unavailable, matchedDn: '', message: 'the directory cannot be reached' };
  const code = /^\d{1,5}$/.test(fault.code)
    ? Number(fault.code)
    : (parseResultName(fault.code) ?? RESULT.other);
  return { code, matchedDn: '', message: fault.text ?? '' };
}

/** The organisation that a filter asks for, in the first assertion about it that is not negated. */
export function askedOds(filter: LdapFilter): string | undefined {
  switch (filter.kind) {
    case 'equal':
      return filter.attribute.toLowerCase() === 'nhsidcode' ? filter.value : undefined;
    case 'and':
    case 'or':
      for (const each of filter.filters) {
        const found = askedOds(each);
        if (found !== undefined) return found;
      }
      return undefined;
    default:
      return undefined;
  }
}
