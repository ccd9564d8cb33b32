import { element, type WritableElement } from '../xml/write-xml.ts';
import {
  ASID_ROOT,
  JOB_ROLE_ROOT,
  QUALIFIER_SYSTEM,
  ROLE_PROFILE_ROOT,
  USER_ROOT,
} from './names.ts';
import type { ControlActReason, WrapperAuthor } from './transmission-wrapper.ts';
import type { TypeOf, WrapperStyle } from './wrapper-style.ts';

/** An `author1`: the system that a control act comes from. */
export function systemTree(asid: string, typed: TypeOf): WritableElement {
  const inner = { type: typed('Device'), classCode: 'DEV', determinerCode: 'INSTANCE' };
  return element('author1', { type: typed('Participation'), typeCode: 'AUT' }, [
    element('AgentSystemSDS', { type: typed('RoleHeir'), classCode: 'AGNT' }, [
      element('agentSystemSDS', inner, [element('id', { root: ASID_ROOT, extension: asid })]),
    ]),
  ]);
}

/** An `author`: the user who started the action. */
export function personTree({ roleProfile, user, jobRole }: WrapperAuthor): WritableElement {
  const id = (root: string, extension: string): WritableElement | undefined =>
    extension === '' ? undefined : element('id', { root, extension });
  return element('author', { typeCode: 'AUT' }, [
    element('AgentPersonSDS', { classCode: 'AGNT' }, [
      id(ROLE_PROFILE_ROOT, roleProfile),
      element('agentPersonSDS', { classCode: 'PSN', determinerCode: 'INSTANCE' }, [
        id(USER_ROOT, user),
      ]),
      element('part', { typeCode: 'PART' }, [
        element('partSDSRole', { classCode: 'ROL' }, [id(JOB_ROLE_ROOT, jobRole)]),
      ]),
    ]),
  ]);
}

/** A `reason` with the issue that it justifies. */
export function issueTree(
  reason: ControlActReason,
  style: WrapperStyle,
  typed: TypeOf,
): WritableElement {
  const { code, codeSystem, displayName, qualifier } = reason;
  const attributes = { code: code || undefined, codeSystem, displayName };
  return element('reason', { type: typed('ActRelationship'), typeCode: 'RSON' }, [
    element(
      'justifyingDetectedIssueEvent',
      { type: typed('Observation'), classCode: 'ALRT', moodCode: 'EVN' },
      [
        element('code', attributes, [
          qualifier === undefined ? undefined : qualified(qualifier, style),
        ]),
      ],
    ),
  ]);
}

function qualified(code: string, { qualifier = 'inverted' }: WrapperStyle): WritableElement {
  if (qualifier === 'direct') return element('qualifier', { code });
  const value = element('value', { code, codeSystem: QUALIFIER_SYSTEM });
  return element('qualifier', qualifier === 'inverted' ? { inverted: 'false' } : {}, [value]);
}
