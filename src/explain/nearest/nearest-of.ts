import { withoutNumbers } from '../place/mask.ts';
import type { Missed } from './missed.ts';
import { nearestContract } from './nearest-contract.ts';
import { nearestEnvelope } from './nearest-envelope.ts';
import { nearestPackage } from './nearest-package.ts';
import { nearestReference } from './nearest-reference.ts';

/** Rules that are about contracts: the nearest registered one is told by whoever judged the message. */
const OF_DIRECTORY = /^DIRECTORY-/;

/**
 * The nearest thing that would have passed a rule: a line of a header, an element, a contract. `undefined` where none
 * can be computed, as where something is missing whose value nobody knows but its sender.
 */
export function nearestOf(missed: Missed): string | undefined {
  const { entry, finding } = missed;
  const computed =
    nearestPackage(missed) ??
    nearestReference(missed) ??
    nearestEnvelope(missed) ??
    finding.suggestion;
  if (computed !== undefined) return withoutNumbers(computed);
  return OF_DIRECTORY.test(finding.check) ? nearestContract(entry) : undefined;
}
