import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Death, Patient } from '../patient.ts';
import { OBSERVATION, SYSTEM } from './names.ts';
import { act, codeNode, textNode } from './write-parts.ts';

/** An observation of `…17.35` with a coded value. */
export function observation(
  name: string,
  code: string,
  value: WritableElement | undefined,
  more: readonly (WritableElement | undefined)[] = [],
): WritableElement {
  return act(name, 'OBS', [codeNode('code', code, SYSTEM.observation), value, ...more]);
}

/** The serial change number: every answer that a change may follow carries it (pds-identity 1.8). */
export function serialNumberNode(scn: number): WritableElement {
  return element('pertinentInformation', { typeCode: 'PERT' }, [
    observation(
      'pertinentSerialChangeNumber',
      OBSERVATION.serialNumber,
      element('value', { value: String(scn) }),
    ),
  ]);
}

/** An observation under the name of its place; absent when there is nothing to say. */
export function subjectOf(
  place: string,
  about: WritableElement | undefined,
): WritableElement | undefined {
  return about && element(place, { typeCode: 'SBJ' }, [about]);
}

export function deathNode(deceased: Death | undefined): WritableElement | undefined {
  if (!deceased) return undefined;
  const value = codeNode('value', deceased.notification, SYSTEM.death);
  return observation('deathNotification', OBSERVATION.death, value);
}

export function previousContactNode({ previousNhsContact }: Patient): WritableElement | undefined {
  if (previousNhsContact === undefined) return undefined;
  const value = codeNode('value', previousNhsContact, SYSTEM.previousContact);
  return observation('previousNhsContact', OBSERVATION.previousContact, value);
}

export function contactMethodNode({ contactPreference }: Patient): WritableElement | undefined {
  const { method, times } = contactPreference ?? {};
  if (!method && !times) return undefined;
  const value = method ? codeNode('value', method, SYSTEM.contactMethod) : undefined;
  const when = times && textNode('value', times);
  return observation('preferredContactMethod', OBSERVATION.contactMethod, value, [
    when
      ? element('pertinentInformation', { typeCode: 'PERT' }, [
          observation('pertinentPreferredContactTimes', OBSERVATION.contactTimes, when),
        ])
      : undefined,
  ]);
}

export function writtenFormatNode({ contactPreference }: Patient): WritableElement | undefined {
  const written = contactPreference?.written;
  if (!written) return undefined;
  const value = codeNode('value', written, SYSTEM.writtenFormat);
  return observation('preferredWrittenCommunicationFormat', OBSERVATION.writtenFormat, value);
}

export function sharedSecretNode({ sharedSecret }: Patient): WritableElement | undefined {
  if (!sharedSecret) return undefined;
  return observation('sharedSecret', OBSERVATION.sharedSecret, textNode('value', sharedSecret));
}

/** How well a record fits an algorithmic trace, in per cent. */
export function matchingLevelNode(score: number): WritableElement {
  const value = element('value', { value: (score * 100).toFixed(2), unit: '%' });
  return observation('matchingLevel', OBSERVATION.matchingLevel, value);
}
