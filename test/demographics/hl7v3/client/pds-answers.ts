import type { PdsReason } from '../../../../src/demographics/hl7v3/client/pds-reason.ts';
import type {
  Registration,
  RetrievedPerson,
} from '../../../../src/demographics/hl7v3/client/retrieved-person.ts';
import { HL7_NS } from '../../../../src/wire/hl7/names.ts';
import type { TransmissionWrapper } from '../../../../src/wire/hl7/transmission-wrapper.ts';
import { subjectAround, writeWrapper } from '../../../../src/wire/hl7/write-wrapper.ts';
import { writeSyncEnvelope } from '../../../../src/wire/soap/write-sync-envelope.ts';
import { element, type WritableElement, writeXml } from '../../../../src/wire/xml/write-xml.ts';

/** PDS as these tests know it: writes answers, knows nothing of what is asked. */
export const PDS_ASID = '928942012545';

export interface AnswerFacts {
  readonly hl7Id: string;
  readonly messageRef: string;
  /** `wsa:MessageID` of the question. */
  readonly relatesTo?: string;
  readonly toAsid?: string;
  readonly reasons?: readonly PdsReason[];
}

export function person(facts: Partial<RetrievedPerson> = {}): RetrievedPerson {
  return {
    nhsNumber: '9991001158',
    serialNumber: 12,
    sensitivity: undefined,
    registrations: [registration('Z99001')],
    deceased: undefined,
    removal: undefined,
    supersedes: [],
    ...facts,
  };
}

export function registration(practice: string, facts: Partial<Registration> = {}): Registration {
  return { practice, objectId: 'A1', from: '20200101', to: undefined, ...facts };
}

/** The SOAP answer that tells of a person, as a document. */
export function retrievalAnswer(told: RetrievedPerson, facts: AnswerFacts): Buffer {
  const content = `${writeXml(
    element('subject', { typeCode: 'SUBJ' }, [responseTree(told)]),
  )}${ack('OK')}`;
  return enveloped(writeWrapper(wrapper('QUPA_IN000009UK03', 'AA', facts), content), facts);
}

/** The SOAP answer of a query that failed. */
export function queryFailure(facts: AnswerFacts): Buffer {
  const message = writeWrapper(wrapper('QUQI_IN010000UK14', 'AE', facts), ack('ID'));
  return enveloped(message, facts);
}

export function updateSuccess(serialNumber: number, facts: AnswerFacts): string {
  const payload = element('PdsSuccessfulUpdateResponse', { classCode: 'REG', moodCode: 'EVN' }, [
    serialTree(serialNumber),
  ]);
  return writeWrapper(wrapper('PRPA_IN000202UK01', 'AA', facts), subjectAround(writeXml(payload)));
}

export function updateFailure(type: 'AE' | 'AR', facts: AnswerFacts): string {
  const { reasons = [], ...rest } = facts;
  const told = wrapper('MCCI_IN010000UK13', type, type === 'AE' ? facts : rest);
  if (type === 'AE' || !told.acknowledgement) return writeWrapper(told);
  const details = reasons.map(({ code, text, severity }) => ({
    code,
    codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.32',
    displayName: text,
    typeCode: severity,
  }));
  return writeWrapper({ ...told, acknowledgement: { ...told.acknowledgement, details } });
}

function wrapper(
  rootName: string,
  typeCode: string,
  { hl7Id, messageRef, toAsid = '999000000002', reasons = [] }: AnswerFacts,
): TransmissionWrapper {
  return {
    rootName,
    id: hl7Id,
    creationTime: '20260105101701',
    versionCode: '3NPfIT6.3.01',
    interactionId: { root: '2.16.840.1.113883.2.1.3.2.4.12', extension: rootName },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: { typeCode, messageRef, details: [] },
    receivers: [toAsid],
    senders: [PDS_ASID],
    systems: [PDS_ASID],
    author: undefined,
    reasons: reasons.map(({ code, text, severity }) => ({
      code,
      displayName: text,
      codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.42',
      qualifier: severity,
    })),
    controlAct: undefined,
  };
}

function enveloped(message: string, { hl7Id, relatesTo, toAsid = '' }: AnswerFacts): Buffer {
  const action = /^<(\w+)/.exec(message)?.[1] ?? '';
  return writeSyncEnvelope(
    {
      messageId: `uuid:${hl7Id}`,
      action: `urn:nhs:names:services:pdsquery/${action}`,
      to: '',
      from: 'urn:nhs:names:services:pdsquery',
      replyTo: undefined,
      relatesTo,
      receiverAsid: toAsid,
      senderAsid: PDS_ASID,
    },
    message,
    { wrapper: 'retrievalQueryResponse' },
  );
}

function ack(code: string): string {
  return `<queryAck type="QueryAck"><queryResponseCode code="${code}"/></queryAck>`;
}

function serialTree(serialNumber: number): WritableElement {
  return element('pertinentInformation', { typeCode: 'PERT' }, [
    element('pertinentSerialChangeNumber', { classCode: 'OBS', moodCode: 'EVN' }, [
      element('code', { code: '2', codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.35' }),
      element('value', { value: String(serialNumber) }),
    ]),
  ]);
}

function responseTree(told: RetrievedPerson): WritableElement {
  const { deceased, removal, serialNumber, sensitivity } = told;
  return element('PDSResponse', { xmlns: HL7_NS, classCode: 'OBS', moodCode: 'EVN' }, [
    serialNumber === undefined ? undefined : serialTree(serialNumber),
    element('subject', { typeCode: 'SBJ' }, [
      element('patientRole', { classCode: 'PAT' }, [
        sensitivity === undefined
          ? undefined
          : element('confidentialityCode', {
              code: sensitivity,
              codeSystem: '2.16.840.1.113883.2.1.3.2.4.16.1',
            }),
        numberTree(told.nhsNumber),
        element('patientPerson', { classCode: 'PSN', determinerCode: 'INSTANCE' }, [
          deceased?.time === undefined
            ? undefined
            : element('deceasedTime', { value: deceased.time }),
          ...told.registrations.map((each) => provisionTree('1', each)),
          provisionTree('P1', registration('FZZ99', { objectId: 'B2' })),
        ]),
        ...told.supersedes.map((number) =>
          element('replacementOf', { typeCode: 'RPLC' }, [
            element('oldVersion', { classCode: 'PAT' }, [numberTree(number)]),
          ]),
        ),
        deceased?.notification === undefined
          ? undefined
          : element('subjectOf2', { typeCode: 'SBJ' }, [
              element('deathNotification', { classCode: 'OBS', moodCode: 'EVN' }, [
                element('code', { code: '3', codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.35' }),
                element('value', {
                  code: deceased.notification,
                  codeSystem: '2.16.840.1.113883.2.1.3.2.4.16.5',
                }),
              ]),
            ]),
        removal &&
          element('subjectOf9', { typeCode: 'SBJ' }, [
            element('nHAISRemovalRegistrationEvent', { classCode: 'REG', moodCode: 'EVN' }, [
              element('code', { code: '02', codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.165' }),
              intervalTree(removal),
              element('reasonCode', {
                code: removal.reason,
                codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.168',
              }),
            ]),
          ]),
      ]),
    ]),
  ]);
}

function provisionTree(code: string, told: Registration): WritableElement {
  return element('playedOtherProviderPatient', { classCode: 'PAT' }, [
    element('subjectOf', { typeCode: 'SBJ' }, [
      element('patientCareProvisionEvent', { classCode: 'PCPR', moodCode: 'EVN' }, [
        element('code', { code, codeSystem: '2.16.840.1.113883.2.1.3.2.4.17.37' }),
        intervalTree(told),
        told.objectId === undefined
          ? undefined
          : element('id', {
              root: '2.16.840.1.113883.2.1.3.2.4.18.1',
              extension: told.objectId,
            }),
        element('performer', { typeCode: 'PRF' }, [
          element('assignedEntity', { classCode: 'ASSIGNED' }, [
            element('id', { root: '2.16.840.1.113883.2.1.4.3', extension: told.practice }),
          ]),
        ]),
      ]),
    ]),
  ]);
}

function intervalTree({
  from,
  to,
}: Pick<Registration, 'from' | 'to'>): WritableElement | undefined {
  if (from === undefined && to === undefined) return undefined;
  return element('effectiveTime', {}, [
    from === undefined ? undefined : element('low', { value: from }),
    to === undefined ? undefined : element('high', { value: to }),
  ]);
}

function numberTree(number: string): WritableElement {
  return element('id', { root: '2.16.840.1.113883.2.1.4.1', extension: number });
}
