import { buildSignal, type SignalStamp } from './build-signal.ts';
import type { EbxmlError, EbxmlMessage, EbxmlParty } from './ebxml-message.ts';
import { ERROR_CONTEXT, PARTY_TYPE } from './names.ts';

/** What Spine's template writes for a value that it could not read (mhs 3.7). */
export const NOT_KNOWN = 'Not Known';

/** One error to report. `description` follows `<6-digit code>:<text>` where a TMS code is known. */
export interface MessageFault {
  /** `ValueNotRecognized`, `DeliveryFailure` and so on, ebMS 2.0 section 4.2.3.4.1. */
  readonly errorCode: string;
  readonly description: string;
  /** `Error` when not given. */
  readonly severity?: 'Error' | 'Warning';
  readonly location?: string;
  readonly codeContext?: string;
}

/** The refusals of which public samples exist (mhs 3.7). */
export const UNKNOWN_CPA_ID: MessageFault = {
  errorCode: 'ValueNotRecognized',
  description: '501319:Unknown eb:CPAId',
};
export const UNKNOWN_TO_PARTY: MessageFault = {
  errorCode: 'ValueNotRecognized',
  description: '501314:Invalid To Party Type attribute',
};

/**
 * An ebXML MessageError about a message, of which as much is repeated as could be read; the rest is
 * `Not Known` (ebMS 2.0 section 4.2, mhs 3.7). The highest severity is that of the faults.
 */
export function buildMessageError(
  original: Partial<EbxmlMessage>,
  faults: readonly MessageFault[],
  stamp: SignalStamp,
): EbxmlMessage {
  const errors = faults.map(errorOf);
  const route = {
    from: knownParty(original.to),
    to: knownParty(original.from),
    cpaId: known(original.cpaId),
    conversationId: known(original.conversationId),
  };
  const signal = buildSignal('MessageError', route, stamp, known(original.messageId));
  const grave = errors.some(({ severity }) => severity === 'Error');
  const highestSeverity = grave ? 'Error' : 'Warning';
  return { ...signal, errorList: { highestSeverity, version: '2.0', errors } };
}

function errorOf(fault: MessageFault): EbxmlError {
  return {
    codeContext: fault.codeContext ?? ERROR_CONTEXT,
    errorCode: fault.errorCode,
    severity: fault.severity ?? 'Error',
    location: fault.location,
    description: fault.description,
    language: 'en-GB',
  };
}

function known(value: string | undefined): string {
  return value === undefined || value === '' ? NOT_KNOWN : value;
}

function knownParty(party: EbxmlParty | undefined): EbxmlParty {
  return { id: known(party?.id), type: party?.type ?? PARTY_TYPE };
}
