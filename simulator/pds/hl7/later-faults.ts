import type { Finding } from '../../../src/domain/finding.ts';
import type { InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../../src/faults/fault-book.ts';
import type { LaterAnswer } from '../../doors/spine-application.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** Faults in place of an answer. Spine has acknowledged: a fault of SOAP can only come as a MessageError. */
export function faultInPlace(
  parts: Hl7Parts,
  faults: readonly InjectedFault[],
  findings: readonly Finding[],
): LaterAnswer | undefined {
  const fault = faultOf(faults, 'drop', 'no-answer', 'unavailable', 'soap-fault', 'message-error');
  if (!fault) return undefined;
  const why = `fault ${fault.rule}: ${fault.kind}`;
  const delayMs = delayed(parts, faults);
  if (fault.kind === 'drop' || fault.kind === 'no-answer')
    return { kind: 'nothing', why, findings, delayMs };
  const text = 'text' in fault ? fault.text : 'Routing failure: the service cannot be reached';
  const code = fault.kind === 'message-error' ? fault.code : 'DeliveryFailure';
  return { ...messageError(code, text, findings), why, delayMs };
}

/** How long after the request its answer goes out. */
export function delayed(parts: Hl7Parts, faults: readonly InjectedFault[]): number {
  return parts.world.current().pds.asyncAnswerDelayMs + delayOf(faults, parts.random);
}

export function messageError(
  code: string,
  text: string,
  findings: readonly Finding[],
): LaterAnswer {
  return { kind: 'message-error', code, text, why: text, findings, delayMs: 0 };
}

export function silence(why: string): LaterAnswer {
  return { kind: 'nothing', why, findings: [], delayMs: 0 };
}
