import { HL7_NS, INTERACTION_ROOT } from '../hl7/names.ts';
import { attributeOf, firstChild, type XmlElement } from '../xml/xml-element.ts';
import { deviceId } from './read-sync-header.ts';
import type { SyncHeader, SyncRule } from './sync-envelope.ts';

/**
 * Tells where the message in the Body contradicts the SOAP header: the interaction of its
 * interactionId, its root name and the Action, and the ASIDs (mhs 2.3).
 */
export function tellInconsistencies(
  header: SyncHeader,
  message: XmlElement,
  tell: (rule: SyncRule, text: string, at: XmlElement) => void,
): void {
  const interaction = firstChild(message, HL7_NS, 'interactionId');
  const wanted = header.action.slice(header.action.lastIndexOf('/') + 1);
  if (interaction === undefined) {
    tell('INCONSISTENT_HL7_INTERACTION_ID', `${message.name} has no interactionId`, message);
  } else {
    const root = attributeOf(interaction, '', 'root');
    const extension = attributeOf(interaction, '', 'extension') ?? '';
    if (root !== INTERACTION_ROOT || extension !== wanted || extension !== message.name) {
      const text = `interactionId "${extension}", root ${message.name} and Action "${wanted}" differ`;
      tell('INCONSISTENT_HL7_INTERACTION_ID', text, interaction);
    }
  }
  tellAsid('Rcv', header.receiverAsid, message, tell);
  tellAsid('Snd', header.senderAsid, message, tell);
}

function tellAsid(
  side: 'Rcv' | 'Snd',
  wanted: string,
  message: XmlElement,
  tell: (rule: SyncRule, text: string, at: XmlElement) => void,
): void {
  const device = deviceId(message, `communicationFunction${side}`);
  const asid = device && attributeOf(device, '', 'extension');
  if (asid === wanted) return;
  const rule = side === 'Rcv' ? 'INCONSISTENT_COMM_FUNC_RCV' : 'INCONSISTENT_COMM_FUNC_SND';
  const said = asid === undefined ? 'no ASID' : `ASID ${asid}`;
  tell(rule, `the message has ${said}, the SOAP header ${wanted || 'none'}`, device ?? message);
}
