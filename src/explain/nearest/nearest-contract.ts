import type { Entry } from '../../journal/entry.ts';

/** The registered contract that comes nearest to the message, as the trace has it. */
export function nearestContract({ trace = [] }: Entry): string | undefined {
  for (const { facts } of trace) {
    if (typeof facts?.nearest === 'string') return `the contract of ${facts.nearest}`;
  }
  return undefined;
}
