import type { Entry } from '../../../src/journal/entry.ts';
import { readWrapper } from '../../../src/wire/hl7/read-wrapper.ts';
import type { SpineServiceAnswer } from '../../world/world.ts';
import { applicationOf } from '../ask-application.ts';
import { composeError, composePayload } from './compose-answer.ts';
import { type RequestOnRecord, readRequest } from './read-request.ts';
import { serveByApplication } from './serve-by-application.ts';
import type { Served, ServiceRoom, Serving } from './served.ts';
import { servicePayload } from './service-payload.ts';

/** Composes the answer of an asynchronous Spine service and puts it on record (mhs 2.4.2, 2.4.3). */
export async function composeServiceAnswer(
  room: ServiceRoom,
  entry: Entry,
  serving: Serving,
): Promise<Served> {
  const world = room.world.current();
  const rule = world.serviceRule(String(entry.facts?.service ?? ''), entry.interaction ?? '');
  if (!rule) return unanswered('the service has left the world');
  if (rule.answer.kind === 'nothing') return unanswered('its rule is to answer nothing');
  const request = await readRequest(room.journal, entry);
  if (!request) return unanswered('the request on record could not be read again');
  const settles = entry.opens;
  if (rule.answer.kind === 'fault')
    return composeError(room, request.envelope, rule.answer, { settles });
  if (rule.answer.kind !== 'pds')
    return composePayload(room, request.envelope, payloadOf(room, request, rule.answer), {
      settles,
    });
  const application = applicationOf(room, rule);
  if (application) return serveByApplication(room, application, rule, entry, request, serving);
  const { kind } = rule.answer;
  const absent = { code: 'DeliveryFailure', text: `no ${kind} service runs behind ${rule.action}` };
  return composeError(room, request.envelope, absent, { settles });
}

function payloadOf(
  { world, ids, clock }: ServiceRoom,
  { envelope, payload }: RequestOnRecord,
  answer: Extract<SpineServiceAnswer, { kind: 'acknowledge' | 'payload' }>,
) {
  const wrapper = readWrapper(payload);
  const [receiver, sender] = wrapper.ok
    ? [wrapper.value.receivers[0], wrapper.value.senders[0]]
    : [];
  return servicePayload(answer, {
    messageId: ids.uuid(),
    requestMessageId: envelope.messageId,
    requestHl7Id: wrapper.ok ? wrapper.value.id : '',
    senderAsid: receiver || world.current().spine.asid,
    receiverAsid: sender ?? '',
    now: clock.now(),
  });
}

function unanswered(why: string): Served {
  return { kind: 'unanswered', why };
}
