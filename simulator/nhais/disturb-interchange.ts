import type { InjectedFault } from '../../src/faults/fault.ts';
import { INTERCHANGE_FAULTS, type InterchangeFault } from '../../src/faults/fault.ts';

/** A cipher that no health authority has. */
export const UNKNOWN_CIPHER = 'QQ9';
/** How far numbers jump. */
const JUMP = 4;

/** What is wrong on purpose with what an authority sends (mesh-nhais 2.8, number 6). */
export function interchangeFaults(faults: readonly InjectedFault[]): ReadonlySet<InterchangeFault> {
  return new Set(
    faults.flatMap(({ action }) =>
      action.kind === 'interchange' && INTERCHANGE_FAULTS.includes(action.how) ? [action.how] : [],
    ),
  );
}

/** The first number to use after the last one: the next, the same again, or one further on. */
export function disturbedNumber(
  last: number,
  next: (number: number) => number,
  wrong: ReadonlySet<InterchangeFault>,
): number {
  // Nothing can be repeated before the first.
  if (wrong.has('repeated-numbers') && last > 0) return last;
  let number = next(last);
  if (wrong.has('jumped-numbers')) for (let at = 0; at < JUMP; at++) number = next(number);
  return number;
}
