import type { Entry } from './entry.ts';

/** What became of a message or request that came in, in words that are few. */
export interface ReceivedOutcome {
  readonly outcome: 'taken' | 'answered' | 'duplicate' | 'refused' | 'disturbed' | 'broken-off';
  /** Of a refusal: `CPA_ID_UNKNOWN`, `RESOURCE_NOT_FOUND`, `noSuchObject`, `404`. */
  readonly code: string | undefined;
}

const CODE = /[A-Za-z][\w.-]*/;

/** Reads the result that each service puts on record with what it took. */
export function outcomeOf({ facts = {}, response }: Entry): ReceivedOutcome {
  const result = typeof facts.result === 'string' ? facts.result : '';
  const [, word = '', rest = ''] = /^([a-z -]+?)(?:: *(.*))?$/i.exec(result) ?? [];
  const status = response?.status;
  if (word === 'taken') return { outcome: 'taken', code: undefined };
  if (word === 'duplicate') return { outcome: 'duplicate', code: undefined };
  if (word === 'broken off') return { outcome: 'broken-off', code: undefined };
  if (word === 'disturbed') return { outcome: 'disturbed', code: CODE.exec(rest)?.[0] };
  if (word === 'refused') return { outcome: 'refused', code: CODE.exec(rest)?.[0] ?? 'unnamed' };
  // The directory answers with a result code of LDAP instead of a status.
  if (typeof facts.resultCode === 'number')
    return facts.resultCode === 0
      ? { outcome: 'answered', code: undefined }
      : { outcome: 'refused', code: CODE.exec(result)?.[0] ?? String(facts.resultCode) };
  if (typeof facts.code === 'string' && status === undefined)
    return { outcome: 'refused', code: facts.code };
  if (status !== undefined && status >= 400)
    return { outcome: 'refused', code: CODE.exec(result)?.[0] ?? String(status) };
  return { outcome: 'answered', code: undefined };
}
