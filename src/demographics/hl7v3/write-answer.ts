import { INTERACTION_ROOT, REJECTION_SYSTEM } from '../../wire/hl7/names.ts';
import type { ControlActReason, TransmissionWrapper } from '../../wire/hl7/transmission-wrapper.ts';
import { writeWrapper } from '../../wire/hl7/write-wrapper.ts';
import { element, type WritableElement, writeXml } from '../../wire/xml/write-xml.ts';
import type { ResponseCode } from './response-codes.ts';

/** Who answers whom, and what. */
export interface AnswerHead {
  /** HL7 id of the answer. */
  readonly id: string;
  /** `YYYYMMDDhhmmss` */
  readonly creationTime: string;
  readonly versionCode: string;
  /** HL7 id of the request, in the case it was written in. */
  readonly messageRef: string;
  readonly senderAsid: string;
  readonly receiverAsid: string;
}

/** What an answer says. */
export interface AnswerBody {
  readonly interaction: string;
  readonly typeCode: 'AA' | 'AE' | 'AR';
  /** Generic first, specific second. */
  readonly reasons?: readonly ControlActReason[];
  /** Of a transport rejection. */
  readonly rejection?: ResponseCode;
  readonly subject?: WritableElement;
  /** `OK` or `ID`: query answers only (pds-identity 1.9). */
  readonly queryResponse?: 'OK' | 'ID';
}

/** Writes an answer of PDS, without a declaration (pds-identity 1.3, 1.9). The same parts give the same bytes. */
export function writeAnswer(head: AnswerHead, body: AnswerBody): string {
  const { interaction, typeCode, reasons = [], rejection, subject, queryResponse } = body;
  const wrapper: TransmissionWrapper = {
    rootName: interaction,
    id: head.id,
    creationTime: head.creationTime,
    versionCode: head.versionCode,
    interactionId: { root: INTERACTION_ROOT, extension: interaction },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: {
      typeCode,
      messageRef: head.messageRef,
      details: rejection
        ? [
            {
              ...{ typeCode: 'ER', codeSystem: REJECTION_SYSTEM },
              ...{ code: rejection.code, displayName: rejection.text },
            },
          ]
        : [],
    },
    receivers: [head.receiverAsid],
    senders: [head.senderAsid],
    systems: [head.senderAsid],
    author: undefined,
    reasons,
    controlAct: undefined,
  };
  const acknowledged = queryResponse && queryAck(queryResponse);
  const content = [subject, acknowledged].flatMap((each) => (each ? writeXml(each) : []));
  return writeWrapper(wrapper, content.length > 0 ? content.join('') : undefined, {
    qualifier: 'direct',
  });
}

function queryAck(code: string): WritableElement {
  return element('queryAck', { type: 'QueryAck' }, [element('queryResponseCode', { code })]);
}
