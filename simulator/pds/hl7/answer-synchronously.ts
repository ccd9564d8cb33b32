import {
  PDS_QUERY_SERVICE,
  type PdsInteraction,
  pdsInteraction,
} from '../../../src/demographics/hl7v3/interactions.ts';
import {
  contentOf,
  type PdsMessage,
  readPdsMessage,
  tellMessage,
} from '../../../src/demographics/hl7v3/pds-message.ts';
import { queryWarnings } from '../../../src/demographics/hl7v3/query-warnings.ts';
import { readQuery } from '../../../src/demographics/hl7v3/read-query.ts';
import { RESPONSE } from '../../../src/demographics/hl7v3/response-codes.ts';
import type { InjectedFault } from '../../../src/faults/fault.ts';
import { delayOf, faultOf } from '../../../src/faults/fault-book.ts';
import type { SyncEnvelope } from '../../../src/wire/soap/sync-envelope.ts';
import { writeSyncEnvelope } from '../../../src/wire/soap/write-sync-envelope.ts';
import type { SynchronousAnswer, SynchronousRequest } from '../../doors/spine-application.ts';
import { answerQuery } from './answer-query.ts';
import { checkEnvelope } from './check-envelope.ts';
import { departures } from './departures.ts';
import { type Hl7Answer, queryFailed, queryRefused } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';
import { judgeUser } from './judge-user.ts';
import { noAnswer, ruleFault, soapFault } from './pds-fault.ts';
import { moveSerialNumber } from './serial-number-fault.ts';
import { whyWith } from './why-with.ts';
import { writeHl7Answer } from './write-hl7-answer.ts';

/** Answers a synchronous query: the checks of pds-identity 1.4 in their order, then the query itself. */
export function answerSynchronously(
  parts: Hl7Parts,
  { envelope, soapAction, sender, findings, rule }: SynchronousRequest,
): SynchronousAnswer {
  const { pds } = parts.world.current();
  const checked = checkEnvelope(envelope, soapAction);
  if (!checked.ok) return ruleFault(checked.rule, pds.codes.header);
  const interaction = pdsInteraction(rule.action);
  if (!interaction?.wrapper || !checked.value.body)
    return soapFault('101', NOT_SUPPORTED, 'not served synchronously', 'Client', HTTP_ACTION);
  if (!sender) return unknownSystem(parts, checked.value.header.senderAsid);
  const stranger = findings.find(({ severity }) => severity === 'must');
  if (stranger)
    return soapFault('900', `Access Control Violation: ${stranger.message}`, stranger.message);
  return answerIn(parts, interaction, checked.value, checked.value.body.message);
}

const NOT_SUPPORTED = 'The service/interaction is not supported for the requested URI';
const HTTP_ACTION = 'HTTP Header - SOAPAction';

function answerIn(
  parts: Hl7Parts,
  interaction: PdsInteraction,
  envelope: SyncEnvelope,
  element: NonNullable<SyncEnvelope['body']>['message'],
): SynchronousAnswer {
  const message = readPdsMessage(element);
  const schema = departures();
  tellMessage(element, schema.tell);
  const content = contentOf(message, 'query');
  if (!content) throw new TypeError('a query that passed the checks has no query');
  const query = readQuery(content, interaction.kind, schema.tell);
  const user = judgeUser(parts, message, 'query');
  const warnings = [...queryWarnings(interaction.kind, query, message.creationTime)];
  const findings = [...schema.findings, ...warnings, ...user.findings];
  const strict = parts.world.current().pds.mode === 'strict' ? schema.findings[0] : undefined;
  const answer = strict
    ? queryRefused({ name: 'SCHEMA', detail: strict.message })
    : user.refused
      ? queryFailed(user.refused, RESPONSE.generic, parts.world.current().pds.codes.user)
      : answerQuery(parts, interaction, query);
  const nhsNumber = query.id?.extension ?? answer.about;
  const faults = parts.faults.meet({
    ...{ face: 'pds-hl7', operation: interaction.request, caller: message.senderAsid },
    nhsNumber,
  });
  const delayMs = delayOf(faults, parts.random);
  const broken = brokenOutside(faults);
  if (broken) return { ...broken, findings, delayMs };
  const written = envelopeFor(parts, interaction, envelope, message, answer, faults);
  moveSerialNumber(parts, faults, nhsNumber);
  return {
    ...{ status: 200, body: written, result: `answered ${answer.body.interaction}` },
    ...{ why: whyWith(faults, answer.why), findings, delayMs, drop: false },
  };
}

/** Faults in place of an answer. */
function brokenOutside(faults: readonly InjectedFault[]): SynchronousAnswer | undefined {
  const fault = faultOf(faults, 'drop', 'no-answer', 'unavailable', 'soap-fault');
  if (!fault) return undefined;
  const why = whyWith(faults);
  if (fault.kind === 'soap-fault') return soapFault(fault.code, fault.text, why, 'Server');
  if (fault.kind === 'unavailable')
    return soapFault('206', 'Routing failure: the service cannot be reached', why, 'Server');
  return noAnswer(why);
}

function unknownSystem({ world }: Hl7Parts, asid: string): SynchronousAnswer {
  const { unknownAsid, codes } = world.current().pds;
  if (unknownAsid === 'silence') return noAnswer(`the system ${asid} is not registered: silence`);
  const rule = { name: 'SOAP_COMM_FUNC_SND_ERROR', detail: `ASID ${asid} is not registered` };
  return ruleFault(rule, codes.header);
}

function envelopeFor(
  parts: Hl7Parts,
  interaction: PdsInteraction,
  { header }: SyncEnvelope,
  message: PdsMessage,
  answer: Hl7Answer,
  faults: readonly InjectedFault[],
): Buffer {
  const { id, xml } = writeHl7Answer(parts, interaction, message, answer, faults);
  return writeSyncEnvelope(
    {
      messageId: `uuid:${id}`,
      action: `${PDS_QUERY_SERVICE}/${answer.body.interaction}`,
      to: '',
      from: PDS_QUERY_SERVICE,
      replyTo: undefined,
      relatesTo: header.messageId,
      receiverAsid: header.senderAsid,
      senderAsid: header.receiverAsid,
    },
    xml,
    { asService: true, declaration: true, ...wrapperOf(interaction) },
  );
}

function wrapperOf({ wrapper }: PdsInteraction) {
  return wrapper ? { wrapper } : {};
}
