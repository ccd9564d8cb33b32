import {
  type PdsInteraction,
  pdsInteraction,
} from '../../../src/demographics/hl7v3/interactions.ts';
import {
  type Content,
  checkInteraction,
  checkMessage,
  contentOf,
  type PdsMessage,
  readPdsMessage,
  tellMessage,
} from '../../../src/demographics/hl7v3/pds-message.ts';
import { REJECTION, type ResponseCode } from '../../../src/demographics/hl7v3/response-codes.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { InjectedFault } from '../../../src/faults/fault.ts';
import { faultOf } from '../../../src/faults/fault-book.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import type { XmlElement } from '../../../src/wire/xml/xml-element.ts';
import type { LaterAnswer, LaterRequest } from '../../doors/spine-application.ts';
import { type Departures, departures } from './departures.ts';
import { type Hl7Answer, rejected } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';
import { type LaterContent, readLaterContent } from './later-content.ts';
import { delayed, faultInPlace, messageError, silence } from './later-faults.ts';
import type { MetFaults } from './object-to.ts';
import type { RememberedIds } from './remembered-ids.ts';
import { whyWith } from './why-with.ts';
import { writeHl7Answer } from './write-hl7-answer.ts';

const CONTENT: Readonly<Partial<Record<PdsInteraction['kind'], Content>>> = {
  'advanced-trace': 'query',
  update: 'PdsUpdateRequest',
  allocation: 'PdsRegistrationRequest',
};

/** What is known of messages that came before, and of this one when it came. */
export interface LaterMemory {
  readonly remembered: RememberedIds;
  readonly met: MetFaults;
  /** Since when the register has been what it is: it begins anew with each start. */
  readonly since: Date;
}

/** A request that was left open by a stop or a crash is answered, but what was changed before is not there any more. */
const JUDGED_ANEW: Finding = {
  check: 'PDS-RESTART-01',
  clause: 'pds-identity 5.4',
  severity: 'note',
  message: 'taken before this start of the simulator: judged by a register that began anew',
  at: 'PDS',
};

/** Answers a message that Spine has acknowledged: the wrapper is judged, then what it asks for. */
export function answerLater(
  parts: Hl7Parts,
  memory: LaterMemory,
  request: LaterRequest,
): readonly LaterAnswer[] {
  const { pds } = parts.world.current();
  const interaction = pdsInteraction(request.rule.action);
  const content = interaction && CONTENT[interaction.kind];
  if (!interaction || !content) return [silence(`${request.rule.action} is not served later`)];
  const xml = readXml(request.payload, { bytes: parts.world.current().limits.messageBytes });
  if (!xml.ok) {
    const { message } = xml.failure;
    return [messageError('ValueNotRecognized', `the payload is no XML: ${message}`, [])];
  }
  const message = readPdsMessage(xml.value);
  const schema = departures();
  const late = request.at < memory.since ? [JUDGED_ANEW] : [];
  tellMessage(xml.value, schema.tell);
  const to = (answer: Hl7Answer, findings: readonly Finding[], faults: readonly InjectedFault[]) =>
    outcome(parts, interaction, message, answer, [...late, ...findings], faults);
  const broken =
    checkMessage(xml.value, content) ?? checkInteraction(xml.value, request.envelope.action);
  if (broken)
    return to(
      rejected(`refused: ${broken.name}, ${broken.detail}`, broken.code ?? REJECTION.invalid),
      schema.findings,
      [],
    );
  const stranger = strangeSystem(parts, message, request);
  if (stranger) {
    if (pds.unknownAsid === 'silence') return [silence(`${stranger.text}: silence`)];
    return to(rejected(stranger.text, stranger), schema.findings, []);
  }
  const element = contentOf(message, content);
  const met = memory.met.take(request.envelope.messageId);
  return within(parts, memory.remembered, interaction, message, schema, element, met, to);
}

type Compose = (
  answer: Hl7Answer,
  findings: readonly Finding[],
  faults: readonly InjectedFault[],
) => readonly LaterAnswer[];

function within(
  parts: Hl7Parts,
  remembered: RememberedIds,
  interaction: PdsInteraction,
  message: PdsMessage,
  schema: Departures,
  element: XmlElement | undefined,
  met: readonly InjectedFault[] | undefined,
  to: Compose,
): readonly LaterAnswer[] {
  if (!element) throw new TypeError('a message that passed the checks has no content');
  const read: LaterContent = readLaterContent(parts, interaction, message, element, schema.tell);
  const findings = [...schema.findings, ...read.findings];
  const faults =
    met ??
    parts.faults.meet({
      ...{ face: 'pds-hl7', operation: interaction.request, caller: message.senderAsid },
      nhsNumber: read.nhsNumber,
    });
  const broken = faultInPlace(parts, faults, findings);
  if (broken) return [broken];
  if (interaction.kind !== 'advanced-trace' && remembered.cameBefore(message.id))
    return to(rejected('the HL7 id came before', REJECTION.duplicateId), findings, faults);
  const [departed] = schema.findings;
  if (departed && parts.world.current().pds.mode === 'strict')
    return to(read.schemaRefused(departed.message), findings, faults);
  const refusal = faultOf(faults, 'refuse-update', 'unknown-reason');
  return to(refusal ? read.refused(refusal) : read.answer(), findings, faults);
}

/** The sending system is not registered, or it is another party's. */
function strangeSystem(
  { world }: Hl7Parts,
  { senderAsid }: PdsMessage,
  { envelope }: LaterRequest,
): ResponseCode | undefined {
  const party = world.current().partyByAsid(senderAsid);
  if (!party) return { code: '507', text: `Snd ASID ${senderAsid} is not registered` };
  if (party.partyKey.toUpperCase() === envelope.from.id.toUpperCase()) return undefined;
  return { code: '520', text: `Snd ASID ${senderAsid} is not of ${envelope.from.id}` };
}

function outcome(
  parts: Hl7Parts,
  interaction: PdsInteraction,
  message: PdsMessage,
  answer: Hl7Answer,
  findings: readonly Finding[],
  faults: readonly InjectedFault[],
): readonly LaterAnswer[] {
  const { xml } = writeHl7Answer(parts, interaction, message, answer, faults);
  const one: LaterAnswer = {
    ...{ kind: 'message', interaction: answer.body.interaction, xml },
    ...{ why: whyWith(faults, answer.why), findings, delayMs: delayed(parts, faults) },
  };
  const twice = faultOf(faults, 'duplicate-answer');
  return twice ? [one, { ...one, why: `fault ${twice.rule}: the same answer again` }] : [one];
}
