import type { Json } from './json.ts';

/** Something in a FHIR resource that could not be taken over. */
export interface Problem {
  /** Where, as FHIR paths go: `Patient.name[1].use`. */
  readonly at: string;
  readonly message: string;
}

/** What the readers of the parts of a resource share. */
export interface ReadContext {
  /** Gives ids to what comes without one: unlike any that are there. */
  newId(): string;
  problem(at: string, message: string): void;
  /** The word that stands for an alias among the uses of names (see Shape). */
  readonly alias: 'temp' | 'nickname' | 'old';
}

/** How JSON is quoted in a problem: short enough for one line. */
export function quoted(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
