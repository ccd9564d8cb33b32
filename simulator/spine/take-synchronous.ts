import type { Finding } from '../../src/domain/finding.ts';
import { parseSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { wrapperFromElement } from '../../src/wire/hl7/read-wrapper.ts';
import type { Deviation } from '../../src/wire/reading.ts';
import { readSyncEnvelope } from '../../src/wire/soap/read-sync-envelope.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { SyncEnvelope } from '../../src/wire/soap/sync-envelope.ts';
import { syncRuleOf } from '../../src/wire/soap/sync-envelope.ts';
import { writeSyncEnvelope } from '../../src/wire/soap/write-sync-envelope.ts';
import type { SpineServiceRule, World } from '../world/world.ts';
import type { Answer, Arrival } from './arrival.ts';
import { type Asked, askApplication, ruleOfApplication } from './ask-application.ts';
import { identify } from './identify.ts';
import { pause } from './pause.ts';
import { recordOf } from './record.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import type { AnswerFacts } from './service-payload.ts';
import { acknowledgementPayload, servicePayload } from './service-payload.ts';
import type { SpineRoom } from './spine-room.ts';
import { answer, answerAccepted, answerRefusal } from './write-answer.ts';

/** HL7 rejection codes of the rules that compare header and message (mhs 3.12). */
const REJECTIONS: Readonly<Record<string, string>> = {
  INCONSISTENT_HL7_INTERACTION_ID: '515',
  INCONSISTENT_COMM_FUNC_RCV: '519',
  INCONSISTENT_COMM_FUNC_SND: '520',
};

/** What a synchronous request comes to. */
interface Verdict {
  readonly answer: Answer;
  readonly result: string;
  readonly why: string;
}

/**
 * Reads, judges and answers a synchronous SOAP request (mhs 2.3, 3.9). `undefined` ends the connection
 * without an answer, as an application may wish.
 */
export async function takeSynchronous(
  room: SpineRoom,
  arrival: Arrival,
): Promise<Answer | undefined> {
  const world = room.world.current();
  const read = readSyncEnvelope(arrival.envelope, { bytes: world.limits.messageBytes });
  const findings = read.deviations.map(findingOf);
  const rule = ruleOfApplication(world, arrival);
  const verdict: Verdict | Asked = rule
    ? await askApplication(room, world, arrival, rule, read)
    : read.ok
      ? judge(room, world, arrival, read.value, findings)
      : refused(room, world, 'MESSAGE_NOT_WELL_FORMED', read.failure.message, 'SOAP Envelope');
  const more = 'findings' in verdict ? verdict.findings : [];
  const header = read.ok ? read.value.header : undefined;
  const action = header && parseSoapAction(header.action);
  const fromParty = header && world.partyByAsid(header.senderAsid)?.partyKey;
  await room.journal.append(
    recordOf(arrival, {
      message: {
        messageId: header?.messageId.replace(/^uuid:/, '') ?? '',
        action: action?.ok ? action.value.action : '',
        ...(fromParty ? { from: { id: fromParty, type: undefined } } : {}),
        to: { id: world.spine.partyKey, type: undefined },
      },
      answer: verdict.answer,
      findings: [...findings, ...(read.ok ? [] : [findingOf(read.failure)]), ...more],
      trace: [{ stage: 'decide', text: verdict.why }],
      facts: { taken: false, pattern: 'synchronous' },
      result: verdict.result,
    }),
  );
  if ('delayMs' in verdict) await pause(room, verdict.delayMs);
  return verdict.answer;
}

function judge(
  room: SpineRoom,
  world: World,
  arrival: Arrival,
  envelope: SyncEnvelope,
  findings: Finding[],
): Verdict {
  const { header, body } = envelope;
  const broken = findings.filter(({ severity }) => severity === 'must');
  const structural = broken.find(({ check }) => !(check.slice(5) in REJECTIONS));
  if (structural) {
    const { message, check } = structural;
    return refused(room, world, 'MESSAGE_NOT_WELL_FORMED', message, check.slice(5));
  }
  if (!body)
    return refused(room, world, 'MESSAGE_NOT_WELL_FORMED', 'the Body is empty', 'soapBodyCount');
  const action = parseSoapAction(header.action);
  const posted = parseSoapAction(arrival.http.soapAction ?? '');
  const rule = action.ok ? world.serviceRule(action.value.service, action.value.action) : undefined;
  if (!action.ok || !posted.ok || posted.value.action !== action.value.action) {
    return refused(
      room,
      world,
      'SERVICE_NOT_SUPPORTED',
      'SOAPAction differs',
      'HTTP Header - SOAPAction',
    );
  }
  if (rule?.pattern !== 'synchronous') {
    return refused(
      room,
      world,
      'SERVICE_NOT_SUPPORTED',
      `no rule for ${header.action}`,
      'HTTP Header - SOAPAction',
    );
  }
  const sender = world.partyByAsid(header.senderAsid);
  const stranger = sender && identify(world, arrival.peer, sender.partyKey);
  if (stranger) findings.push(stranger);
  const wrapper = wrapperFromElement(body.message);
  const facts: AnswerFacts = {
    messageId: room.ids.uuid(),
    requestMessageId: header.messageId,
    requestHl7Id: wrapper.ok ? wrapper.value.id : '',
    senderAsid: header.receiverAsid,
    receiverAsid: header.senderAsid,
    now: room.clock.now(),
  };
  const mismatch = broken[0];
  if (mismatch)
    return rejected(room, envelope, rule, REJECTIONS[mismatch.check.slice(5)], mismatch, facts);
  if (!sender) {
    const unknown = { message: `ASID ${header.senderAsid} is not registered` };
    return rejected(room, envelope, rule, '507', unknown, facts);
  }
  if (stranger?.severity === 'must') return rejected(room, envelope, rule, '900', stranger, facts);
  return answered(room, envelope, rule, facts);
}

function answered(
  room: SpineRoom,
  request: SyncEnvelope,
  rule: SpineServiceRule,
  facts: AnswerFacts,
): Verdict {
  const { answer: told } = rule;
  if (told.kind === 'nothing' || told.kind === 'pds') {
    // A rule of an application was handed to it before.
    return { answer: answerAccepted(), result: 'unanswered', why: 'its rule is to answer nothing' };
  }
  if (told.kind === 'fault') {
    const fault = writeSoapFault(buildSoapFault(told.code, told.text));
    return { answer: answer(500, fault), result: `fault ${told.code}`, why: 'its rule is a fault' };
  }
  const { action, xml } = servicePayload(told, facts);
  const wrapper = told.kind === 'payload' ? told.wrapper : undefined;
  return {
    answer: answer(200, envelopeFor(room, request, rule, action, xml, wrapper)),
    result: 'answered',
    why: `answered with ${action} by the rule of ${rule.service}:${rule.action}`,
  };
}

/** A rejection of the message itself: an MCCI with AR, straight in the Body (mhs 3.9, 3.11). */
function rejected(
  room: SpineRoom,
  request: SyncEnvelope,
  rule: SpineServiceRule,
  code: string | undefined,
  { message }: { readonly message: string },
  facts: AnswerFacts,
): Verdict {
  const { action, xml } = acknowledgementPayload('AR', code ?? '1000', message, facts);
  return {
    answer: answer(200, envelopeFor(room, request, rule, action, xml, undefined)),
    result: `rejected: ${code}`,
    why: `rejected with ${code}: ${message}`,
  };
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

function refused(
  { ids, clock }: SpineRoom,
  world: World,
  constant: string,
  detail: string,
  location: string,
): Verdict {
  const refusal: Refusal = refuse(constant, detail, location, world.policies.refusals);
  const stamp = { messageId: ids.uuid(), now: clock.now() };
  return {
    answer: answerRefusal([refusal], {}, stamp),
    result: `refused: ${constant}`,
    why: `refused: ${constant}, ${detail}`,
  };
}

/** A broken rule of mhs 2.3 as a finding named after it; other oddities as notes. */
function findingOf({ code, message, at }: Deviation): Finding {
  const rule = syncRuleOf(code);
  return {
    check: rule ? `SYNC-${rule}` : 'SYNC-NOTE',
    clause: 'mhs 2.3, 3.9',
    severity: rule ? 'must' : 'note',
    message,
    at: 'SOAP Envelope',
    line: at.line,
    column: at.column,
    offset: at.offset,
  };
}
