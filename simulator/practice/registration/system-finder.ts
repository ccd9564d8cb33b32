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
