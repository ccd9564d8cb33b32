import { below, identifier } from '../../../src/demographics/hl7v3/hl7-element.ts';
import { contentOf, readPdsMessage } from '../../../src/demographics/hl7v3/pds-message.ts';
import type { FaultRule, InjectedFault } from '../../../src/faults/fault.ts';
import { faultOf } from '../../../src/faults/fault-book.ts';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import type { LaterRequest, Objection } from '../../doors/spine-application.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** The faults that a message met when it came, for when it is answered: they are counted once. */
export interface MetFaults {
  take(messageId: string): readonly InjectedFault[] | undefined;
  keep(messageId: string, faults: readonly InjectedFault[]): void;
  clear(): void;
}

/** Messages between their arrival and their answer; more at a time are not kept apart. */
const MOST_MESSAGES = 10_000;

export function metFaults(): MetFaults {
  const met = new BoundedMap<string, readonly InjectedFault[]>(MOST_MESSAGES);
  return {
    take(messageId) {
      const faults = met.get(messageId);
      met.delete(messageId);
      return faults;
    },
    keep: (messageId, faults) => void met.set(messageId, faults),
    clear: () => met.clear(),
  };
}

/** The objection of a fault that takes the place of the acknowledgement (pds-identity 5.5, number 33). */
export function objectTo(
  parts: Hl7Parts,
  met: MetFaults,
  { rule, envelope, payload }: LaterRequest,
): Objection | undefined {
  // Only what is reliable is acknowledged, and where no fault is about that nothing is read twice.
  if (rule.pattern !== 'asynchronous-reliable') return undefined;
  if (!parts.world.current().faults.some(objects)) return undefined;
  const xml = readXml(payload, { bytes: parts.world.current().limits.messageBytes });
  if (!xml.ok) return undefined;
  const message = readPdsMessage(xml.value);
  const role = below(contentOf(message, 'PdsUpdateRequest'), 'subject', 'patientRole');
  const faults = parts.faults.meet({
    ...{ face: 'pds-hl7', operation: rule.action, caller: message.senderAsid },
    nhsNumber: identifier(below(role, 'id'))?.extension,
  });
  const fault = faultOf(faults, 'message-error');
  if (fault?.instead !== 'acknowledgment') {
    met.keep(envelope.messageId, faults);
    return undefined;
  }
  return { code: fault.code, text: fault.text, why: `fault ${fault.rule}: ${fault.kind}` };
}

function objects({ actions }: FaultRule): boolean {
  return actions.some(
    (action) => action.kind === 'message-error' && action.instead === 'acknowledgment',
  );
}
