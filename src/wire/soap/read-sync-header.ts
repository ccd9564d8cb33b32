import { ASID_ROOT, HL7_NS } from '../hl7/names.ts';
import type { Deviation } from '../reading.ts';
import { attributeOf, childElements, textOf, type XmlElement } from '../xml/xml-element.ts';
import { type SyncHeader, type SyncRule, syncCode, WSA_2005_NS, WSA_NS } from './sync-envelope.ts';

const MESSAGE_ID_LENGTH = 41;

/** Reads the SOAP header of a synchronous message, telling the rules of mhs 2.3 that it breaks. */
export function readSyncHeader(header: XmlElement, log: Deviation[]): SyncHeader {
  const tell = (rule: SyncRule, message: string): void => {
    log.push({ code: syncCode(rule), message, at: header.at });
  };
  const mandatory = (name: string, rule: SyncRule): string => {
    const found = addressing(header, name, log);
    const text = found[0] === undefined ? '' : textOf(found[0]).trim();
    if (found.length !== 1) tell(rule, `there are ${found.length} wsa:${name}`);
    else if (text === '') tell(rule, `wsa:${name} is empty`);
    return text;
  };
  const messageId = mandatory('MessageID', 'SOAP_MESSAGE_ID_ERROR');
  if (messageId !== '' && messageId.length !== MESSAGE_ID_LENGTH) {
    const message = `wsa:MessageID has ${messageId.length} characters, not ${MESSAGE_ID_LENGTH}`;
    tell('SOAP_MESSAGE_ID_ERROR', message);
  }
  const relatesTo = addressing(header, 'RelatesTo', log)[0];
  return {
    messageId,
    action: mandatory('Action', 'SOAP_ACTION_ERROR'),
    to: mandatory('To', 'SOAP_TO_ERROR'),
    from: addressOf(header, 'From', log),
    replyTo: addressOf(header, 'ReplyTo', log),
    relatesTo: relatesTo && textOf(relatesTo).trim(),
    receiverAsid: asidOf(header, 'Rcv', tell),
    senderAsid: asidOf(header, 'Snd', tell),
  };
}

function addressing(parent: XmlElement, name: string, log: Deviation[]): readonly XmlElement[] {
  const found = childElements(parent, WSA_NS, name);
  if (found.length > 0) return found;
  const later = childElements(parent, WSA_2005_NS, name);
  if (later[0] !== undefined) {
    const message = `wsa:${name} is in the namespace ${WSA_2005_NS}`;
    log.push({ code: 'sync.wsa-namespace', message, at: later[0].at });
  }
  return later;
}

function addressOf(header: XmlElement, name: string, log: Deviation[]): string | undefined {
  const holder = addressing(header, name, log)[0];
  if (holder === undefined) return undefined;
  const address = addressing(holder, 'Address', log)[0];
  return address === undefined ? '' : textOf(address).trim();
}

function asidOf(
  header: XmlElement,
  side: 'Rcv' | 'Snd',
  tell: (rule: SyncRule, message: string) => void,
): string {
  const rule = side === 'Rcv' ? 'SOAP_COMM_FUNC_RCV_ERROR' : 'SOAP_COMM_FUNC_SND_ERROR';
  const name = `communicationFunction${side}`;
  const device = deviceId(header, name);
  if (device === undefined) {
    tell(rule, `the header has no ${name} with a device id`);
    return '';
  }
  const root = attributeOf(device, '', 'root') ?? '';
  const extension = (attributeOf(device, '', 'extension') ?? '').trim();
  if (root !== ASID_ROOT) tell(rule, `${name} has the device id root "${root}"`);
  if (extension === '') tell(rule, `${name} has no ASID`);
  return extension;
}

/** `device/id` of a communicationFunction below a header or a message. */
export function deviceId(parent: XmlElement, name: string): XmlElement | undefined {
  const device = childElements(parent, HL7_NS, name)[0];
  const holder = device && childElements(device, HL7_NS, 'device')[0];
  return holder && childElements(holder, HL7_NS, 'id')[0];
}
