import { element, type VerbatimXml, type WritableElement, writeXml } from '../xml/write-xml.ts';
import {
  ASID_ROOT,
  HL7_NS,
  JOB_ROLE_ROOT,
  QUALIFIER_SYSTEM,
  ROLE_PROFILE_ROOT,
  USER_ROOT,
} from './names.ts';
import type {
  ControlActReason,
  TransmissionWrapper,
  WrapperAcknowledgement,
  WrapperAuthor,
} from './transmission-wrapper.ts';

/** How a wrapper is written where senders differ. */
export interface WrapperStyle {
  /** Indented by this much per level; minified when not given, for TPP fails on white space (D6). */
  readonly indent?: string;
  readonly declaration?: boolean;
  /** GP2GP suppliers write `inverted`, Spine a bare `value`, one captured answer `direct` (mhs 3.11). */
  readonly qualifier?: 'inverted' | 'value' | 'direct';
  /** EMIS puts `type="Message"` and its like on every class; the schema allows it. */
  readonly types?: boolean;
}

/**
 * Writes a payload: the wrapper, and in its ControlActEvent after author and reasons whatever the
 * caller hands in as finished XML, normally a `subject` (mhs 3.10, gp2gp.md 2.2).
 *
 * @param content well-formed XML without a declaration; `undefined` for an acknowledgement
 */
export function writeWrapper(
  wrapper: TransmissionWrapper,
  content?: string,
  style: WrapperStyle = {},
): string {
  const { interactionId } = wrapper;
  const typed = (type: string): string | undefined => (style.types ? type : undefined);
  const root = element(wrapper.rootName, { xmlns: HL7_NS, type: typed('Message') }, [
    coded('id', 'root', wrapper.id),
    coded('creationTime', 'value', wrapper.creationTime),
    coded('versionCode', 'code', wrapper.versionCode),
    interactionId.root === '' && interactionId.extension === ''
      ? undefined
      : element('interactionId', { ...interactionId }),
    coded('processingCode', 'code', wrapper.processingCode),
    coded('processingModeCode', 'code', wrapper.processingModeCode),
    coded('acceptAckCode', 'code', wrapper.acceptAckCode),
    wrapper.acknowledgement && acknowledgement(wrapper.acknowledgement, typed),
    ...wrapper.receivers.map((asid) => communication('Rcv', asid, typed)),
    ...wrapper.senders.map((asid) => communication('Snd', asid, typed)),
    element('ControlActEvent', { type: typed('ControlAct'), classCode: 'CACT', moodCode: 'EVN' }, [
      wrapper.author && person(wrapper.author),
      ...wrapper.systems.map((asid) => system(asid, typed)),
      ...wrapper.reasons.map((reason) => issue(reason, style, typed)),
      content === undefined ? undefined : ({ verbatim: content } satisfies VerbatimXml),
    ]),
  ]);
  const { declaration = false, indent } = style;
  return writeXml(root, indent === undefined ? { declaration } : { declaration, indent });
}

/** A `subject` around a payload class, with the constants of gp2gp.md 2.3. */
export function subjectAround(payloadClass: string): string {
  return `<subject typeCode="SUBJ" contextConductionInd="false">${payloadClass}</subject>`;
}

type Typed = (type: string) => string | undefined;

function coded(name: string, attribute: string, value: string): WritableElement | undefined {
  return value === '' ? undefined : element(name, { [attribute]: value });
}

function acknowledgement(value: WrapperAcknowledgement, typed: Typed): WritableElement {
  const { typeCode, details, messageRef } = value;
  const attributes = { type: typed('Acknowledgement'), typeCode: typeCode || undefined };
  return element('acknowledgement', attributes, [
    ...details.map((detail) =>
      element(
        'acknowledgementDetail',
        { type: typed('AcknowledgementDetail'), typeCode: detail.typeCode },
        [
          element('code', {
            code: detail.code || undefined,
            codeSystem: detail.codeSystem,
            displayName: detail.displayName,
          }),
        ],
      ),
    ),
    messageRef === ''
      ? undefined
      : element('messageRef', { type: typed('Message') }, [element('id', { root: messageRef })]),
  ]);
}

function device(asid: string): WritableElement {
  return element('id', { root: ASID_ROOT, extension: asid });
}

function communication(side: 'Rcv' | 'Snd', asid: string, typed: Typed): WritableElement {
  const attributes = { type: typed('CommunicationFunction'), typeCode: side.toUpperCase() };
  return element(`communicationFunction${side}`, attributes, [
    element('device', { type: typed('Device'), classCode: 'DEV', determinerCode: 'INSTANCE' }, [
      device(asid),
    ]),
  ]);
}

function system(asid: string, typed: Typed): WritableElement {
  const inner = { type: typed('Device'), classCode: 'DEV', determinerCode: 'INSTANCE' };
  return element('author1', { type: typed('Participation'), typeCode: 'AUT' }, [
    element('AgentSystemSDS', { type: typed('RoleHeir'), classCode: 'AGNT' }, [
      element('agentSystemSDS', inner, [device(asid)]),
    ]),
  ]);
}

function person({ roleProfile, user, jobRole }: WrapperAuthor): WritableElement {
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

function issue(reason: ControlActReason, style: WrapperStyle, typed: Typed): WritableElement {
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
