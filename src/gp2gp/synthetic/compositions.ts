import {
  element,
  type WritableElement,
  type WritableNode,
  writeXml,
} from '../../wire/xml/write-xml.ts';
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
  ADMINISTRATION,
  CONSULTATIONS,
  HEADINGS,
  OTHER_REPORT,
  type Term,
} from './clinical-terms.ts';
import { medicationStatements } from './medication.ts';
import { type EntryTime, inventTime, type RecordContext } from './record-context.ts';
import {
  bloodPressureStatement,
  findingStatement,
  measurementStatement,
  narrativeStatement,
  planStatement,
  problemStatement,
  registrationStatement,
  requestStatement,
  type StatementMaker,
  writeNarrative,
} from './statements.ts';

const CLINICAL: readonly [StatementMaker, ...StatementMaker[]] = [
  findingStatement,
  measurementStatement,
  bloodPressureStatement,
  narrativeStatement,
  planStatement,
  requestStatement,
];

/** The first composition of every record: how the patient was registered. */
export function registrationComposition(context: RecordContext): WritableElement {
  const time = inventTime(context.random);
  return composition(context, ADMINISTRATION, time, [registrationStatement(context, time)]);
}

/** One further composition; the kinds take turns, so that even short records hold most of them. */
export function clinicalComposition(context: RecordContext, index: number): WritableElement {
  const time = inventTime(context.random);
  if (index % 4 === 1) {
    return composition(context, ADMINISTRATION, time, medicationStatements(context, time));
  }
  if (index % 4 === 3) {
    return composition(context, ADMINISTRATION, time, [problemStatement(context, time)]);
  }
  const code = context.random.pick(CONSULTATIONS);
  const topics = Array.from({ length: context.random.int(1, 3) }, () => topic(context, time));
  return composition(context, code, time, topics);
}

/** A document of the record: narrative text and what it refers to (gp2gp 2.7, attachment anchor). */
export function documentComposition(
  context: RecordContext,
  title: string,
  reference?: WritableElement,
): WritableElement {
  const time = inventTime(context.random);
  return composition(context, OTHER_REPORT, time, [
    writeNarrative(context, time, title, reference),
  ]);
}

/** Headings within each other, so many, and a finding in the innermost. Written, for trees have no such depth. */
export function nestedComposition(context: RecordContext, depth: number): string {
  const time = inventTime(context.random);
  const innermost = writeXml(CLINICAL[0](context, time));
  const heading = writeXml(compound(context, 'TOPIC', time, []));
  const open = heading.replace('</CompoundStatement>', '');
  const inside = writeXml(memberNode({ verbatim: '\0' }));
  const [before = '', behind = ''] = inside.split('\0');
  const statement =
    `${open}${before}`.repeat(depth) + innermost + `${behind}</CompoundStatement>`.repeat(depth);
  return writeXml(composition(context, ADMINISTRATION, time, [{ verbatim: statement }]));
}

/** What a practice sends that holds nothing (gp2gp 2.7, EhrEmpty). */
export function emptyComposition(context: RecordContext): WritableElement {
  const time = inventTime(context.random);
  return composition(context, ADMINISTRATION, time, [
    element('EhrEmpty', { classCode: 'OBS', moodCode: 'EVN' }, [idNode(context.ids.uuid())]),
  ]);
}

/** A composition of one statement that is made elsewhere. */
export function compositionOf(
  context: RecordContext,
  statement: (time: EntryTime) => WritableElement,
): WritableElement {
  const time = inventTime(context.random);
  return composition(context, OTHER_REPORT, time, [statement(time)]);
}

/** A heading with what was noted below it: TOPIC, then CATEGORY, as EMIS and TPP nest them. */
function topic(context: RecordContext, time: EntryTime): WritableElement {
  const statements = Array.from({ length: context.random.int(1, 3) }, () =>
    context.random.pick(CLINICAL)(context, time),
  );
  return compound(context, 'TOPIC', time, [compound(context, 'CATEGORY', time, statements)]);
}

function compound(
  context: RecordContext,
  classCode: 'TOPIC' | 'CATEGORY',
  time: EntryTime,
  statements: readonly WritableElement[],
): WritableElement {
  return element('CompoundStatement', { classCode, moodCode: 'EVN' }, [
    idNode(context.ids.uuid()),
    codeNode(context.random.pick(HEADINGS)),
    statusNode(),
    centreNode(time.day),
    availabilityNode(time.moment),
    ...statements.map(memberNode),
  ]);
}

function composition(
  context: RecordContext,
  code: Term,
  time: EntryTime,
  statements: readonly WritableNode[],
): WritableElement {
  const agent = context.random.pick(context.agents);
  return componentNode(
    element('ehrComposition', { classCode: 'COMPOSITION', moodCode: 'EVN' }, [
      idNode(context.ids.uuid()),
      codeNode(code),
      statusNode(),
      centreNode(time.moment),
      availabilityNode(time.moment),
      element('author', { typeCode: 'AUT', contextControlCode: 'OP' }, [
        element('time', { value: time.moment }),
        agentRefNode(agent),
      ]),
      element('location', { typeCode: 'LOC' }, [
        element('locatedEntity', { classCode: 'LOCE' }, [
          element('locatedPlace', { classCode: 'PLC', determinerCode: 'INSTANCE' }, [
            element('name', {}, 'Synthetic Surgery'),
          ]),
        ]),
      ]),
      element('Participant2', { typeCode: 'PRF', contextControlCode: 'OP' }, [agentRefNode(agent)]),
      ...statements.map(componentNode),
    ]),
  );
}
