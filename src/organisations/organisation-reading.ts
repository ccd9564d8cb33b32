import type { Organisation } from './organisation.ts';

/** What is wrong in a text with organisations. */
export interface OrganisationProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** Whole or not at all. */
export type OrganisationReading =
  | { readonly ok: true; readonly organisations: readonly Organisation[] }
  | { readonly ok: false; readonly problems: readonly OrganisationProblem[] };

/** A value that holds one thing, or where in it and why it does not. */
export type ValueReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly path: readonly PropertyKey[]; readonly why: string };
