import { INTERACTION_ROOT } from '../wire/hl7/names.ts';
import type { TransmissionWrapper, WrapperAuthor } from '../wire/hl7/transmission-wrapper.ts';
import { hl7Time } from './hl7-time.ts';

/** What differs between the transmission wrappers of one sender's payloads. */
export interface WrapperFacts {
  /** Of the payload; upper-case UUID. */
  readonly hl7Id: string;
  readonly time: Date;
  readonly senderAsid: string;
  readonly receiverAsid: string;
  /** The person who started the action; automatic traffic has none (gp2gp 2.3). */
  readonly author?: WrapperAuthor | undefined;
}

/** The transmission wrapper of a GP2GP payload with a subject (gp2gp 2.2). */
export function gp2gpWrapper(
  interaction: string,
  facts: WrapperFacts,
  versionCode = 'V3NPfIT3.1.10',
): TransmissionWrapper {
  return {
    rootName: interaction,
    id: facts.hl7Id,
    creationTime: hl7Time(facts.time),
    versionCode,
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
    controlAct: 'subject',
  };
}
