import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import { NEXT_MSH, TO_PARTY_MSH } from '../wire/ebxml/names.ts';
import type { Check } from './check.ts';

export const acknowledgmentWhole: Check<EbxmlMessage> = {
  id: 'ACK-01',
  clause: 'mhs 2.3',
  basis: 'N',
  severity: 'must',
  title: 'an acknowledgement holds an Acknowledgment and no ErrorList',
  advice:
    'Answer with an Acknowledgment element, or with a MessageError and an ErrorList, never with both.',
  *examine({ action, acknowledgment, errorList }) {
    if (action !== 'Acknowledgment') return;
    if (!acknowledgment) yield { message: 'Missing Acknowledgement', at: 'Acknowledgment' };
    if (errorList) yield { message: 'ebXML Error Discovered', at: 'ErrorList' };
  },
};

export const acknowledgmentRefers: Check<EbxmlMessage> = {
  id: 'ACK-02',
  clause: 'ebMS 2.0 section 6.3.2.3',
  basis: 'N',
  severity: 'must',
  title: 'header and Acknowledgment refer to the same message',
  advice: 'Write the id of the acknowledged message in both places.',
  *examine({ refToMessageId, acknowledgment }) {
    if (!acknowledgment || acknowledgment.refToMessageId === refToMessageId) return;
    yield {
      message: `the header refers to ${refToMessageId ?? 'nothing'}, Acknowledgment to ${acknowledgment.refToMessageId}`,
      at: 'Acknowledgment/RefToMessageId',
    };
  },
};

export const acknowledgmentActor: Check<EbxmlMessage> = {
  id: 'ACK-03',
  clause: 'mhs 3.6',
  basis: 'A',
  severity: 'should',
  title: 'the actor of an Acknowledgment is nextMSH or toPartyMSH',
  advice: 'Write the actor that the acknowledged message asked for.',
  *examine({ acknowledgment }) {
    const actor = acknowledgment?.actor;
    if (!acknowledgment || actor === TO_PARTY_MSH || actor === NEXT_MSH) return;
    yield { message: `the actor is ${actor ?? 'missing'}`, at: 'Acknowledgment' };
  },
};

export const acknowledgmentPlain: Check<EbxmlMessage> = {
  id: 'ACK-04',
  clause: 'mhs 2.3, 3.6',
  basis: 'A',
  severity: 'should',
  title: 'an acknowledgement asks for nothing itself',
  advice: 'Leave AckRequested, SyncReply and Manifest out of an acknowledgement.',
  *examine({ acknowledgment, ackRequested, syncReply, manifest }) {
    if (!acknowledgment) return;
    if (ackRequested) yield { message: 'it asks to be acknowledged', at: 'AckRequested' };
    if (syncReply) yield { message: 'it carries SyncReply', at: 'SyncReply' };
    if (manifest) yield { message: 'it carries a Manifest', at: 'Manifest' };
  },
};

export const acknowledgmentVersion: Check<EbxmlMessage> = {
  id: 'ACK-05',
  clause: 'mhs 5.3 E4',
  basis: 'N',
  severity: 'must',
  title: 'eb:version of Acknowledgment and ErrorList is 2.0',
  advice: 'Write eb:version="2.0" on Acknowledgment and on ErrorList.',
  *examine({ acknowledgment, errorList }) {
    for (const [at, element] of [
      ['Acknowledgment', acknowledgment],
      ['ErrorList', errorList],
    ] as const) {
      if (!element || element.version === '2.0') continue;
      yield { message: `eb:version is ${element.version ?? 'missing'}`, at };
    }
  },
};

export const acknowledgmentChecks: readonly Check<EbxmlMessage>[] = [
  acknowledgmentWhole,
  acknowledgmentRefers,
  acknowledgmentActor,
  acknowledgmentPlain,
  acknowledgmentVersion,
];
