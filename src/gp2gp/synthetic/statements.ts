import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import {
  agentRefNode,
  availabilityNode,
  centreNode,
  codeNode,
  componentNode,
  idNode,
  memberNode,
  statusNode,
} from '../record-nodes.ts';
import {
  ACTIVE_PROBLEM,
  BLOOD_PRESSURE,
  DIASTOLIC,
  FINDINGS,
  INACTIVE_PROBLEM,
  MEASUREMENTS,
  type Measurement,
  PROBLEMS,
  REFERRAL,
  REGISTRATION,
  REVIEW,
  ROUTINE,
  SENTENCES,
  SYSTOLIC,
  type Term,
} from './clinical-terms.ts';
import { type EntryTime, type RecordContext, rememberLinkable } from './record-context.ts';

const XSI_TYPE = 'xsi:type';

/** Makes one statement of a composition. Every child stands where the schema wants it (gp2gp 2.7). */
export type StatementMaker = (context: RecordContext, time: EntryTime) => WritableElement;

export const findingStatement: StatementMaker = (context, time) => {
  const id = context.ids.uuid();
  rememberLinkable(context, id);
  const isProblem = context.random.int(0, 2) === 0;
  const term = context.random.pick(isProblem ? PROBLEMS : FINDINGS);
  return observation(id, term, time, [annotationNode(sentence(context)), performerNode(context)]);
};

export const measurementStatement: StatementMaker = (context, time) =>
  measured(context, time, context.random.pick(MEASUREMENTS));

/** A battery of two: systolic and diastolic pressure. */
export const bloodPressureStatement: StatementMaker = (context, time) =>
  element('CompoundStatement', { classCode: 'BATTERY', moodCode: 'EVN' }, [
    idNode(context.ids.uuid()),
    codeNode(BLOOD_PRESSURE),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    memberNode(measured(context, time, SYSTOLIC)),
    memberNode(measured(context, time, DIASTOLIC)),
  ]);

export const narrativeStatement: StatementMaker = (context, time) => {
  const text = Array.from({ length: context.random.int(1, 5) }, () => sentence(context)).join(' ');
  return writeNarrative(context, time, text);
};

export const planStatement: StatementMaker = (context, time) =>
  element('PlanStatement', { classCode: 'OBS', moodCode: 'INT' }, [
    idNode(context.ids.uuid()),
    codeNode(REVIEW),
    element('text', {}, sentence(context)),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    performerNode(context),
  ]);

export const requestStatement: StatementMaker = (context, time) =>
  element('RequestStatement', { classCode: 'OBS', moodCode: 'RQO' }, [
    idNode(context.ids.uuid()),
    codeNode(REFERRAL),
    element('text', {}, sentence(context)),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    codeNode(ROUTINE, 'priorityCode'),
    element('responsibleParty', { typeCode: 'RESP' }, [agentRefNode(context.agents[0])]),
  ]);

export const registrationStatement: StatementMaker = (context, time) =>
  element('RegistrationStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
    idNode(context.ids.uuid()),
    codeNode(REGISTRATION),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    element('responsibleParty', { typeCode: 'RESP' }, [agentRefNode(context.agents[0])]),
  ]);

/** A problem: one earlier observation names it, others belong to it. */
export const problemStatement: StatementMaker = (context, time) => {
  const [named, ...linked] = context.linkable;
  if (named === undefined) return findingStatement(context, time);
  return element('LinkSet', { classCode: 'OBS', moodCode: 'EVN' }, [
    idNode(context.ids.uuid()),
    codeNode(context.random.int(0, 1) === 0 ? ACTIVE_PROBLEM : INACTIVE_PROBLEM),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    ...linked.slice(0, 3).map((id) => componentNode(statementRef('statementRef', id))),
    element('conditionNamed', { typeCode: 'NAME', inversionInd: 'true' }, [
      statementRef('namedStatementRef', named),
    ]),
  ]);
};

export function writeNarrative(
  context: RecordContext,
  time: EntryTime,
  text: string,
  reference?: WritableElement,
): WritableElement {
  return element('NarrativeStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
    idNode(context.ids.uuid()),
    element('text', {}, text),
    statusNode(),
    availabilityNode(time.moment),
    performerNode(context),
    reference,
  ]);
}

export function sentence({ random }: RecordContext): string {
  return random.pick(SENTENCES);
}

function measured(
  context: RecordContext,
  time: EntryTime,
  measurement: Measurement,
): WritableElement {
  const { low, high, decimals, unit } = measurement;
  const value = (low + context.random.next() * (high - low)).toFixed(decimals);
  const id = context.ids.uuid();
  rememberLinkable(context, id);
  const range = element('referenceRange', { typeCode: 'REFV' }, [
    element('referenceInterpretationRange', { classCode: 'OBS', moodCode: 'EVN.CRT' }, [
      element('text', {}, `Usual range ${low} to ${high}`),
      element('value', {}, [
        element('low', { value: String(low), unit }),
        element('high', { value: String(high), unit }),
      ]),
    ]),
  ]);
  const quantity = element('value', { [XSI_TYPE]: 'PQ', value, unit });
  return observation(id, measurement, time, [quantity, range, performerNode(context)]);
}

function observation(
  id: string,
  term: Term,
  time: EntryTime,
  rest: readonly WritableElement[],
): WritableElement {
  return element('ObservationStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
    idNode(id),
    codeNode(term),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    ...rest,
  ]);
}

function annotationNode(text: string): WritableElement {
  return element('pertinentInformation', { typeCode: 'PERT' }, [
    element('sequenceNumber', { value: '+1' }),
    element('pertinentAnnotation', { classCode: 'OBS', moodCode: 'EVN' }, [
      element('text', {}, text),
    ]),
  ]);
}

function performerNode({ random, agents }: RecordContext): WritableElement {
  return element('Participant', { typeCode: 'PRF', contextControlCode: 'OP' }, [
    agentRefNode(random.pick(agents)),
  ]);
}

function statementRef(name: string, id: string): WritableElement {
  return element(name, { classCode: 'OBS', moodCode: 'EVN' }, [idNode(id)]);
}
