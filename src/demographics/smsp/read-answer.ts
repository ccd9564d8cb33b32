import { HL7_NS } from '../../wire/hl7/names.ts';
import { type Reading, readAs, unreadable } from '../../wire/reading.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  textOf,
  type XmlElement,
} from '../../wire/xml/xml-element.ts';
import { SMSP_OPERATIONS } from './operations.ts';
import { readFrame } from './read-frame.ts';
import { readSmspName } from './read-request.ts';
import type {
  SmspAddress,
  SmspAnswer,
  SmspDetails,
  SmspPractice,
  SmspResult,
  SmspTelecom,
} from './smsp-message.ts';

/** Reads an answer as a client does. Unreadable is a fault, too, and what is no answer of the operation. */
export function readSmspAnswer(bytes: Uint8Array): Reading<SmspAnswer> {
  const reading = readFrame(bytes);
  if (reading.kind !== 'read') return unreadable('smsp.no-answer', reading.why);
  const { frame, payload, deviations } = reading;
  const { response } = SMSP_OPERATIONS[frame.operation];
  if (payload.namespace !== HL7_NS || payload.name !== response)
    return unreadable('smsp.other-payload', `the payload is no ${response}`, payload.at);
  const value = firstChild(payload, HL7_NS, 'value');
  const code = value && attributeOf(value, '', 'code');
  if (!code) return unreadable('smsp.no-code', 'the answer has no code', payload.at);
  return readAs({ ...frame, code, result: resultOf(payload) }, deviations);
}

function resultOf(payload: XmlElement): SmspResult | undefined {
  const component = firstChild(payload, HL7_NS, 'component');
  const identifier = component && firstChild(component, HL7_NS, 'validIdentifier');
  if (identifier) {
    const value = firstChild(identifier, HL7_NS, 'value');
    const valid = (value && attributeOf(value, '', 'value')) === 'true';
    return { kind: 'verified', valid, nhsNumber: numberOf(patientIn(identifier)) };
  }
  const patient = patientIn(payload);
  const nhsNumber = numberOf(patient);
  if (!patient || nhsNumber === undefined) return undefined;
  const person = firstChild(patient, HL7_NS, 'patientPerson');
  return person
    ? { kind: 'details', details: detailsOf(nhsNumber, patient, person) }
    : { kind: 'number', nhsNumber };
}

function patientIn(parent: XmlElement): XmlElement | undefined {
  const subject = firstChild(parent, HL7_NS, 'subject');
  return subject && firstChild(subject, HL7_NS, 'patient');
}

function numberOf(patient: XmlElement | undefined): string | undefined {
  const id = patient && firstChild(patient, HL7_NS, 'id');
  return id && attributeOf(id, '', 'extension');
}

function detailsOf(nhsNumber: string, patient: XmlElement, person: XmlElement): SmspDetails {
  const name = firstChild(patient, HL7_NS, 'name');
  const practice = firstChild(person, HL7_NS, 'gPPractice');
  return {
    nhsNumber,
    name: name && readSmspName(name),
    addresses: childElements(patient, HL7_NS, 'addr').map((each) => ({
      use: attributeOf(each, '', 'use') ?? '',
      ...addressOf(each),
    })),
    telecoms: telecomsOf(patient),
    gender: valueAt(person, 'administrativeGenderCode', 'code'),
    birthTime: valueAt(person, 'birthTime', 'value'),
    deceasedTime: valueAt(person, 'deceasedTime', 'value'),
    practice: practice && practiceOf(practice),
  };
}

function practiceOf(practice: XmlElement): SmspPractice | undefined {
  const organisation = firstChild(practice, HL7_NS, 'locationOrganization');
  const id = organisation && firstChild(organisation, HL7_NS, 'id');
  const ods = id && attributeOf(id, '', 'extension');
  if (!organisation || ods === undefined) return undefined;
  const name = firstChild(organisation, HL7_NS, 'name');
  const address = firstChild(practice, HL7_NS, 'addr');
  return {
    ods,
    name: name && textOf(name),
    address: address && addressOf(address),
    telecoms: telecomsOf(practice),
  };
}

function addressOf(address: XmlElement): Omit<SmspAddress, 'use'> {
  const postcode = firstChild(address, HL7_NS, 'postalCode');
  return {
    postcode: postcode && textOf(postcode).trim(),
    lines: childElements(address, HL7_NS, 'streetAddressLine').map((each) => textOf(each)),
  };
}

function telecomsOf(parent: XmlElement): readonly SmspTelecom[] {
  return childElements(parent, HL7_NS, 'telecom').map((each) => {
    const period = firstChild(each, HL7_NS, 'useablePeriod');
    return {
      use: attributeOf(each, '', 'use') ?? '',
      value: attributeOf(each, '', 'value') ?? '',
      from: period && valueAt(period, 'low', 'value'),
      to: period && valueAt(period, 'high', 'value'),
    };
  });
}

function valueAt(parent: XmlElement, name: string, key: string): string | undefined {
  const found = firstChild(parent, HL7_NS, name);
  return found && attributeOf(found, '', key);
}
