import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { decodePart } from '../../src/wire/mime/decode-part.ts';
import type { SpineServiceRule } from '../world/world.ts';
import type { Answer, Arrival } from './arrival.ts';
import { applicationOf } from './ask-application.ts';
import type { Examined } from './examine-message.ts';
import { refuseMessage } from './refuse-message.ts';
import type { SpineRoom } from './spine-room.ts';

/** The answer to a message that the application behind Spine will not have; `undefined` when it will. */
export async function answerObjection(
  room: SpineRoom,
  arrival: Arrival,
  envelope: EbxmlMessage,
  examined: Examined,
  rule: SpineServiceRule,
): Promise<Answer | undefined> {
  const application = applicationOf(room, rule);
  const { mime, body, at, peer } = arrival;
  const part = mime?.ok ? mime.value.parts[1] : undefined;
  // A body on disk is read when it is answered: nothing of its kind is that large.
  if (!application?.objection || !part || !(body instanceof Uint8Array)) return undefined;
  const payload = decodePart(body, part);
  if (!payload.ok) return undefined;
  const sender = room.world.current().party(envelope.from.id);
  const objection = application.objection({
    ...{ at, rule, envelope, payload: payload.value, peer, sender },
  });
  if (!objection) return undefined;
  const { code, text, why } = objection;
  const refusal = {
    ...{ constant: 'SERVICE_OBJECTION', text, location: envelope.action },
    form: { channel: 'messageError' as const, code },
  };
  const trace = [...examined.trace, { stage: 'decide', text: why }];
  return refuseMessage(
    room,
    arrival,
    envelope,
    { ...examined, refusals: [refusal], trace },
    rule.pattern,
  );
}
