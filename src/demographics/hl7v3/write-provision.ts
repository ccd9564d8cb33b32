import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { CareProvision } from '../patient.ts';
import type { Mim } from './interactions.ts';
import { PRACTICE_ROOT, SYSTEM } from './names.ts';
import { act, codeNode, identifierNode, objectId, spanNode } from './write-parts.ts';
import { historyNodes } from './write-source.ts';

/** How a care provision is written: the answers differ in nearly everything (pds-identity 1.5 to 1.7). */
export interface ProvisionStyle {
  readonly name: 'patientCareProvision' | 'patientCareProvisionEvent';
  readonly performer: 'assignedEntity' | 'assignedOrganization';
  readonly period: boolean;
  readonly id: boolean;
  readonly history: boolean;
  /** Retrievals say the date before the source. */
  readonly dateFirst: boolean;
  readonly mim: Mim;
}

/** A care provision as the role that a provider's patient plays. */
export function provisionNode(provision: CareProvision, style: ProvisionStyle): WritableElement {
  const { mim, dateFirst } = style;
  const { code, from, to, id, ods } = provision;
  const span = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  return element('playedOtherProviderPatient', { classCode: 'PAT' }, [
    element('subjectOf', { typeCode: 'SBJ' }, [
      act(style.name, 'PCPR', [
        codeNode('code', code, SYSTEM.careProvision),
        style.period ? spanNode('effectiveTime', span) : undefined,
        style.id ? objectId(id) : undefined,
        element('performer', { typeCode: 'PRF' }, [
          element(style.performer, { classCode: 'ASSIGNED' }, [identifierNode(PRACTICE_ROOT, ods)]),
        ]),
        ...(style.history ? historyNodes(provision, { mim, dateFirst, provision: true }) : []),
      ]),
    ]),
  ]);
}
