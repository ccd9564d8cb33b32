import type { FaultAction, FaultFace } from '../../../../src/faults/fault.ts';

/** A fault that is wanted often, put in force by one button. */
export interface FaultPreset {
  /** Begins the rule's name. */
  readonly name: string;
  readonly title: string;
  /** What the caller sees. */
  readonly told: string;
  readonly faces: readonly FaultFace[];
  readonly action: FaultAction;
  /** The first so many requests of one caller about one subject; all unless given. */
  readonly times?: number;
}

const PDS: readonly FaultFace[] = ['pds-hl7', 'pds-fhir', 'smsp'];
const SDS: readonly FaultFace[] = ['ldap', 'sds-fhir'];

export const FAULT_PRESETS: readonly FaultPreset[] = [
  {
    name: 'spine-503-once',
    title: 'Spine answers 503 once',
    told: 'the first message of each sender is not taken',
    ...{ faces: ['spine'], action: { kind: 'unavailable' }, times: 1 },
  },
  {
    name: 'spine-answer-lost-once',
    title: 'Spine answers nothing once',
    told: 'the first connection of each sender ends without an answer',
    ...{ faces: ['spine'], action: { kind: 'drop' }, times: 1 },
  },
  {
    name: 'spine-no-acknowledgement',
    title: 'Spine never acknowledges',
    told: 'messages are taken, and acknowledgements left out',
    ...{ faces: ['spine'], action: { kind: 'no-answer' } },
  },
  {
    name: 'spine-delivery-failure',
    title: 'Spine cannot deliver',
    told: 'an ebXML MessageError, DeliveryFailure, in place of the acknowledgement',
    faces: ['spine'],
    action: {
      kind: 'message-error',
      ...{ code: 'DeliveryFailure', text: 'the message could not be delivered' },
    },
  },
  {
    name: 'spine-soap-fault',
    title: 'Spine fails',
    told: 'a SOAP fault with code 200',
    faces: ['spine'],
    action: {
      kind: 'soap-fault',
      ...{ code: '200', text: 'System failure to process message - default' },
    },
  },
  {
    name: 'spine-slow',
    title: 'Spine is slow',
    told: 'every answer comes 10 seconds later',
    ...{ faces: ['spine'], action: { kind: 'delay', ms: 10_000 } },
  },
  {
    name: 'sds-away',
    title: 'SDS is away',
    told: 'over LDAP and FHIR, the directory cannot be reached',
    ...{ faces: SDS, action: { kind: 'unavailable' } },
  },
  {
    name: 'sds-slow',
    title: 'SDS is slow',
    told: 'every look-up takes 10 seconds longer',
    ...{ faces: SDS, action: { kind: 'delay', ms: 10_000 } },
  },
  {
    name: 'pds-slow',
    title: 'PDS is slow',
    told: 'every answer comes 10 seconds later',
    ...{ faces: PDS, action: { kind: 'delay', ms: 10_000 } },
  },
  {
    name: 'pds-away',
    title: 'PDS is away',
    told: 'each face says in its own way that it cannot be reached',
    ...{ faces: PDS, action: { kind: 'unavailable' } },
  },
  {
    name: 'pds-never-answers',
    title: 'PDS never answers',
    told: 'HL7 v3: acknowledged, but the business answer never comes',
    ...{ faces: ['pds-hl7'], action: { kind: 'no-answer' } },
  },
  {
    name: 'pds-answers-twice',
    title: 'PDS answers twice',
    told: 'HL7 v3: the same business answer in two messages',
    ...{ faces: ['pds-hl7'], action: { kind: 'duplicate-answer' } },
  },
  {
    name: 'pds-serial-number-moves',
    title: 'PDS records move on',
    told: 'serial numbers are out of date by the time of the update',
    ...{ faces: ['pds-hl7', 'pds-fhir'], action: { kind: 'move-serial-number' } },
  },
  {
    name: 'identity-away',
    title: 'Nobody can log in',
    told: 'tokens, CIS2 and smartcard sessions cannot be reached',
    ...{ faces: ['identity'], action: { kind: 'unavailable' } },
  },
  {
    name: 'ods-away',
    title: 'ODS is away',
    told: 'ORD and the FHIR services cannot be reached',
    ...{ faces: ['ods'], action: { kind: 'unavailable' } },
  },
  {
    name: 'ods-busy-once',
    title: 'ODS is busy once',
    told: 'the first request of each caller is answered with 429',
    faces: ['ods'],
    action: { kind: 'result', ...{ code: '429', text: 'too many requests' } },
    times: 1,
  },
  {
    name: 'mesh-away',
    title: 'MESH is away',
    told: 'mailboxes cannot be reached',
    ...{ faces: ['mesh'], action: { kind: 'unavailable' } },
  },
  {
    name: 'mesh-answer-lost-once',
    title: 'MESH answers nothing once',
    told: 'the first request of each mailbox about each message ends without an answer',
    ...{ faces: ['mesh'], action: { kind: 'drop' }, times: 1 },
  },
  {
    name: 'nhais-no-receipt',
    title: 'No receipts of the authority',
    told: 'interchanges have their effect, but no RECEP comes',
    ...{ faces: ['nhais'], action: { kind: 'interchange', how: 'no-receipt' } },
  },
  {
    name: 'nhais-jumped-numbers',
    title: 'Interchanges go missing',
    told: 'the numbers of the authority jump, as if one were lost',
    ...{ faces: ['nhais'], action: { kind: 'interchange', how: 'jumped-numbers' } },
  },
  {
    name: 'nhais-wrong-count',
    title: 'Wrong counts in EDIFACT',
    told: 'UNT of every message of the authority counts wrong',
    ...{ faces: ['nhais'], action: { kind: 'interchange', how: 'wrong-count' } },
  },
  {
    name: 'adaptor-away',
    title: 'The adaptor is away',
    told: 'its REST face cannot be reached',
    ...{ faces: ['adaptor'], action: { kind: 'unavailable' } },
  },
  {
    name: 'adaptor-delivers-twice',
    title: 'The adaptor delivers twice',
    told: 'messages come on the queue two times',
    ...{ faces: ['adaptor'], action: { kind: 'duplicate-answer' } },
  },
];
