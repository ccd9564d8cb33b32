import { subjectAround, writeWrapper } from '../../../wire/hl7/write-wrapper.ts';
import { element, type WritableElement, writeXml } from '../../../wire/xml/write-xml.ts';
import { GENERAL_UPDATE, ROOT, SYSTEM } from './client-names.ts';
import { type PdsRequestFacts, pdsRequestWrapper } from './pds-request-wrapper.ts';

/** A patient's registration with a new practice. */
export interface GpUpdate {
  readonly nhsNumber: string;
  /** As retrieved: PDS answers with the next one (pds-identity 1.8). */
  readonly serialNumber: number;
  /** ODS code of the new practice. */
  readonly practice: string;
  /** Object id of the registration in force, which is altered; without one a registration is added. */
  readonly objectId: string | undefined;
  /** `YYYYMMDD`; left out unless given, as the captured client does. */
  readonly from?: string | undefined;
}

/** The general update by which a practice registers a patient, in schema order (pds-identity 1.8). */
export function writeGpUpdate(update: GpUpdate, facts: PdsRequestFacts): string {
  const payload = element('PdsUpdateRequest', { classCode: 'REG', moodCode: 'RQO' }, [
    // 1: a change to existing data; 2 would correct it.
    element('code', { code: '1', codeSystem: SYSTEM.updateMode }),
    element('pertinentInformation', { typeCode: 'PERT' }, [
      element('pertinentSerialChangeNumber', { classCode: 'OBS', moodCode: 'EVN' }, [
        element('code', { code: '2', codeSystem: SYSTEM.observation }),
        element('value', { value: String(update.serialNumber) }),
      ]),
    ]),
    element('subject', { typeCode: 'SBJ' }, [
      element('patientRole', { classCode: 'PAT' }, [
        element('id', { root: ROOT.nhsNumber, extension: update.nhsNumber }),
        element('patientPerson', { classCode: 'PSN', determinerCode: 'INSTANCE' }, [
          element('playedOtherProviderPatient', { classCode: 'PAT' }, [
            element('subjectOf', { typeCode: 'SBJ' }, [careProvision(update)]),
          ]),
        ]),
      ]),
    ]),
  ]);
  return writeWrapper(pdsRequestWrapper(GENERAL_UPDATE, facts), subjectAround(writeXml(payload)));
}

function careProvision({ objectId, from, practice }: GpUpdate): WritableElement {
  const updateMode = objectId === undefined ? 'added' : 'altered';
  return element('patientCareProvision', { classCode: 'PCPR', moodCode: 'EVN', updateMode }, [
    element('code', { code: '1', codeSystem: SYSTEM.careProvision }),
    from === undefined
      ? undefined
      : element('effectiveTime', {}, [element('low', { value: from })]),
    objectId === undefined ? undefined : element('id', { root: ROOT.item, extension: objectId }),
    element('performer', { typeCode: 'PRF' }, [
      element('assignedOrganization', { classCode: 'ASSIGNED' }, [
        element('id', { root: ROOT.practice, extension: practice }),
      ]),
    ]),
  ]);
}
