import { groups, inTurn, swap } from './captured.ts';
import {
  after,
  body,
  DETAIL,
  element,
  LOWER,
  PART_DESCRIPTION,
  PERSON,
  type Row,
  SYSTEM,
  without,
  withPart,
} from './edits.ts';
import { SPINE_GOOD } from './spine-messages.ts';
import { GOOD, id, R, S } from './transfer.ts';

const { request, extract, nack, finalAck } = GOOD;
const { endParty } = SPINE_GOOD;

/** Specimens of the rules about the wrapper, acknowledgements and requests. */
export const PAYLOAD_ROWS: readonly Row[] = [
  [
    'HL7-WRAPPER-01',
    'an id in lower case',
    request,
    body(
      swap(
        /<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><id root="[^"]*"/,
        `<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><id root="${LOWER}"`,
      ),
    ),
    { 'GP2GP-ID-01': 'the HL7 id is another one now' },
  ],
  [
    'HL7-WRAPPER-01',
    'two ids',
    request,
    body(swap('<creationTime', `<id root="${id('0')}"/><creationTime`)),
  ],
  [
    'HL7-WRAPPER-02',
    'a day without a time',
    request,
    body(swap('<creationTime value="20260301091500"', '<creationTime value="20260301"')),
  ],
  ['HL7-WRAPPER-02', 'no creationTime', request, body(without(/<creationTime[^>]*>/))],
  ['HL7-WRAPPER-03', 'no versionCode', request, body(without(/<versionCode[^>]*>/))],
  [
    'HL7-WRAPPER-04',
    'the interactionId of another message',
    request,
    body(swap('extension="RCMR_IN010000UK05"', 'extension="RCMR_IN030000UK06"')),
  ],
  [
    'HL7-WRAPPER-04',
    'another Action in the envelope',
    endParty,
    {
      ...body(swap('<eb:Action>COPC_IN000001GB01<', '<eb:Action>COPC_IN000001UK01<')),
      http: { soapAction: 'urn:nhs:names:services:itk/COPC_IN000001UK01' },
    },
  ],
  [
    'HL7-WRAPPER-05',
    'an ASID of three digits',
    request,
    body(groups(/(<communicationFunctionSnd[\s\S]*?extension=")\d{12}/, '$1777')),
    { 'HL7-WRAPPER-11': 'what is no ASID belongs to no party' },
  ],
  ['HL7-WRAPPER-05', 'no receiver', request, body(without(element('communicationFunctionRcv')))],
  ['HL7-WRAPPER-06', 'no author1', request, body(without(SYSTEM))],
  [
    'HL7-WRAPPER-06',
    'three author1',
    request,
    body((text) => swap(SYSTEM, (SYSTEM.exec(text)?.[0] ?? '').repeat(3))(text)),
  ],
  [
    'HL7-WRAPPER-07',
    'a debugging message',
    request,
    body(swap('<processingCode code="P"', '<processingCode code="D"')),
  ],
  [
    'HL7-WRAPPER-08',
    'a typeCode that there is not',
    finalAck,
    body(swap('typeCode="AA"', 'typeCode="CA"')),
  ],
  ['HL7-WRAPPER-08', 'no messageRef', finalAck, body(without(element('messageRef')))],
  ['HL7-WRAPPER-09', 'AE without a reason', nack, body(without(element('reason')))],
  ['HL7-WRAPPER-09', 'AA with an error', nack, body(swap('typeCode="AE"', 'typeCode="AA"'))],
  [
    'HL7-WRAPPER-10',
    'another namespace',
    finalAck,
    body(
      swap(
        '<MCCI_IN010000UK13 xmlns="urn:hl7-org:v3"',
        '<MCCI_IN010000UK13 xmlns="urn:hl7-org:v2"',
      ),
    ),
  ],
  [
    'HL7-WRAPPER-11',
    'the ASID of another system',
    request,
    { directory: { partyOf: (asid) => (asid === R.asid ? 'Z99003-900003' : S.party) } },
  ],
  ['HL7-WRAPPER-12', 'no ControlActEvent', finalAck, body(without(element('ControlActEvent')))],
  [
    'HL7-WRAPPER-12',
    'two of them',
    finalAck,
    body((text) =>
      swap(
        '</MCCI_IN010000UK13>',
        '<ControlActEvent classCode="CACT" moodCode="EVN"/></MCCI_IN010000UK13>',
      )(text),
    ),
  ],
  [
    'HL7-WRAPPER-13',
    'an empty attribute',
    request,
    body(swap('<EhrRequest ', '<EhrRequest note="" ')),
  ],
  [
    'HL7-WRAPPER-14',
    'an author without a job role',
    request,
    body(swap('<author1', `${PERSON.replace(/<part [\s\S]*<\/part>/, '')}<author1`)),
  ],
  ['HL7-WRAPPER-14', 'two authors', request, body(swap('<author1', `${PERSON}${PERSON}<author1`))],
  ['HL7-WRAPPER-15', 'no subject', request, body(without(element('subject')))],
  [
    'GP2GP-ID-01',
    'two ids for one message',
    extract,
    body(groups(/(<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root=")[^"]*/, `$1${id('0', 4)}`)),
  ],

  ['GP2GP-ACK-01', 'one digit', nack, body(swap('<code code="06"', '<code code="6"'))],
  ['GP2GP-ACK-02', 'a deprecated code', nack, body(swap('<code code="06"', '<code code="04"'))],
  ['GP2GP-ACK-03', 'a code of nobody', nack, body(swap('<code code="06"', '<code code="77"'))],
  [
    'GP2GP-ACK-04',
    'a code in the detail alone',
    nack,
    body(
      inTurn(
        without(element('reason')),
        swap('<acknowledgement typeCode="AE">', `<acknowledgement typeCode="AR">${DETAIL}`),
      ),
    ),
    { 'GP2GP-ACK-05': 'only AR may leave the reason out' },
  ],
  ['GP2GP-ACK-05', 'AR', nack, body(swap('typeCode="AE"', 'typeCode="AR"'))],
  [
    'GP2GP-ACK-06',
    'a detail of the type AE',
    nack,
    body(after('<acknowledgement typeCode="AE">', DETAIL.replace('ER', 'AE'))),
  ],
  [
    'GP2GP-ACK-07',
    'a reason of another vocabulary',
    nack,
    body(swap('2.16.840.1.113883.2.1.3.2.4.17.101', '2.16.840.1.113883.2.1.3.2.4.17.32')),
  ],
  ['GP2GP-ACK-07', 'a reason without qualifier', nack, body(without(element('qualifier')))],

  ['REQUEST-01', 'no EhrRequest', request, body(without(element('EhrRequest')))],
  [
    'REQUEST-02',
    'no id',
    request,
    body(swap(/(<EhrRequest[^>]*>)<id[^>]*>/, '<EhrRequest classCode="EXTRACT" moodCode="RQO">')),
  ],
  ['REQUEST-03', 'no patient', request, body(without(element('recordTarget')))],
  [
    'REQUEST-03',
    'a number whose check digit is wrong',
    request,
    body(swap('9990000018', '9990000019')),
  ],
  ['REQUEST-04', 'no author', request, body(swap(/<author typeCode="AUT">[\s\S]*?<\/author>/, ''))],
  ['REQUEST-05', 'no destination', request, body(without(element('destination')))],
  [
    'REQUEST-05',
    'the root of clinical organisations',
    request,
    body(
      swap(
        `<id root="1.2.826.0.1285.0.1.10" extension="${S.ods}"`,
        `<id root="2.16.840.1.113883.2.1.4.3" extension="${S.ods}"`,
      ),
    ),
  ],
  [
    'REQUEST-06',
    'an attachment',
    request,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],
];
