import type { XmlElement } from '../../wire/xml/xml-element.ts';
import { type Tell, tellOrders } from './child-order.ts';
import { all, below, value } from './hl7-element.ts';
import {
  readAddress,
  readName,
  readTelecom,
  type WrittenAddress,
  type WrittenName,
  type WrittenTelecom,
} from './read-parts.ts';
import { contactOf, languageOf, notified, observed, provisionsOf } from './read-update.ts';
import type { UpdateRequest, WrittenProvision } from './update-request.ts';

/** A request for an NHS number as it was written (pds-identity 1.10). */
export interface AllocationRequest {
  /** Code of the registering authority, `…16.20`. */
  readonly authority: string | undefined;
  readonly gender: string | undefined;
  readonly birthTime: string | undefined;
  readonly names: readonly WrittenName[];
  readonly addresses: readonly WrittenAddress[];
  readonly telecoms: readonly WrittenTelecom[];
  readonly provisions: readonly WrittenProvision[];
  readonly language: UpdateRequest['language'];
  readonly contactMethod: UpdateRequest['contactMethod'];
  readonly writtenFormat: string | undefined;
  /** `0` no, `1` yes. */
  readonly previousNhsContact: string | undefined;
}

/** Reads `PdsRegistrationRequest` of either version, telling where it departs from its schema. */
export function readAllocation(request: XmlElement, tell: Tell): AllocationRequest {
  tellOrders(request, tell);
  const role = below(request, 'subject', 'patientRole');
  const person = below(role, 'patientPerson');
  return {
    authority: value(below(request, 'author', 'registeringAuthority', 'code'), 'code'),
    gender: notified(person, 'COCT_MT000209UK01.PartAdminGenderCode', 'administrativeGenderCode')
      ?.item,
    birthTime: notified(person, 'COCT_MT000210UK01.PartBirthTime', 'birthTime')?.item,
    names: all(person, 'name').map(readName),
    addresses: all(role, 'addr').map(readAddress),
    telecoms: all(role, 'telecom').map(readTelecom),
    provisions: provisionsOf(person).map(({ item }) => item),
    language: languageOf(below(person, 'languageCommunication')),
    contactMethod: contactOf(role),
    writtenFormat: observed(role, 'preferredWrittenCommunicationFormat')?.item,
    previousNhsContact: observed(role, 'previousNhsContact')?.item,
  };
}
