import type { XmlElement } from '../../wire/xml/xml-element.ts';
import { type Tell, tellOrders } from './child-order.ts';
import { all, below, deep, identifier, text, value } from './hl7-element.ts';
import { readAddress, readName, readSpan, readTelecom } from './read-parts.ts';
import type { Change, UpdateRequest, WrittenProvision } from './update-request.ts';

/** Reads `PdsUpdateRequest` of either version in whatever order it stands, telling where it departs. */
export function readUpdate(request: XmlElement, tell: Tell): UpdateRequest {
  tellOrders(request, tell);
  const role = below(request, 'subject', 'patientRole');
  const person = below(role, 'patientPerson');
  const part = (name: string, inner: string) => notified(person, name, inner);
  return {
    updateType: value(below(request, 'code'), 'code'),
    serialNumber: value(
      below(request, 'pertinentInformation', 'pertinentSerialChangeNumber', 'value'),
      'value',
    ),
    numbers: all(role, 'id').flatMap((each) => identifier(each) ?? []),
    authority: value(below(request, 'author', 'registeringAuthority', 'code'), 'code'),
    gender: part('COCT_MT000209UK01.PartAdminGenderCode', 'administrativeGenderCode'),
    birthTime: part('COCT_MT000210UK01.PartBirthTime', 'birthTime'),
    deceasedTime: part('COCT_MT000211UK01.PartDeceasedTime', 'deceasedTime'),
    birthOrder: plain(below(person, 'multipleBirthOrderNumber')),
    deathNotification: observed(role, 'deathNotification'),
    language: languageOf(below(person, 'languageCommunication')),
    contactMethod: contactOf(role),
    writtenFormat: observed(role, 'preferredWrittenCommunicationFormat'),
    names: changes(all(person, 'name'), readName),
    addresses: changes(all(role, 'addr'), readAddress),
    telecoms: changes(all(role, 'telecom'), readTelecom),
    provisions: provisionsOf(person),
    sharedSecret: [...deep(role, 'sharedSecret')].length > 0,
    withoutEffect: WITHOUT_EFFECT.filter((name) => [...deep(role, name)].length > 0),
  };
}

/** What the register keeps no record of, or not in a form that an update could change. */
const WITHOUT_EFFECT = [
  'scopedRelatedPersonRole',
  'consent',
  'callCentreCallBackConsent',
  'healthspaceRegistration',
  'birthplace',
  'COCT_MT000208UK01.BirthPlace',
] as const;

/** The provisions of an update or an allocation. */
export function provisionsOf(person: XmlElement | undefined): readonly Change<WrittenProvision>[] {
  const found = all(person, 'playedOtherProviderPatient').flatMap(
    (each) => below(each, 'subjectOf', 'patientCareProvision') ?? [],
  );
  return changes(found, (provision) => {
    const performer = below(provision, 'performer');
    const organisation =
      below(performer, 'assignedOrganization', 'id') ??
      below(performer, 'assignedOrganisation', 'id');
    return {
      code: value(below(provision, 'code'), 'code'),
      id: identifier(below(provision, 'id'))?.extension || undefined,
      organisation: identifier(organisation),
      ...readSpan(below(provision, 'effectiveTime')),
    };
  });
}

/** Gender, birth or death: inline in 6.3.01, a part of its own in 7.2.02. */
export function notified(
  person: XmlElement | undefined,
  partName: string,
  name: string,
): Change<string | undefined> | undefined {
  const part = below(person, partName);
  const inner = part ? below(part, 'partPerson', name) : below(person, name);
  if (!inner && !part) return undefined;
  return {
    mode: value(part, 'updateMode') ?? value(inner, 'updateMode'),
    item: value(inner, 'code') ?? value(inner, 'value'),
  };
}

/** An observation on the patient, under whichever `subjectOf` it stands. */
export function observed(
  role: XmlElement | undefined,
  name: string,
): Change<string | undefined> | undefined {
  const [found] = deep(role, name);
  if (!found) return undefined;
  return { mode: value(found, 'updateMode'), item: value(below(found, 'value'), 'code') };
}

function changes<T>(
  elements: readonly XmlElement[],
  read: (element: XmlElement) => T,
): readonly Change<T>[] {
  return elements.map((each) => ({ mode: value(each, 'updateMode'), item: read(each) }));
}

function plain(found: XmlElement | undefined): Change<string | undefined> | undefined {
  return found && { mode: value(found, 'updateMode'), item: value(found, 'value') };
}

export function languageOf(found: XmlElement | undefined): UpdateRequest['language'] {
  if (!found) return undefined;
  const code = value(below(found, 'languageCode'), 'code');
  const interpreter = value(below(found, 'proficiencyLevelCode'), 'code') === '1';
  return { mode: value(found, 'updateMode'), item: { ...(code ? { code } : {}), interpreter } };
}

export function contactOf(role: XmlElement | undefined): UpdateRequest['contactMethod'] {
  const [found] = deep(role, 'preferredContactMethod');
  if (!found) return undefined;
  const method = value(below(found, 'value'), 'code');
  const times = text(
    below(found, 'pertinentInformation', 'pertinentPreferredContactTimes', 'value'),
  );
  const item = { ...(method ? { method } : {}), ...(times ? { times } : {}) };
  return { mode: value(found, 'updateMode'), item };
}
