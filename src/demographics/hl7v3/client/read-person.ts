import { HL7_NS } from '../../../wire/hl7/names.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  type XmlElement,
} from '../../../wire/xml/xml-element.ts';
import { ROOT } from './client-names.ts';
import type { Registration, RetrievedPerson } from './retrieved-person.ts';

/**
 * What the `PDSResponse` of a retrieval tells (pds-identity 1.7). Elements are found by name, whatever their
 * prefix and order: live PDS and its schema differ in both. `undefined` without an NHS number.
 */
export function readPerson(response: XmlElement): RetrievedPerson | undefined {
  const role = descend(response, 'subject', 'patientRole');
  const nhsNumber = role && idWithRoot(role, ROOT.nhsNumber);
  if (!role || !nhsNumber) return undefined;
  const person = child(role, 'patientPerson');
  const serial = descend(response, 'pertinentInformation', 'pertinentSerialChangeNumber');
  return {
    nhsNumber,
    serialNumber: wholeNumber(serial && attributeIn(serial, 'value', 'value')),
    sensitivity: attributeIn(role, 'confidentialityCode', 'code'),
    registrations: person ? registrationsOf(person) : [],
    deceased: deathOf(role, person),
    removal: removalOf(role),
    supersedes: childElements(role, HL7_NS, 'replacementOf').flatMap((replaced) => {
      const old = descend(replaced, 'oldVersion', 'id');
      return (old && attributeOf(old, '', 'extension')) || [];
    }),
  };
}

function registrationsOf(person: XmlElement): Registration[] {
  return childElements(person, HL7_NS, 'playedOtherProviderPatient').flatMap((played) =>
    childElements(played, HL7_NS, 'subjectOf').flatMap((subject) => {
      const event = child(subject, 'patientCareProvisionEvent');
      if (!event || attributeIn(event, 'code', 'code') !== '1') return [];
      const performer = descend(event, 'performer', 'assignedEntity');
      const practice = performer && attributeIn(performer, 'id', 'extension');
      if (!practice) return [];
      return [{ objectId: idWithRoot(event, ROOT.item), practice, ...intervalOf(event) }];
    }),
  );
}

function deathOf(role: XmlElement, person: XmlElement | undefined): RetrievedPerson['deceased'] {
  const time = person && attributeIn(person, 'deceasedTime', 'value');
  const notified = below(role, 'deathNotification');
  if (!time && !notified) return undefined;
  return { time, notification: notified && attributeIn(notified, 'value', 'code') };
}

function removalOf(role: XmlElement): RetrievedPerson['removal'] {
  const event = below(role, 'nHAISRemovalRegistrationEvent');
  if (!event) return undefined;
  return { reason: attributeIn(event, 'reasonCode', 'code') ?? '', ...intervalOf(event) };
}

function intervalOf(parent: XmlElement): {
  readonly from: string | undefined;
  readonly to: string | undefined;
} {
  const time = child(parent, 'effectiveTime');
  if (!time) return { from: undefined, to: undefined };
  return { from: attributeIn(time, 'low', 'value'), to: attributeIn(time, 'high', 'value') };
}

/** A class that hangs below the role by one of its numbered `subjectOf` links. */
function below(role: XmlElement, name: string): XmlElement | undefined {
  for (const link of childElements(role)) {
    const found = link.name.startsWith('subjectOf') ? child(link, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

function child(parent: XmlElement, name: string): XmlElement | undefined {
  return firstChild(parent, HL7_NS, name);
}

function descend(parent: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = parent;
  for (const name of names) at = at && child(at, name);
  return at;
}

function attributeIn(parent: XmlElement, name: string, attribute: string): string | undefined {
  const found = child(parent, name);
  return (found && attributeOf(found, '', attribute)?.trim()) || undefined;
}

function idWithRoot(parent: XmlElement, root: string): string | undefined {
  const ids = childElements(parent, HL7_NS, 'id');
  const id = ids.find((each) => attributeOf(each, '', 'root') === root);
  return (id && attributeOf(id, '', 'extension')?.trim()) || undefined;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
