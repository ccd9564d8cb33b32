import { ERRORS, type ErrorName, parseErrorName } from '../../../src/demographics/fhir/errors.ts';
import { forbidden } from '../../../src/demographics/fhir/patch/rule-words.ts';
import type { InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../../src/faults/fault-book.ts';
import { tellFault } from '../../../src/faults/tell-fault.ts';
import type { TraceStep } from '../../../src/journal/entry.ts';
import { type Asked, header, type Operation } from './operation.ts';
import { type Outcome, refuse, refused, tooLate } from './outcome.ts';

/** What faults make of an exchange before the operation is performed. */
export function injected(
  faults: readonly InjectedFault[],
  operation: Operation,
): Outcome | undefined {
  if (faultOf(faults, 'unavailable')) return tooLate();
  const result = faultOf(faults, 'result');
  if (result) return chosen(result.code, result.text);
  const refusing = operation.changes ? faultOf(faults, 'refuse-update') : undefined;
  return refusing && refused(forbidden(refusing.text));
}

/** An error of the table by its name or its status; any other status with an unknown error. */
function chosen(code: string, text: string | undefined): Outcome {
  const byStatus = Object.entries(ERRORS).find(([, { status }]) => String(status) === code)?.[0];
  const error = parseErrorName(code) ?? (byStatus as ErrorName | undefined) ?? 'UNKNOWN_ERROR';
  const outcome = refuse(error, text);
  const status = /^[1-5]\d\d$/.test(code) && Number(code) >= 200 ? Number(code) : outcome.status;
  return { ...outcome, status };
}

/** How long an answer is held back, and whether the platform gives up waiting for it first (pds-identity 2.1). */
export function waiting(
  faults: readonly InjectedFault[],
  { room, request, world }: Asked,
): { readonly delayMs: number; readonly gaveUp: boolean } {
  const delayMs = delayOf(faults, room.random);
  if (delayMs === 0) return { delayMs, gaveUp: false };
  const asked = Number(header(request, 'x-sync-wait') ?? Number.NaN);
  // Nonsense is no wish: the platform waits as long as it always does.
  const seconds = asked >= 0.25 && asked <= 29 ? asked : world.pds.fhir.syncWaitSeconds;
  const patience = seconds * 1000;
  return { delayMs: Math.min(delayMs, patience), gaveUp: delayMs > patience };
}

/** The record's serial number moves on after it was read (pds-identity 5.5, number 27). */
export function moveOn(
  faults: readonly InjectedFault[],
  { room, request, nhsNumber }: Asked,
): void {
  if (!faultOf(faults, 'move-serial-number')) return;
  const note = {
    ...{ at: request.at.toISOString(), face: 'fhir', by: 'fault' },
    what: 'serial number moved on',
  };
  room.register.change(nhsNumber, undefined, note, (patient) => patient);
}

/** Cut off in the middle, so that it cannot be parsed. */
export function cutShort(body: string): string {
  return body.slice(0, Math.ceil(body.length / 2));
}

export function faultTrace(faults: readonly InjectedFault[]): readonly TraceStep[] {
  return faults.map((each) => ({
    stage: 'disturb',
    text: tellFault('pds-fhir', each),
  }));
}
