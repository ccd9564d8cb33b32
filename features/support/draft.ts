import type { World } from '../../simulator/world/world.ts';
import { pathOf } from '../../src/domain/spine-path.ts';
import { buildMessage, type MessagePlan } from '../../src/gp2gp/build-message.ts';
import { hl7Time } from '../../src/gp2gp/hl7-time.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { writeSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { INTERACTION_ROOT } from '../../src/wire/hl7/names.ts';
import { writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import { type PartyName, PRACTICES, type PracticeName } from './cast.ts';
import { MESSAGE_KINDS, type MessageKindName } from './message-kinds.ts';

/** A message before it is written: what a deviation can still change. */
export interface Draft extends MessagePlan {
  readonly path: string;
  readonly hl7Id: string;
  /** `undefined` sends no SOAPAction. */
  readonly soapAction: string | undefined;
  /** In place of the Content-Type that fits the body. */
  readonly contentType?: string;
  /** The last word on the bytes. */
  readonly alter?: (body: Buffer) => Buffer;
}

/** A message as it was posted. */
export interface Posted {
  readonly from: PracticeName;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly envelope: EbxmlMessage;
  readonly hl7Id: string;
}

export interface DraftFacts {
  readonly from: PracticeName;
  readonly to: PartyName;
  readonly kind: MessageKindName;
  readonly messageId: string;
  readonly hl7Id: string;
  readonly conversationId: string;
  readonly time: Date;
}

/** A right message of the kind, from the recipient's contract in the world. */
export function draftOf(world: World, facts: DraftFacts): Draft {
  const { service, action, pattern } = MESSAGE_KINDS[facts.kind];
  const { spine } = world;
  const receiver = facts.to === 'Spine' ? spine : PRACTICES[facts.to];
  const sender = PRACTICES[facts.from];
  const contract = world.contractFor(receiver.partyKey, service, action);
  if (!contract) throw new Error(`${facts.to} has no contract for a ${facts.kind}`);
  const payload = payloadOf(action, facts, sender.asid, receiver.asid);
  return {
    contract,
    fromPartyKey: sender.partyKey,
    conversationId: facts.conversationId,
    messageId: facts.messageId,
    hl7Id: facts.hl7Id,
    time: facts.time,
    payload: Buffer.from(payload),
    path: pathOf(pattern),
    soapAction: writeSoapAction({ service, action }),
  };
}

/** An HL7 message of the interaction without a body: Spine's ebXML patterns look no further. */
function payloadOf(
  action: string,
  { hl7Id, time }: DraftFacts,
  senderAsid: string,
  receiverAsid: string,
): string {
  return writeWrapper({
    rootName: action,
    id: hl7Id,
    creationTime: hl7Time(time),
    versionCode: 'V3NPfIT3.1.10',
    interactionId: { root: INTERACTION_ROOT, extension: action },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: undefined,
    receivers: [receiverAsid],
    senders: [senderAsid],
    systems: [senderAsid],
    author: undefined,
    reasons: [],
    controlAct: undefined,
  });
}

export function write(draft: Draft, from: PracticeName): Posted {
  const { envelope, headers, body } = buildMessage(draft);
  const contentType = draft.contentType ?? headers[0]?.[1] ?? '';
  return {
    from,
    path: draft.path,
    headers: [
      ['Content-Type', contentType],
      ...(draft.soapAction === undefined ? [] : [['SOAPAction', draft.soapAction] as const]),
    ],
    body: draft.alter ? draft.alter(body) : body,
    envelope,
    hl7Id: draft.hl7Id,
  };
}
