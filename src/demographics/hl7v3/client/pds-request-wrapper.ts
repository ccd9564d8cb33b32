import { INTERACTION_ROOT } from '../../../wire/hl7/names.ts';
import type { TransmissionWrapper, WrapperAuthor } from '../../../wire/hl7/transmission-wrapper.ts';

/** What a request to PDS says of itself. */
export interface PdsRequestFacts {
  /** Upper-case UUID. */
  readonly hl7Id: string;
  /** `YYYYMMDDHHMMSS` */
  readonly creationTime: string;
  readonly senderAsid: string;
  /** PDS. */
  readonly receiverAsid: string;
  /** The user, with all three ids; left out when a system asks on its own account (pds-identity 1.3). */
  readonly author?: WrapperAuthor | undefined;
}

/** The transmission wrapper of a request to PDS (pds-identity 1.3). */
export function pdsRequestWrapper(
  interaction: string,
  facts: PdsRequestFacts,
): TransmissionWrapper {
  return {
    rootName: interaction,
    id: facts.hl7Id,
    creationTime: facts.creationTime,
    versionCode: '3NPfIT6.3.01',
    interactionId: { root: INTERACTION_ROOT, extension: interaction },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: undefined,
    receivers: [facts.receiverAsid],
    senders: [facts.senderAsid],
    systems: [facts.senderAsid],
    author: facts.author,
    reasons: [],
    controlAct: undefined,
  };
}
