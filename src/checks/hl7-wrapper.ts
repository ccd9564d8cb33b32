import { APPLICATION_ACKNOWLEDGEMENT } from '../domain/interaction.ts';
import { INTERACTION_ROOT } from '../wire/hl7/names.ts';
import type { TransmissionWrapper } from '../wire/hl7/transmission-wrapper.ts';
import type { Check } from './check.ts';

/** The transmission wrapper of a payload, and the Action of the envelope it came with. */
export interface WrappedPayload {
  readonly wrapper: TransmissionWrapper;
  /** `undefined` when the payload came without an envelope. */
  readonly action: string | undefined;
}

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/;

export const hl7Id: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-01',
  clause: 'mhs 5.4 L1',
  basis: 'N',
  severity: 'must',
  title: 'the message id is an upper-case UUID',
  advice: 'Make the HL7 id a new UUID in upper case.',
  *examine({ wrapper: { id } }) {
    if (!UUID.test(id)) yield { message: `id/@root is "${id}"`, at: 'id' };
  },
};

export const creationTime: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-02',
  clause: 'mhs 5.4 L2',
  basis: 'N',
  severity: 'must',
  title: 'creationTime has at least twelve digits',
  advice: 'Write creationTime once, as yyyymmddHHMMss.',
  *examine({ wrapper: { creationTime: value } }) {
    if (!/^\d{12,}/.test(value))
      yield { message: `creationTime is "${value}"`, at: 'creationTime' };
  },
};

export const versionCode: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-03',
  clause: 'mhs 5.4 L3',
  basis: 'N',
  severity: 'must',
  title: 'versionCode is present',
  advice: 'Write versionCode.',
  *examine({ wrapper: { versionCode: value } }) {
    if (value === '') yield { message: 'versionCode is missing', at: 'versionCode' };
  },
};

export const interactionAgrees: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-04',
  clause: 'mhs 5.4 L4',
  basis: 'N',
  severity: 'must',
  title: 'interactionId, root element and ebXML Action are the same',
  advice:
    'Name the same interaction as root element, in interactionId and as the Action of the envelope.',
  *examine({ wrapper: { interactionId, rootName }, action }) {
    const { root, extension } = interactionId;
    if (root !== INTERACTION_ROOT) {
      yield {
        message: `interactionId/@root is "${root}"`,
        at: 'interactionId',
        suggestion: INTERACTION_ROOT,
      };
    }
    if (extension !== rootName || (action !== undefined && extension !== action)) {
      const third = action === undefined ? '' : ` and the Action ${action}`;
      yield {
        message: `interactionId is "${extension}", the root element ${rootName}${third}`,
        at: 'interactionId',
      };
    }
  },
};

export const asids: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-05',
  clause: 'mhs 5.4 L5',
  basis: 'N',
  severity: 'must',
  title: 'one sender and at least one receiver, each an ASID of twelve digits',
  advice:
    'Name the ASIDs of both systems as SDS lists them, twelve digits under the root of ASIDs.',
  *examine({ wrapper: { senders, receivers } }) {
    if (senders.length !== 1) {
      yield { message: `there are ${senders.length} senders`, at: 'communicationFunctionSnd' };
    }
    if (receivers.length === 0) {
      yield { message: 'there is no receiver', at: 'communicationFunctionRcv' };
    }
    for (const [at, asid] of [
      ...senders.map((each) => ['communicationFunctionSnd', each] as const),
      ...receivers.map((each) => ['communicationFunctionRcv', each] as const),
    ]) {
      if (!/^\d{12}$/.test(asid)) yield { message: `"${asid}" is not an ASID`, at };
    }
  },
};

export const authorSystems: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-06',
  clause: 'mhs 5.4 L6',
  basis: 'N',
  severity: 'must',
  title: 'one or two author1 name the system that acts',
  advice: 'Name the system that acts in author1, once or twice.',
  *examine({ wrapper: { systems } }) {
    if (systems.length < 1 || systems.length > 2) {
      yield {
        message: `there are ${systems.length} author1 systems`,
        at: 'ControlActEvent/author1',
      };
    }
  },
};

export const processingCodes: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-07',
  clause: 'mhs 5.4 L7',
  basis: 'A',
  severity: 'should',
  title: 'processingCode P, processingModeCode T, acceptAckCode NE',
  advice: 'Write processingCode P, processingModeCode T and acceptAckCode NE.',
  *examine({ wrapper }) {
    for (const [name, wanted] of [
      ['processingCode', 'P'],
      ['processingModeCode', 'T'],
      ['acceptAckCode', 'NE'],
    ] as const) {
      if (wrapper[name] === wanted) continue;
      yield { message: `${name} is "${wrapper[name]}"`, at: name, suggestion: `code="${wanted}"` };
    }
  },
};

export const acknowledgementShape: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-08',
  clause: 'mhs 5.4 L10',
  basis: 'N',
  severity: 'must',
  title: 'an application acknowledgement has typeCode AA, AE or AR and names a message',
  advice: 'Write acknowledgement with AA, AE or AR and the HL7 id of the message that is answered.',
  *examine({ wrapper: { acknowledgement, rootName } }) {
    if (rootName === APPLICATION_ACKNOWLEDGEMENT && !acknowledgement) {
      yield { message: 'there is no acknowledgement', at: 'acknowledgement' };
    }
    if (!acknowledgement) return;
    const { typeCode, messageRef } = acknowledgement;
    if (!/^A[AER]$/.test(typeCode))
      yield { message: `typeCode is "${typeCode}"`, at: 'acknowledgement' };
    if (messageRef === '')
      yield { message: 'messageRef is missing', at: 'acknowledgement/messageRef' };
  },
};

export const acknowledgementReasons: Check<WrappedPayload> = {
  id: 'HL7-WRAPPER-09',
  clause: 'mhs 5.4 L11',
  basis: 'N',
  severity: 'should',
  title: 'AA gives no error, AE gives a reason, AR a detail or a reason',
  advice:
    'Give a reason with every AE, a detail or a reason with every AR, and no error with an AA.',
  *examine({ wrapper: { acknowledgement, reasons } }) {
    if (!acknowledgement) return;
    const { typeCode, details } = acknowledgement;
    if (typeCode === 'AE' && reasons.length === 0) {
      yield { message: 'AE without a reason', at: 'ControlActEvent/reason' };
    }
    if (typeCode === 'AR' && reasons.length + details.length === 0) {
      yield { message: 'AR without a detail or a reason', at: 'acknowledgement' };
    }
    if (typeCode === 'AA' && reasons.some(({ qualifier }) => qualifier === 'ER')) {
      yield { message: 'AA with an error as its reason', at: 'ControlActEvent/reason' };
    }
  },
};

export const wrapperChecks: readonly Check<WrappedPayload>[] = [
  hl7Id,
  creationTime,
  versionCode,
  interactionAgrees,
  asids,
  authorSystems,
  processingCodes,
  acknowledgementShape,
  acknowledgementReasons,
];
