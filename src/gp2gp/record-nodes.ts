import { element, type WritableElement, type WritableNode } from '../wire/xml/write-xml.ts';
import { OID } from './oids.ts';
import type { Term } from './synthetic/clinical-terms.ts';

export function idNode(uuid: string): WritableElement {
  return element('id', { root: uuid });
}

export function codeNode(
  { code, term }: Term,
  name = 'code',
  children: readonly WritableNode[] = [],
): WritableElement {
  return element(name, { code, codeSystem: OID.snomed, displayName: term }, children);
}

export function statusNode(): WritableElement {
  return element('statusCode', { code: 'COMPLETE' });
}

/** @param time HL7 text, 8 or 14 digits */
export function centreNode(time: string): WritableElement {
  return element('effectiveTime', {}, [element('center', { value: time })]);
}

export function spanNode(low: string, high: string): WritableElement {
  return element('effectiveTime', {}, [
    element('low', { value: low }),
    element('high', { value: high }),
  ]);
}

export function availabilityNode(time: string): WritableElement {
  return element('availabilityTime', { value: time });
}

export function agentRefNode(agentId: string): WritableElement {
  return element('agentRef', { classCode: 'AGNT' }, [idNode(agentId)]);
}

export function componentNode(statement: WritableNode): WritableElement {
  return element('component', { typeCode: 'COMP' }, [statement]);
}

/** A component of a compound statement, where one schema set demands `contextConductionInd`. */
export function memberNode(statement: WritableNode): WritableElement {
  return element('component', { typeCode: 'COMP', contextConductionInd: 'true' }, [statement]);
}

/** An organisation as author or destination, with the role it plays around it. */
export function organisationNode(odsCode: string): WritableElement {
  return element('AgentOrgSDS', { classCode: 'AGNT' }, [
    element('agentOrganizationSDS', { classCode: 'ORG', determinerCode: 'INSTANCE' }, [
      element('id', { root: OID.odsOrganisation, extension: odsCode }),
    ]),
  ]);
}

export function patientNode(nhsNumber: string): WritableElement {
  return element('recordTarget', { typeCode: 'RCT' }, [
    element('patient', { classCode: 'PAT' }, [
      element('id', { root: OID.nhsNumber, extension: nhsNumber }),
    ]),
  ]);
}
