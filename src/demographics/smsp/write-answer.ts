import { HL7_NS } from '../../wire/hl7/names.ts';
import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import {
  GENDERS,
  IDENTIFIER_VALIDITY,
  MESSAGE_TYPES,
  NHS_NUMBER_ROOT,
  OUTCOMES,
  SITE_ROOT,
  TOOLKIT_ERRORS,
} from './names.ts';
import { SMSP_OPERATIONS, serviceOf } from './operations.ts';
import type {
  SmspAddress,
  SmspAnswer,
  SmspDetails,
  SmspFault,
  SmspPractice,
  SmspResult,
  SmspTelecom,
} from './smsp-message.ts';
import { relatesTo, writeEnvelope, writeFrame } from './write-frame.ts';
import { nameParts } from './write-request.ts';

/** An answer; its service is the request's with `Response` behind it (pds-identity 3). */
export function writeSmspAnswer(answer: SmspAnswer): string {
  const root = SMSP_OPERATIONS[answer.operation].response;
  const payload = element(root, { xmlns: HL7_NS, classCode: 'OBS', moodCode: 'EVN' }, [
    element('id', { root: answer.id }),
    element('code', { codeSystem: MESSAGE_TYPES, code: root }),
    element('value', { codeSystem: OUTCOMES, code: answer.code }),
    answer.result && resultOf(answer.result),
  ]);
  return writeFrame(answer, `${serviceOf(answer.operation)}Response`, payload);
}

function resultOf(result: SmspResult): WritableElement {
  if (result.kind === 'details') return subject(patientOf(result.details));
  if (result.kind === 'number') return subject(patient(result.nhsNumber));
  const { valid, nhsNumber } = result;
  return element('component', { typeCode: 'COMP' }, [
    element('validIdentifier', { classCode: 'OBS', moodCode: 'EVN' }, [
      element('code', { codeSystem: IDENTIFIER_VALIDITY, code: 'VI' }),
      element('value', { value: String(valid) }),
      nhsNumber === undefined ? undefined : subject(patient(nhsNumber)),
    ]),
  ]);
}

function subject(inner: WritableElement): WritableElement {
  return element('subject', { typeCode: 'SBJ' }, [inner]);
}

function patient(
  nhsNumber: string,
  rest: readonly (WritableElement | undefined)[] = [],
): WritableElement {
  return element('patient', { classCode: 'PAT' }, [
    element('id', { root: NHS_NUMBER_ROOT, extension: nhsNumber }),
    ...rest,
  ]);
}

function patientOf(details: SmspDetails): WritableElement {
  const { nhsNumber, name, addresses, telecoms, gender, birthTime, deceasedTime, practice } =
    details;
  return patient(nhsNumber, [
    name && element('name', {}, nameParts(name)),
    ...addresses.map((each) => addressOf(each, each.use)),
    ...telecomsOf(telecoms),
    element('patientPerson', { classCode: 'PSN', determinerCode: 'INSTANCE' }, [
      gender === undefined
        ? undefined
        : element('administrativeGenderCode', { code: gender, codeSystem: GENDERS }),
      birthTime === undefined ? undefined : element('birthTime', { value: birthTime }),
      deceasedTime === undefined ? undefined : element('deceasedTime', { value: deceasedTime }),
      practice && practiceOf(practice),
    ]),
  ]);
}

// The postcode first: the reverse of Spine's own addresses.
function addressOf({ postcode, lines }: Omit<SmspAddress, 'use'>, use?: string): WritableElement {
  return element('addr', { use }, [
    postcode === undefined ? undefined : element('postalCode', {}, postcode),
    ...lines.map((line) => element('streetAddressLine', {}, line === '' ? [] : line)),
  ]);
}

function telecomsOf(telecoms: readonly SmspTelecom[]): readonly WritableElement[] {
  return telecoms.map(({ use, value, from, to }) => {
    const end = (name: string, time: string | undefined) =>
      time === undefined ? undefined : element(name, { value: time });
    const period =
      from === undefined && to === undefined
        ? undefined
        : element('useablePeriod', {}, [end('low', from), end('high', to)]);
    return element('telecom', { use, value }, [period]);
  });
}

function practiceOf({ ods, name, address, telecoms }: SmspPractice): WritableElement {
  return element('gPPractice', { classCode: 'SDLOC' }, [
    address && addressOf(address),
    ...telecomsOf(telecoms),
    element('locationOrganization', { classCode: 'ORG', determinerCode: 'INSTANCE' }, [
      element('id', { root: SITE_ROOT, extension: ods }),
      name === undefined ? undefined : element('name', {}, name),
    ]),
  ]);
}

const FAULT_ACTION = 'http://www.w3.org/2005/08/addressing/soap/fault';

/** A fault of the toolkit, for HTTP 500. */
export function writeSmspFault(fault: SmspFault): string {
  const { messageId, errorId, code, text, diagnostic } = fault;
  const header = [
    element('wsa:MessageID', {}, messageId),
    element('wsa:Action', {}, FAULT_ACTION),
    relatesTo(fault.relatesTo),
  ];
  const body = element('soap:Fault', {}, [
    element('faultcode', {}, 'soap:Client'),
    element(
      'faultstring',
      {},
      'A client related error has occurred, see detail element for further information',
    ),
    element('detail', {}, [
      element('itk:ToolkitErrorInfo', {}, [
        element('itk:ErrorID', {}, errorId),
        element('itk:ErrorCode', { codeSystem: TOOLKIT_ERRORS }, code),
        element('itk:ErrorText', {}, text),
        element('itk:ErrorDiagnosticText', {}, diagnostic),
      ]),
    ]),
  ]);
  return writeEnvelope(header, body);
}
