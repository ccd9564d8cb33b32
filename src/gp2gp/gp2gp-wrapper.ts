import { INTERACTION_ROOT } from '../wire/hl7/names.ts';
import type { TransmissionWrapper } from '../wire/hl7/transmission-wrapper.ts';
import { hl7Time } from './hl7-time.ts';

/** What differs between the transmission wrappers of one sender's payloads. */
export interface WrapperFacts {
  /** Of the payload; upper-case UUID. */
  readonly hl7Id: string;
  readonly time: Date;
  readonly senderAsid: string;
  readonly receiverAsid: string;
}

/** The transmission wrapper of a GP2GP payload with a subject (gp2gp 2.2). */
export function gp2gpWrapper(interaction: string, facts: WrapperFacts): TransmissionWrapper {
  return {
    rootName: interaction,
    id: facts.hl7Id,
    creationTime: hl7Time(facts.time),
    versionCode: 'V3NPfIT3.1.10',
    interactionId: { root: INTERACTION_ROOT, extension: interaction },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: undefined,
    receivers: [facts.receiverAsid],
    senders: [facts.senderAsid],
    systems: [facts.senderAsid],
    author: undefined,
    reasons: [],
    controlAct: 'subject',
  };
}
