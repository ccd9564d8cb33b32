import type { InjectedFault } from '../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../src/faults/fault-book.ts';
import { reasonOf } from '../../src/platform/http-message.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import type { RestHead } from './read-rest-head.ts';
import { frameworkRefusal, type RestAnswer } from './rest-answer.ts';

/** Asks the book, once a request, and waits as long as a fault wants. */
export async function meetAtRest(
  { clock, faults, party, random }: AdaptorRoom,
  head: RestHead,
): Promise<readonly InjectedFault[]> {
  const met = faults.meet({
    face: 'adaptor',
    caller: party.odsCode,
    operation: head.interaction,
    ods: head.odsCode,
    messages: [head.messageId, head.correlationId],
  });
  const delayMs = delayOf(met, random);
  if (delayMs > 0) await new Promise<void>((done) => void clock.after(delayMs, done));
  return met;
}

/** Faults at the adaptor's own door. */
export function brokenAnswer(
  met: readonly InjectedFault[],
  correlationId: string,
): RestAnswer | undefined {
  const fault = faultOf(met, 'drop', 'unavailable', 'result', 'malformed');
  if (!fault) return undefined;
  const why = `the fault ${fault.rule} answers`;
  if (fault.kind === 'result') {
    const status = /^[2-5]\d\d$/.test(fault.code) ? Number(fault.code) : 500;
    return frameworkRefusal(status, fault.text ?? reasonOf(status), correlationId, why);
  }
  if (fault.kind === 'malformed') {
    const told = frameworkRefusal(500, '', correlationId, why);
    return { ...told, reply: { ...told.reply, body: Buffer.from('{"error_message": "Err') } };
  }
  return frameworkRefusal(503, 'Service Unavailable', correlationId, why);
}
