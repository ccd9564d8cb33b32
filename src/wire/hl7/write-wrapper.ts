import { element, type VerbatimXml, type WritableElement, writeXml } from '../xml/write-xml.ts';
import { issueTree, personTree, systemTree } from './control-act-trees.ts';
import { ASID_ROOT, HL7_NS } from './names.ts';
import type { TransmissionWrapper, WrapperAcknowledgement } from './transmission-wrapper.ts';
import type { TypeOf, WrapperStyle } from './wrapper-style.ts';

export type { WrapperStyle };

/**
 * Writes a payload: the wrapper, and in its ControlActEvent after author and reasons whatever the
 * caller hands in as finished XML, normally a `subject` (mhs 3.10, gp2gp.md 2.2).
 *
 * @param content well-formed XML without a declaration; `undefined` for an acknowledgement
 */
export function writeWrapper(
  wrapper: TransmissionWrapper,
  content?: string,
  style: WrapperStyle = {},
): string {
  const { interactionId } = wrapper;
  const typed = (type: string): string | undefined => (style.types ? type : undefined);
  const root = element(wrapper.rootName, { xmlns: HL7_NS, type: typed('Message') }, [
    coded('id', 'root', wrapper.id),
    coded('creationTime', 'value', wrapper.creationTime),
    coded('versionCode', 'code', wrapper.versionCode),
    interactionId.root === '' && interactionId.extension === ''
      ? undefined
      : element('interactionId', { ...interactionId }),
    coded('processingCode', 'code', wrapper.processingCode),
    coded('processingModeCode', 'code', wrapper.processingModeCode),
    coded('acceptAckCode', 'code', wrapper.acceptAckCode),
    wrapper.acknowledgement && acknowledgement(wrapper.acknowledgement, typed),
    ...wrapper.receivers.map((asid) => communication('Rcv', asid, typed)),
    ...wrapper.senders.map((asid) => communication('Snd', asid, typed)),
    element('ControlActEvent', { type: typed('ControlAct'), classCode: 'CACT', moodCode: 'EVN' }, [
      wrapper.author && personTree(wrapper.author),
      ...wrapper.systems.map((asid) => systemTree(asid, typed)),
      ...wrapper.reasons.map((reason) => issueTree(reason, style, typed)),
      content === undefined ? undefined : ({ verbatim: content } satisfies VerbatimXml),
    ]),
  ]);
  const { declaration = false, indent } = style;
  return writeXml(root, indent === undefined ? { declaration } : { declaration, indent });
}

/** A `subject` around a payload class, with the constants of gp2gp.md 2.3. */
export function subjectAround(payloadClass: string): string {
  return `<subject typeCode="SUBJ" contextConductionInd="false">${payloadClass}</subject>`;
}

function coded(name: string, attribute: string, value: string): WritableElement | undefined {
  return value === '' ? undefined : element(name, { [attribute]: value });
}

function acknowledgement(value: WrapperAcknowledgement, typed: TypeOf): WritableElement {
  const { typeCode, details, messageRef } = value;
  const attributes = { type: typed('Acknowledgement'), typeCode: typeCode || undefined };
  return element('acknowledgement', attributes, [
    ...details.map((detail) =>
      element(
        'acknowledgementDetail',
        { type: typed('AcknowledgementDetail'), typeCode: detail.typeCode },
        [
          element('code', {
            code: detail.code || undefined,
            codeSystem: detail.codeSystem,
            displayName: detail.displayName,
          }),
        ],
      ),
    ),
    messageRef === ''
      ? undefined
      : element('messageRef', { type: typed('Message') }, [element('id', { root: messageRef })]),
  ]);
}

function communication(side: 'Rcv' | 'Snd', asid: string, typed: TypeOf): WritableElement {
  const attributes = { type: typed('CommunicationFunction'), typeCode: side.toUpperCase() };
  return element(`communicationFunction${side}`, attributes, [
    element('device', { type: typed('Device'), classCode: 'DEV', determinerCode: 'INSTANCE' }, [
      element('id', { root: ASID_ROOT, extension: asid }),
    ]),
  ]);
}
