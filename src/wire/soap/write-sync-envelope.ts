import { SOAP_NS } from '../ebxml/names.ts';
import { ASID_ROOT, HL7_NS } from '../hl7/names.ts';
import { element, type WritableElement, writeXml } from '../xml/write-xml.ts';
import { type SyncHeader, WSA_NS } from './sync-envelope.ts';

export interface SyncStyle {
  /** The element around the message in a response, in the HL7 namespace (mhs 3.9). */
  readonly wrapper?: string;
  /** `SOAP-ENV` when not given. */
  readonly soapPrefix?: string;
  readonly declaration?: boolean;
  /** As services behind Spine answer: an empty `wsa:To`, class codes on the devices (pds-identity 1.4). */
  readonly asService?: boolean;
}

/**
 * Writes a synchronous request or response around a finished HL7 message (mhs 3.9). An empty mandatory
 * value leaves its element out, so that broken headers can be written on purpose.
 *
 * @param message well-formed XML without a declaration
 */
export function writeSyncEnvelope(
  header: SyncHeader,
  message: string,
  style: SyncStyle = {},
): Buffer {
  const { soapPrefix: soap = 'SOAP-ENV', wrapper, declaration = false, asService = false } = style;
  const payload = { verbatim: message };
  const namespaces = { [`xmlns:${soap}`]: SOAP_NS, 'xmlns:wsa': WSA_NS, 'xmlns:hl7': HL7_NS };
  const envelope = element(`${soap}:Envelope`, namespaces, [
    element(`${soap}:Header`, {}, [
      text('wsa:MessageID', header.messageId || undefined),
      text('wsa:Action', header.action || undefined),
      text('wsa:To', asService ? '' : header.to || undefined),
      address('wsa:From', header.from),
      device('Rcv', header.receiverAsid, asService),
      device('Snd', header.senderAsid, asService),
      address('wsa:ReplyTo', header.replyTo),
      text('wsa:RelatesTo', header.relatesTo),
    ]),
    element(`${soap}:Body`, {}, [
      wrapper === undefined ? payload : element(wrapper, { xmlns: HL7_NS }, [payload]),
    ]),
  ]);
  return Buffer.from(writeXml(envelope, { declaration }), 'utf8');
}

function text(name: string, value: string | undefined): WritableElement | undefined {
  if (value === undefined) return undefined;
  return element(name, {}, value === '' ? [] : value);
}

function address(name: string, value: string | undefined): WritableElement | undefined {
  return value === undefined ? undefined : element(name, {}, [text('wsa:Address', value)]);
}

function device(side: 'Rcv' | 'Snd', asid: string, typed: boolean): WritableElement | undefined {
  if (asid === '') return undefined;
  const classes = { classCode: 'DEV', determinerCode: 'INSTANCE' };
  const typeCode = side.toUpperCase();
  return element(`hl7:communicationFunction${side}`, typed ? { typeCode } : {}, [
    element('hl7:device', typed ? classes : {}, [
      element('hl7:id', { root: ASID_ROOT, extension: asid }),
    ]),
  ]);
}
