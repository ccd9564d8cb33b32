import { EHR_EXTRACT } from '../domain/interaction.ts';
import { subjectAround, writeWrapper } from '../wire/hl7/write-wrapper.ts';
import { element, type WritableNode, writeXml } from '../wire/xml/write-xml.ts';
import { gp2gpWrapper, type WrapperFacts } from './gp2gp-wrapper.ts';
import { hl7Time } from './hl7-time.ts';
import {
  availabilityNode,
  codeNode,
  idNode,
  organisationNode,
  patientNode,
  statusNode,
} from './record-nodes.ts';

/** Everything about an extract that belongs to the transfer and not to the record. */
export interface ExtractFacts extends WrapperFacts {
  /** `RCMR_IN030000UK06` unless told. */
  readonly interaction?: string;
  /** `EhrExtract/id`. One UUID for this, the HL7 id and the ebXML id serves most receivers (D2). */
  readonly id: string;
  readonly limitationId: string;
  /** `EhrRequest/id` of the request that is answered. */
  readonly priorRequestId: string;
  readonly nhsNumber: string;
  readonly authorOds: string;
  readonly destinationOds: string;
}

const WHOLE_RECORD = { code: '37241000000102', term: 'Entire record available to originator' };

/**
 * The payload of an extract around its folders, which come as `component` elements (gp2gp 2.7). The text
 * has no white space between elements, for some receivers fail on it (D6).
 */
export function writeEhrExtract(facts: ExtractFacts, folders: readonly WritableNode[]): string {
  const time = hl7Time(facts.time);
  const extract = element(
    'EhrExtract',
    {
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      classCode: 'EXTRACT',
      moodCode: 'EVN',
    },
    [
      idNode(facts.id),
      statusNode(),
      availabilityNode(time),
      patientNode(facts.nhsNumber),
      element('author', { typeCode: 'AUT' }, [
        element('time', { value: time }),
        organisationNode(facts.authorOds),
      ]),
      element('destination', { typeCode: 'DST' }, [organisationNode(facts.destinationOds)]),
      ...folders,
      element('inFulfillmentOf', { typeCode: 'FLFS' }, [
        element('priorEhrRequest', { classCode: 'EXTRACT', moodCode: 'RQO' }, [
          idNode(facts.priorRequestId),
        ]),
      ]),
      element('limitation', { typeCode: 'LIMIT', inversionInd: 'true' }, [
        element('limitingEhrExtractSpecification', { classCode: 'OBS', moodCode: 'DEF' }, [
          idNode(facts.limitationId),
          codeNode(WHOLE_RECORD),
        ]),
      ]),
    ],
  );
  const wrapper = gp2gpWrapper(facts.interaction ?? EHR_EXTRACT, facts);
  return writeWrapper(wrapper, subjectAround(writeXml(extract)));
}
