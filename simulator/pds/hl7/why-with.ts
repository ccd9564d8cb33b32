import type { InjectedFault } from '../../../src/faults/fault.ts';
import { tellFault } from '../../../src/faults/tell-fault.ts';

/** Why an answer is as it is, with every fault that had its part in it. */
export function whyWith(faults: readonly InjectedFault[], why?: string): string {
  const told = faults.map((each) => tellFault('pds-hl7', each));
  return [...(why === undefined ? [] : [why]), ...told].join('; ');
}
