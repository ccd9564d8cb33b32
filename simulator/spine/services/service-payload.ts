import { APPLICATION_ACKNOWLEDGEMENT } from '../../../src/domain/interaction.ts';
import { INTERACTION_ROOT } from '../../../src/wire/hl7/names.ts';
import type { TransmissionWrapper } from '../../../src/wire/hl7/transmission-wrapper.ts';
import { writeWrapper } from '../../../src/wire/hl7/write-wrapper.ts';
import { escapeAttribute } from '../../../src/wire/xml/escape-xml.ts';
import type { SpineServiceAnswer } from '../../world/world.ts';

/** What an answer of one of Spine's services is about. */
export interface AnswerFacts {
  /** HL7 id of the answer. */
  readonly messageId: string;
  /** ebXML or WS-Addressing id of the request. */
  readonly requestMessageId: string;
  /** HL7 id of the request; another UUID than the ebXML one (mhs 2.4.2). */
  readonly requestHl7Id: string;
  /** The service that answers. */
  readonly senderAsid: string;
  /** The system that asked. */
  readonly receiverAsid: string;
  readonly now: Date;
}

/** A finished HL7 payload and the interaction that it is. */
export interface ServicePayload {
  readonly action: string;
  readonly xml: string;
}

/** Rejection codes of TMS, mhs 3.12, and of business failures, mhs 3.11. */
const REJECTION_SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.32';
const ISSUE_SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.42';

/** The HL7 payload that a rule answers with (mhs 3.11). */
export function servicePayload(
  rule: Extract<SpineServiceAnswer, { kind: 'acknowledge' | 'payload' }>,
  facts: AnswerFacts,
): ServicePayload {
  if (rule.kind === 'payload') return { action: rule.action, xml: filled(rule.xml, facts) };
  const { typeCode, code, text } = rule;
  return acknowledgementPayload(typeCode, code, text, facts);
}

/** AR gives its code as a detail, AE as a reason, as Spine's stylesheets do (mhs 3.11). */
export function acknowledgementPayload(
  typeCode: 'AA' | 'AE' | 'AR',
  code: string | undefined,
  text: string | undefined,
  facts: AnswerFacts,
): ServicePayload {
  const detail = code === undefined || typeCode !== 'AR' ? [] : [{ code, displayName: text }];
  const reason = code === undefined || typeCode !== 'AE' ? [] : [{ code, displayName: text }];
  const wrapper: TransmissionWrapper = {
    rootName: APPLICATION_ACKNOWLEDGEMENT,
    id: facts.messageId,
    creationTime: hl7Time(facts.now),
    versionCode: 'V3NPfIT4.2.00',
    interactionId: { root: INTERACTION_ROOT, extension: APPLICATION_ACKNOWLEDGEMENT },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: {
      typeCode,
      messageRef: facts.requestHl7Id,
      details: detail.map((each) => ({ ...each, codeSystem: REJECTION_SYSTEM, typeCode: 'ER' })),
    },
    receivers: [facts.receiverAsid],
    senders: [facts.senderAsid],
    systems: [facts.senderAsid],
    author: undefined,
    reasons: reason.map((each) => ({ ...each, codeSystem: ISSUE_SYSTEM, qualifier: 'ER' })),
    controlAct: undefined,
  };
  return {
    action: APPLICATION_ACKNOWLEDGEMENT,
    xml: writeWrapper(wrapper, undefined, { qualifier: 'value' }),
  };
}

function filled(template: string, facts: AnswerFacts): string {
  const values: Readonly<Record<string, string>> = { ...facts, now: hl7Time(facts.now) };
  return template.trim().replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name];
    // A place may stand in an attribute or in text, where "]]>" must not occur.
    return value === undefined ? whole : escapeAttribute(value).replaceAll('>', '&gt;');
  });
}

/** `YYYYMMDDhhmmss`, in UTC. */
export function hl7Time(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}
