import { EHR_REQUEST } from '../domain/interaction.ts';
import { HL7_NS } from '../wire/hl7/names.ts';
import { subjectAround, type WrapperStyle, writeWrapper } from '../wire/hl7/write-wrapper.ts';
import { type Reading, readAs, unreadable } from '../wire/reading.ts';
import { readXmlFacts } from '../wire/xml/read-xml-facts.ts';
import { element, type WritableElement, writeXml } from '../wire/xml/write-xml.ts';
import { gp2gpWrapper, type WrapperFacts } from './gp2gp-wrapper.ts';
import { OID } from './oids.ts';
import { idNode, organisationNode, patientNode } from './record-nodes.ts';

/** An EHR request, gp2gp 2.4. */
export interface EhrRequest {
  /** `EhrRequest/id`, which the extract names as its prior request. */
  readonly id: string;
  readonly nhsNumber: string;
  /** The practice that asks: author. */
  readonly requesterOds: string;
  /** The practice that is asked: destination. */
  readonly senderOds: string;
}

/** The `type` attribute that EMIS writes on each class; the schema fixes their values. */
const TYPES: Readonly<Record<string, string>> = {
  EhrRequest: 'ActHeir',
  recordTarget: 'Participation',
  patient: 'Patient',
  author: 'Participation',
  destination: 'Participation',
  AgentOrgSDS: 'RoleHeir',
  agentOrganizationSDS: 'Organization',
};

/**
 * The payload of a request. Valid against RCMR_IN010000UK05; without white space (D6) and without `type`
 * attributes unless the style asks for them, as EMIS does.
 */
export function writeEhrRequest(
  request: EhrRequest,
  facts: WrapperFacts,
  style: WrapperStyle = {},
): string {
  const payload = element('EhrRequest', { classCode: 'EXTRACT', moodCode: 'RQO' }, [
    idNode(request.id),
    patientNode(request.nhsNumber),
    element('author', { typeCode: 'AUT' }, [organisationNode(request.requesterOds)]),
    element('destination', { typeCode: 'DST' }, [organisationNode(request.senderOds)]),
  ]);
  const { indent, types } = style;
  const written = writeXml(
    types ? typed(payload) : payload,
    indent === undefined ? {} : { indent },
  );
  return writeWrapper(gp2gpWrapper(EHR_REQUEST, facts), subjectAround(written), style);
}

function typed(node: WritableElement): WritableElement {
  const type = TYPES[node.name];
  return {
    ...node,
    attributes: type === undefined ? node.attributes : [['type', type], ...node.attributes],
    children: node.children.map((child) =>
      typeof child === 'string' || 'verbatim' in child ? child : typed(child),
    ),
  };
}

const BASE = `${EHR_REQUEST}/ControlActEvent/subject/EhrRequest/`;
const ORGANISATION = 'AgentOrgSDS/agentOrganizationSDS/id';
const FIELDS = [
  ['id', 'id', 'root'],
  ['nhsNumber', 'recordTarget/patient/id', 'extension'],
  ['requesterOds', `author/${ORGANISATION}`, 'extension'],
  ['senderOds', `destination/${ORGANISATION}`, 'extension'],
] as const satisfies readonly (readonly [keyof EhrRequest, string, string])[];

/**
 * Reads what a sender must know (gp2gp 2.4). Fails with `ehr-request.missing` when a field is not there:
 * real senders answer that with NACK 18; with `ehr-request.root` for another document; and with the
 * failures of `readXml`.
 */
export function readEhrRequest(payload: Uint8Array): Reading<EhrRequest> {
  const found: { -readonly [Key in keyof EhrRequest]: string } = {
    id: '',
    nhsNumber: '',
    requesterOds: '',
    senderOds: '',
  };
  let root = '';
  const walked = readXmlFacts(payload, ({ name, namespace, depth, path, attributes }) => {
    if (depth === 1) root = name;
    if (namespace !== HL7_NS || name !== 'id' || !path.startsWith(BASE)) return undefined;
    const field = FIELDS.find(([, below]) => path === BASE + below);
    if (!field || found[field[0]] !== '') return undefined;
    const attributeValue = (wanted: string) =>
      attributes.find((known) => known.name === wanted)?.value;
    if (field[0] === 'nhsNumber' && attributeValue('root') !== OID.nhsNumber) return undefined;
    found[field[0]] = attributeValue(field[2])?.trim() ?? '';
    return undefined;
  });
  if (!walked.ok) return walked;
  if (root !== EHR_REQUEST) {
    return unreadable('ehr-request.root', `${root} is not an EHR request`);
  }
  const missing = FIELDS.filter(([key]) => found[key] === '').map(([, below]) => below);
  if (missing.length > 0) {
    return unreadable('ehr-request.missing', `the request has no ${missing.join(', no ')}`);
  }
  return readAs(found, walked.deviations);
}
