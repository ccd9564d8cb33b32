import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { Patient } from '../patient.ts';
import type { TraceMatch } from '../trace/match-trace.ts';
import { inView, isSensitive } from './in-view.ts';
import type { Mim } from './interactions.ts';
import {
  deathNode,
  matchingLevelNode,
  previousContactNode,
  subjectOf,
} from './write-observations.ts';
import { act } from './write-parts.ts';
import {
  birthOrderNode,
  confidentialityNode,
  lifeNodes,
  numberNode,
  subjectNode,
} from './write-patient-role.ts';
import { addressPart, namePart, PERSON, telecomPart, type WholeStyle } from './write-person.ts';
import { provisionNode } from './write-provision.ts';

export interface TraceStyle {
  readonly mim: Mim;
  readonly history: boolean;
  /** Today, `20260105`. */
  readonly day: string;
  /** Says how well each fits, as an algorithmic trace does. */
  readonly levels: boolean;
}

/** `PdsTraceMatch` of an advanced trace: one subject for each match (pds-identity 1.6). */
export function traceMatchesPayload(
  matches: readonly TraceMatch[],
  style: TraceStyle,
): WritableElement {
  return act(
    'PdsTraceMatch',
    'OBS',
    matches.map((match) => matchNode(match, style)),
  );
}

function matchNode({ patient, score }: TraceMatch, style: TraceStyle): WritableElement {
  const { mim, history, day, levels } = style;
  const who = [confidentialityNode(patient, mim), numberNode(patient)];
  if (isSensitive(patient)) return subjectNode(who);
  const shown = inView(patient, history, day);
  return subjectNode([
    ...who,
    personNode(shown, style),
    subjectOf('subjectOf1', levels ? matchingLevelNode(score) : undefined),
    subjectOf('subjectOf2', previousContactNode(shown)),
    subjectOf('subjectOf3', deathNode(shown.deceased)),
  ]);
}

function personNode(patient: Patient, { mim, history }: TraceStyle): WritableElement {
  // Without object ids, and with dates only where there is history, as captured.
  const style: WholeStyle = { mim, history, periods: history, ids: false };
  const provisions = patient.provisions.filter(({ code }) => code === '1');
  const addresses = patient.addresses.map((each) => addressPart(each, style));
  const telecoms = patient.telecoms.map((each) => telecomPart(each, style));
  const names = patient.names.map((each) => namePart(each, style));
  return element('patientPerson', PERSON, [
    ...lifeNodes(patient),
    birthOrderNode(patient),
    ...provisions.map((each) =>
      provisionNode(each, {
        name: 'patientCareProvision',
        performer: 'assignedEntity',
        ...{ period: true, id: false, dateFirst: false, history, mim },
      }),
    ),
    ...(mim === '6301'
      ? [...addresses, ...telecoms, ...names]
      : [...names, ...addresses, ...telecoms]),
  ]);
}
