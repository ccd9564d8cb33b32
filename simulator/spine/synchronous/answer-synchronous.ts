import { buildSoapFault, writeSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import type { SyncEnvelope } from '../../../src/wire/soap/sync-envelope.ts';
import { writeSyncEnvelope } from '../../../src/wire/soap/write-sync-envelope.ts';
import type { SpineServiceRule, World } from '../../world/world.ts';
import type { Answer } from '../arrival.ts';
import { refuse } from '../refusal.ts';
import type { AnswerFacts } from '../services/service-payload.ts';
import { acknowledgementPayload, servicePayload } from '../services/service-payload.ts';
import type { SpineRoom } from '../spine-room.ts';
import { answer, answerAccepted, answerRefusal } from '../write-answer.ts';
import type { Verdict } from './sync-verdict.ts';

/** The answer that the rule of a canned service gives. */
export function answered(
  room: SpineRoom,
  request: SyncEnvelope,
  rule: SpineServiceRule,
  facts: AnswerFacts,
): Verdict {
  const { answer: told } = rule;
  if (told.kind === 'nothing' || told.kind === 'pds') {
    // A rule of an application was handed to it before.
    return verdict(answerAccepted(), 'unanswered', 'its rule is to answer nothing');
  }
  if (told.kind === 'fault') {
    const fault = writeSoapFault(buildSoapFault(told.code, told.text));
    return verdict(answer(500, fault), `fault ${told.code}`, 'its rule is a fault');
  }
  const { action, xml } = servicePayload(told, facts);
  const wrapper = told.kind === 'payload' ? told.wrapper : undefined;
  return verdict(
    answer(200, envelopeFor(room, request, rule, action, xml, wrapper)),
    'answered',
    `answered with ${action} by the rule of ${rule.service}:${rule.action}`,
  );
}

/** Why a message is rejected, as a code of mhs 3.12. */
export interface Rejection {
  readonly code: string;
  readonly text: string;
}

/** A rejection of the message itself: an MCCI with AR, straight in the Body (mhs 3.9, 3.11). */
export function rejected(
  room: SpineRoom,
  request: SyncEnvelope,
  rule: SpineServiceRule,
  { code, text }: Rejection,
  facts: AnswerFacts,
): Verdict {
  const { action, xml } = acknowledgementPayload('AR', code, text, facts);
  return verdict(
    answer(200, envelopeFor(room, request, rule, action, xml, undefined)),
    `rejected: ${code}`,
    `rejected with ${code}: ${text}`,
  );
}

function envelopeFor(
  { ids }: SpineRoom,
  { header }: SyncEnvelope,
  { service }: SpineServiceRule,
  action: string,
  xml: string,
  wrapper: string | undefined,
): Buffer {
  return writeSyncEnvelope(
    {
      messageId: `uuid:${ids.uuid()}`,
      action: `${service}/${action}`,
      to: header.replyTo || header.from || header.to,
      from: service,
      replyTo: undefined,
      relatesTo: header.messageId,
      receiverAsid: header.senderAsid,
      senderAsid: header.receiverAsid,
    },
    xml,
    wrapper ? { wrapper } : {},
  );
}

/** Refuses what cannot be read or is not served here, in the form that the world sets (mhs 3.4). */
export function refused(
  { ids, clock }: SpineRoom,
  world: World,
  constant: string,
  detail: string,
  location: string,
): Verdict {
  const refusal = refuse(constant, detail, location, world.policies.refusals);
  const stamp = { messageId: ids.uuid(), now: clock.now() };
  return verdict(
    answerRefusal([refusal], {}, stamp),
    `refused: ${constant}`,
    `refused: ${constant}, ${detail}`,
  );
}

function verdict(told: Answer, result: string, why: string): Verdict {
  return { answer: told, result, why, findings: [], delayMs: 0 };
}
