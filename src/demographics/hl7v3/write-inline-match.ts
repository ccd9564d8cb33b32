import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import { currentProvision, type Patient } from '../patient.ts';
import { inView, isSensitive } from './in-view.ts';
import type { Mim } from './interactions.ts';
import {
  deathNode,
  previousContactNode,
  serialNumberNode,
  subjectOf,
} from './write-observations.ts';
import { act, addressNode, BARE, nameNode, telecomNode } from './write-parts.ts';
import {
  birthOrderNode,
  confidentialityNode,
  lifeNodes,
  numberNode,
  subjectNode,
} from './write-patient-role.ts';
import { PERSON } from './write-person.ts';
import { provisionNode } from './write-provision.ts';

/** The answers that write addresses and names inline: the current ones, without dates and object ids. */
export type InlineKind = 'simple-trace' | 'cross-check' | 'confirm';

interface InlineStyle {
  readonly mim: Mim;
  /** Today, `20260105`. */
  readonly day: string;
}

/** Somebody found by a simple trace, a cross-check or a confirmation (pds-identity 1.5, 1.10). */
export function inlinePayload(
  kind: InlineKind,
  patient: Patient,
  { mim, day }: InlineStyle,
): WritableElement {
  const shown = inView(patient, false, day);
  const who = [confidentialityNode(patient, mim), numberNode(patient)];
  const role = isSensitive(patient)
    ? who
    : [
        ...shown.addresses.map((each) => addressNode(each, BARE)),
        ...who,
        ...(kind === 'confirm' ? [] : shown.telecoms.map((each) => telecomNode(each, BARE))),
        personNode(kind, shown, mim),
        ...observations(kind, shown),
      ];
  switch (kind) {
    case 'simple-trace':
      return act('PdsTraceMatch', 'OBS', [subjectNode(role)]);
    case 'cross-check':
      return act('PDSResponse', 'OBS', [subjectNode(role)]);
    case 'confirm':
      return act('PdsNhsNumberConfirmation', 'OBS', [
        serialNumberNode(patient.scn),
        subjectNode(role),
      ]);
  }
}

function personNode(kind: InlineKind, patient: Patient, mim: Mim): WritableElement {
  const current = currentProvision(patient);
  const provisions = kind === 'confirm' ? patient.provisions : current ? [current] : [];
  return element('patientPerson', PERSON, [
    ...lifeNodes(patient),
    kind === 'confirm' ? undefined : birthOrderNode(patient),
    ...patient.names.map((each) => nameNode(each, BARE)),
    ...provisions.map((each) =>
      provisionNode(each, {
        name: 'patientCareProvision',
        performer: 'assignedOrganization',
        ...{ period: false, id: false, history: false, dateFirst: false, mim },
      }),
    ),
  ]);
}

/** The same observations stand in other places of each answer. */
function observations(
  kind: InlineKind,
  patient: Patient,
): readonly (WritableElement | undefined)[] {
  const death = deathNode(patient.deceased);
  const contact = previousContactNode(patient);
  switch (kind) {
    case 'simple-trace':
      return [subjectOf('subjectOf2', contact), subjectOf('subjectOf3', death)];
    case 'cross-check':
      return [subjectOf('subjectOf2', death), subjectOf('subjectOf8', contact)];
    case 'confirm':
      return [subjectOf('subjectOf2', death)];
  }
}
