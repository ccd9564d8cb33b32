import type { Finding } from '../../../src/domain/finding.ts';
import { parseSoapAction } from '../../../src/wire/ebxml/soap-action.ts';
import { wrapperFromElement } from '../../../src/wire/hl7/read-wrapper.ts';
import type { SyncEnvelope } from '../../../src/wire/soap/sync-envelope.ts';
import type { World } from '../../world/world.ts';
import type { Arrival } from '../arrival.ts';
import { identify } from '../identify.ts';
import { judgeAuthor } from '../judge-author.ts';
import type { AnswerFacts } from '../services/service-payload.ts';
import type { SpineRoom } from '../spine-room.ts';
import { answered, type Rejection, refused, rejected } from './answer-synchronous.ts';
import type { Verdict } from './sync-verdict.ts';

/** HL7 rejection codes of the rules that compare header and message (mhs 3.12). */
const REJECTIONS: Readonly<Record<string, string>> = {
  INCONSISTENT_HL7_INTERACTION_ID: '515',
  INCONSISTENT_COMM_FUNC_RCV: '519',
  INCONSISTENT_COMM_FUNC_SND: '520',
};

/** Judges an envelope that could be read, and answers it (mhs 2.3, 3.9, 3.12). */
export function judgeSynchronous(
  room: SpineRoom,
  world: World,
  arrival: Arrival,
  envelope: SyncEnvelope,
  findings: readonly Finding[],
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
  const notServed = (why: string) =>
    refused(room, world, 'SERVICE_NOT_SUPPORTED', why, 'HTTP Header - SOAPAction');
  if (!action.ok || !posted.ok || posted.value.action !== action.value.action) {
    return notServed('SOAPAction differs');
  }
  const rule = world.serviceRule(action.value.service, action.value.action);
  if (rule?.pattern !== 'synchronous') return notServed(`no rule for ${header.action}`);
  const wrapper = wrapperFromElement(body.message);
  const facts: AnswerFacts = {
    messageId: room.ids.uuid(),
    requestMessageId: header.messageId,
    requestHl7Id: wrapper.ok ? wrapper.value.id : '',
    senderAsid: header.receiverAsid,
    receiverAsid: header.senderAsid,
    now: room.clock.now(),
  };
  const sender = world.partyByAsid(header.senderAsid);
  const stranger = sender && identify(world, arrival.peer, sender.partyKey);
  const author = wrapper.ok ? wrapper.value.author : undefined;
  const user = sender && judgeAuthor(room, author, sender.odsCode);
  const more = [stranger, user].filter((each) => each !== undefined);
  const objection = objectionTo(broken[0], header.senderAsid, sender !== undefined, more);
  const verdict = objection
    ? rejected(room, envelope, rule, objection, facts)
    : answered(room, envelope, rule, facts);
  return { ...verdict, findings: [...verdict.findings, ...more] };
}

/** Why the message is rejected: it disagrees with its header, or its sender or user is not who may send it. */
function objectionTo(
  mismatch: Finding | undefined,
  asid: string,
  registered: boolean,
  judged: readonly Finding[],
): Rejection | undefined {
  if (mismatch) {
    return { code: REJECTIONS[mismatch.check.slice(5)] ?? '1000', text: mismatch.message };
  }
  if (!registered) return { code: '507', text: `ASID ${asid} is not registered` };
  const denied = judged.find(({ severity }) => severity === 'must');
  return denied && { code: '900', text: denied.message };
}
