import type { Finding } from '../../../src/domain/finding.ts';
import { buildMessageError } from '../../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { compose, contractTerms, signalTerms } from '../compose.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { SpineRoom } from '../spine-room.ts';
import { answerEnvelope, answerPackage } from './answer-envelope.ts';
import type { ServicePayload } from './service-payload.ts';

/** What an answer of one of Spine's services is put on record with. */
export interface AnswerRecord {
  /** The work that is done with it; `undefined` when more is to follow. */
  readonly settles: string | undefined;
  readonly why?: string;
  readonly findings?: readonly Finding[];
}

/** A composed answer, or why there is none. */
export type Composed =
  | { readonly kind: 'composed'; readonly delivery: Delivery }
  | { readonly kind: 'unanswered'; readonly why: string };

type Room = Pick<SpineRoom, 'world' | 'journal' | 'clock' | 'ids'>;

/** Answers a request with a payload, by the contract that the requester holds for it. */
export async function composePayload(
  room: Room,
  request: EbxmlMessage,
  payload: ServicePayload,
  record: AnswerRecord,
): Promise<Composed> {
  const world = room.world.current();
  const toParty = request.from.id;
  // Spine's answers travel under the service of the request: `psis` answers `psis` (mhs 2.7).
  const contract = world.contractFor(toParty, request.service, payload.action);
  if (!contract) {
    const why = `${toParty} has no contract for ${request.service}:${payload.action}`;
    return { kind: 'unanswered', why };
  }
  const message = answerEnvelope(world, request, contract, room.ids.uuid());
  const delivery = await compose(
    { ...room, world },
    {
      message,
      toParty,
      endpoint: contract.endpoint,
      terms: contractTerms(world, contract),
      content: answerPackage(message, payload.xml),
      summary: `${payload.action} to ${toParty}: answers ${request.messageId}`,
      ...kept(record),
    },
  );
  return { kind: 'composed', delivery };
}

/** Answers a request with a MessageError. */
export async function composeError(
  room: Room,
  request: EbxmlMessage,
  { code, text }: { readonly code: string; readonly text: string },
  record: AnswerRecord,
): Promise<Composed> {
  const world = room.world.current();
  const toParty = request.from.id;
  const endpoint = world.party(toParty)?.endpoint;
  if (!endpoint) return { kind: 'unanswered', why: `${toParty} has no endpoint` };
  const stamp = { messageId: room.ids.uuid(), now: room.clock.now() };
  const delivery = await compose(
    { ...room, world },
    {
      message: buildMessageError(request, [{ errorCode: code, description: text }], stamp),
      toParty,
      endpoint,
      terms: signalTerms(world),
      summary: `MessageError to ${toParty}: ${code}`,
      ...kept(record),
    },
  );
  return { kind: 'composed', delivery };
}

function kept({ settles, why, findings = [] }: AnswerRecord) {
  return {
    ...(settles ? { settles } : {}),
    ...(why ? { trace: [{ stage: 'decide', text: why }] } : {}),
    ...(findings.length > 0 ? { findings } : {}),
  };
}
