import { APPLICATION_ACKNOWLEDGEMENT, LARGE_MESSAGE } from '../../domain/interaction.ts';
import { ASID_ROOT, GP2GP_REASON_SYSTEM, HL7_NS, INTERACTION_ROOT } from '../../wire/hl7/names.ts';
import { subjectAround, type WrapperStyle, writeWrapper } from '../../wire/hl7/write-wrapper.ts';
import { element, type WritableElement, writeXml } from '../../wire/xml/write-xml.ts';
import { gp2gpWrapper, type WrapperFacts } from '../gp2gp-wrapper.ts';
import { hl7Time } from '../hl7-time.ts';
import {
  CONTINUE_SUBJECT,
  COPC_CODE_SYSTEM,
  GP2GP_NS,
  LOCALISATION_NS,
  MESSAGE_TYPE_ROOT,
} from './copc-names.ts';

export interface ContinueFacts extends WrapperFacts {
  /** ODS codes of the practices: who asks, and who is asked. */
  readonly fromOds: string;
  readonly toOds: string;
  /** The ebXML MessageId of the extract (gp2gp 8, Q2). */
  readonly refTo: string;
  /** `acknowledgedMessage/id` where it is to differ from `messageRef/id`. */
  readonly acknowledged?: string;
  readonly subject?: string;
}

/**
 * The payload that asks for the parts of a large record (gp2gp 2.6). Valid against COPC_IN000001UK01; without
 * white space unless the style asks for it.
 */
export function writeContinue(facts: ContinueFacts, style: WrapperStyle = {}): string {
  const information = element(
    'PayloadInformation',
    {
      'xmlns:gp': GP2GP_NS,
      'xmlns:npfitlc': LOCALISATION_NS,
      classCode: 'OBS',
      moodCode: 'EVN',
    },
    [
      copcCode('GP2GP_PI', 'GP2GP Payload Information'),
      element('id', { root: facts.hl7Id }),
      element('npfitlc:messageType', { root: MESSAGE_TYPE_ROOT, extension: 'RCMR_MT000002GB01' }),
      element('value', {}, [
        element('gp:Gp2gpfragment', {}, [
          element('gp:Version', {}, '01'),
          element('gp:Recipients', {}, [element('gp:Recipient', {}, facts.toOds)]),
          element('gp:From', {}, facts.fromOds),
          element('gp:subject', {}, facts.subject ?? CONTINUE_SUBJECT),
          element('gp:message-id', {}, facts.hl7Id),
        ]),
      ]),
      element('pertinentInformation', { typeCode: 'PERT' }, [
        element('sequenceNumber', { value: '1' }),
        element('pertinentPayloadBody', { classCode: 'OBS', moodCode: 'EVN' }, [
          copcCode('GP2GP_PB', 'GP2GP Payload Body'),
          element('id', { root: facts.hl7Id }),
          element('value', {}, [
            element('gp:Gp2gpfragment', {}, [
              embeddedMessage(facts),
              element('gp:acknowledgedMessage', {}, [
                element('gp:id', { root: facts.acknowledged ?? facts.refTo }),
              ]),
            ]),
          ]),
        ]),
      ]),
    ],
  );
  const wrapper = gp2gpWrapper(LARGE_MESSAGE, facts, 'V3NPfIT3.0');
  return writeWrapper(wrapper, subjectAround(writeXml(information)), style);
}

/** An acknowledgement in small, whose code says to go on. */
function embeddedMessage(facts: ContinueFacts): WritableElement {
  return element('Message', { xmlns: HL7_NS, type: 'Message' }, [
    element('id', { root: facts.hl7Id }),
    continueCode(),
    element('creationTime', { value: hl7Time(facts.time) }),
    element('versionCode', { code: 'V3NPfIT3.1.09' }),
    element('interactionId', { root: INTERACTION_ROOT, extension: APPLICATION_ACKNOWLEDGEMENT }),
    element('processingCode', { code: 'P' }),
    element('processingModeCode', { code: 'T' }),
    element('acceptAckCode', { code: 'NE' }),
    element('acknowledgement', { typeCode: 'AA' }, [
      element('acknowledgementDetail', { typeCode: 'IF' }, [continueCode()]),
      element('messageRef', {}, [element('id', { root: facts.refTo })]),
    ]),
    device('Rcv', facts.receiverAsid),
    device('Snd', facts.senderAsid),
  ]);
}

function continueCode(): WritableElement {
  return element('code', { code: '0', codeSystem: GP2GP_REASON_SYSTEM, displayName: 'Continue' });
}

export function copcCode(code: string, displayName: string): WritableElement {
  return element('code', { code, codeSystem: COPC_CODE_SYSTEM, displayName });
}

function device(side: 'Rcv' | 'Snd', asid: string): WritableElement {
  return element(`communicationFunction${side}`, { typeCode: side.toUpperCase() }, [
    element('device', { classCode: 'DEV', determinerCode: 'INSTANCE' }, [
      element('id', { root: ASID_ROOT, extension: asid }),
    ]),
  ]);
}
