import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Patient } from '../patient.ts';
import { inView, isSensitive } from './in-view.ts';
import type { Mim } from './interactions.ts';
import { OBSERVATION, SYSTEM } from './names.ts';
import {
  contactMethodNode,
  deathNode,
  previousContactNode,
  serialNumberNode,
  sharedSecretNode,
  subjectOf,
  writtenFormatNode,
} from './write-observations.ts';
import { act, codeNode, spanNode } from './write-parts.ts';
import { confidentialityNode, numberNode, subjectNode } from './write-patient-role.ts';
import { PERSON } from './write-person.ts';
import { retrievedPerson } from './write-retrieved-person.ts';

/** How a record is retrieved. */
export interface RetrievalStyle {
  readonly mim: Mim;
  readonly history: boolean;
  /** Today, `20260105`. */
  readonly day: string;
  /** Leaves the person out: `person.scn` is all that was asked for. */
  readonly serialNumberAlone?: boolean;
}

/** `PDSResponse`: the record, or number and sensitivity of one that may not be shown (pds-identity 1.7). */
export function retrievalPayload(patient: Patient, style: RetrievalStyle): WritableElement {
  const role = isSensitive(patient)
    ? [element('patientPerson', PERSON)]
    : style.serialNumberAlone
      ? replaced(patient)
      : whole(patient, style);
  return act('PDSResponse', 'OBS', [
    serialNumberNode(patient.scn),
    subjectNode([confidentialityNode(patient, style.mim), numberNode(patient), ...role]),
  ]);
}

function whole(patient: Patient, style: RetrievalStyle): readonly (WritableElement | undefined)[] {
  const { mim, history, day } = style;
  const shown = inView(patient, history, day);
  return [
    retrievedPerson(shown, style),
    ...paperRecord(shown, mim),
    ...replaced(shown),
    ...about(shown, mim),
  ];
}

/** The observations on the patient, in the order of each version: by number, or by name. */
function about(patient: Patient, mim: Mim): readonly (WritableElement | undefined)[] {
  return [
    subjectOf('subjectOf2', deathNode(patient.deceased)),
    subjectOf('subjectOf4', contactMethodNode(patient)),
    subjectOf('subjectOf5', writtenFormatNode(patient)),
    subjectOf('subjectOf6', sharedSecretNode(patient)),
    subjectOf('subjectOf8', previousContactNode(patient)),
    subjectOf('subjectOf9', removalNode(patient, mim)),
  ];
}

function replaced({ supersedes }: Patient): readonly WritableElement[] {
  return supersedes.map((nhsNumber) =>
    element('replacementOf', { typeCode: 'REPL' }, [
      element('oldVersion', { classCode: 'PAT' }, [numberNode({ nhsNumber })]),
    ]),
  );
}

const REMOVALS: Readonly<Record<Mim, readonly [name: string, code: string]>> = {
  '6301': ['nHAISRemovalRegistrationEvent', '02'],
  '7202': ['pCRemovalRegistrationEvent', '04'],
};

function removalNode({ removal }: Patient, mim: Mim): WritableElement | undefined {
  if (!removal) return undefined;
  const { reason, ...span } = removal;
  const [name, code] = REMOVALS[mim];
  return act(name, 'REG', [
    codeNode('code', code, SYSTEM.registrationType),
    spanNode('effectiveTime', span),
    codeNode('reasonCode', reason, SYSTEM.removalReason),
  ]);
}

/** SNOMED CT, as the schemas fix it: a paper health record. */
const PAPER_RECORD = '16521000000101';
/** 7.2.02 cannot leave the priority of a transfer out. */
const NORMAL_PRIORITY = 'N';

function paperRecord({ paperRecord: kept }: Patient, mim: Mim): readonly WritableElement[] {
  if (!kept) return [];
  const { status, from } = kept;
  const since = from && mim === '6301' ? spanNode('effectiveTime', { from }) : undefined;
  const priority = codeNode('priorityCode', NORMAL_PRIORITY, SYSTEM.paperRecordPriority);
  const transfer = act('transferStatus', 'OBS', [
    codeNode('code', OBSERVATION.paperTransfer, SYSTEM.observation),
    mim === '7202' ? priority : undefined,
    codeNode('value', status, SYSTEM.paperRecordStatus),
  ]);
  const document = act('clinicalDocumentEvent', 'DOCCLIN', [
    codeNode('code', PAPER_RECORD, SYSTEM.clinicalDocument),
    since,
    element('subjectOf3', { typeCode: 'SUBJ' }, [transfer]),
  ]);
  return [element('recordTargetOf', { typeCode: 'RCT' }, [document])];
}
