import type { Contract } from '../../../src/domain/contract.ts';

/** The system of an organisation for one interaction, as the directory has it. */
export interface FoundSystem {
  readonly odsCode: string;
  readonly asid: string;
  readonly partyKey: string;
  readonly contract: Contract;
}

export type SystemOutcome =
  | { readonly kind: 'found'; readonly system: FoundSystem }
  | {
      readonly kind: 'not-found';
      /** `failed`: the directory itself could not be asked. */
      readonly why: 'none' | 'several' | 'failed';
      readonly because: string;
    };

/** Whose system is sought, and what for. */
export interface SystemQuery {
  readonly odsCode: string;
  readonly service: string;
  readonly action: string;
  /**
   * The system as its own message names it: decides where the directory has several, and stands in where it
   * has the message handler alone. For answers to those who wrote.
   */
  readonly known?: { readonly asid: string; readonly partyKey: string } | undefined;
}

/** One way to find systems. Rejects with nothing that a directory does. */
export interface SystemFinder {
  find(query: SystemQuery): Promise<SystemOutcome>;
}

export function found(system: FoundSystem): SystemOutcome {
  return { kind: 'found', system };
}

export function notFound(
  why: 'none' | 'several' | 'failed',
  because: string,
): Extract<SystemOutcome, { kind: 'not-found' }> {
  return { kind: 'not-found', why, because };
}

/** What a search gave, or the end of the look-up. */
export type Searched<T> =
  | { readonly ok: true; readonly things: readonly T[] }
  | { readonly ok: false; readonly outcome: SystemOutcome };

/** The directory itself gave no answer that could be used. */
export function notAsked(because: string): Extract<Searched<never>, { ok: false }> {
  return { ok: false, outcome: notFound('failed', `SDS could not be asked: ${because}`) };
}

/**
 * The system that is meant: the only one there is, else the known one. The known one's ASID and party key are
 * enough where the directory has none.
 */
export function systemMeant<T>(
  things: readonly T[],
  what: string,
  known: SystemQuery['known'],
  keysOf: (thing: T) => {
    readonly asid: string | undefined;
    readonly partyKey: string | undefined;
  },
):
  | { readonly ok: true; readonly asid: string; readonly partyKey: string }
  | { readonly ok: false; readonly outcome: SystemOutcome } {
  const candidates = things.map(keysOf);
  const same = candidates.filter(({ asid }) => asid !== undefined && asid === known?.asid);
  if (known && (things.length === 0 || same.length > 0)) return { ok: true, ...known };
  const one = onlyOne(candidates, what);
  if (!one.ok) return one;
  const { asid, partyKey } = one.value;
  if (asid && partyKey) return { ok: true, asid, partyKey };
  return { ok: false, outcome: notFound('none', `the ${what} has no ASID or no party key`) };
}

/** The one thing that a search should have given; else what it gave instead. */
export function onlyOne<T>(
  things: readonly T[],
  what: string,
):
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly outcome: SystemOutcome } {
  const [first, second] = things;
  if (first === undefined) {
    return { ok: false, outcome: notFound('none', `SDS has no ${what}`) };
  }
  if (second !== undefined) {
    const text = `SDS has ${things.length} where one ${what} should be`;
    return { ok: false, outcome: notFound('several', text) };
  }
  return { ok: true, value: first };
}
