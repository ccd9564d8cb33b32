import type { InjectedFault } from '../../../src/faults/fault.ts';
import { faultOf } from '../../../src/faults/fault-book.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** Lets a record's serial number move on after it was read, so that the reader's next update is stale. */
export function moveSerialNumber(
  { register, clock }: Hl7Parts,
  faults: readonly InjectedFault[],
  nhsNumber: string | undefined,
): void {
  const fault = faultOf(faults, 'move-serial-number');
  if (!fault || nhsNumber === undefined) return;
  const at = clock.now().toISOString();
  const note = { at, face: 'hl7', by: `fault ${fault.rule}`, what: 'nothing: its number moves' };
  register.change(nhsNumber, undefined, note, (patient) => patient);
}
