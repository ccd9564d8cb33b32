import {
  ASID_ROOT,
  HL7_NS,
  INTERACTION_ROOT,
  JOB_ROLE_ROOT,
  ROLE_PROFILE_ROOT,
  USER_ROOT,
} from '../../wire/hl7/names.ts';
import type { XmlElement } from '../../wire/xml/xml-element.ts';
import type { BrokenRule } from './check-query.ts';
import type { Tell } from './child-order.ts';
import { all, below, identifier, value } from './hl7-element.ts';

/** The user whom a control act names (pds-identity 4.4). Parts that are missing are empty. */
export interface NamedUser {
  readonly userId: string;
  readonly roleProfileId: string;
  readonly jobRoleCode: string;
}

/** A request to PDS as far as all kinds are alike (pds-identity 1.3). Missing values are empty. */
export interface PdsMessage {
  /** Local name of the root. */
  readonly interaction: string;
  readonly id: string;
  readonly creationTime: string;
  readonly senderAsid: string;
  readonly receiverAsid: string;
  readonly user: NamedUser | undefined;
  readonly controlAct: XmlElement | undefined;
}

export function readPdsMessage(message: XmlElement): PdsMessage {
  const controlAct = below(message, 'ControlActEvent');
  const agent = below(controlAct, 'author', 'AgentPersonSDS');
  const extension = (root: string, ...path: readonly string[]) => {
    const id = identifier(below(agent, ...path, 'id'));
    return id?.root === root ? id.extension : '';
  };
  return {
    interaction: message.name,
    id: value(below(message, 'id'), 'root') ?? '',
    creationTime: value(below(message, 'creationTime'), 'value') ?? '',
    senderAsid: asidOf(message, 'communicationFunctionSnd'),
    receiverAsid: asidOf(message, 'communicationFunctionRcv'),
    user: below(controlAct, 'author') && {
      userId: extension(USER_ROOT, 'agentPersonSDS'),
      roleProfileId: extension(ROLE_PROFILE_ROOT),
      jobRoleCode: extension(JOB_ROLE_ROOT, 'part', 'partSDSRole'),
    },
    controlAct,
  };
}

function asidOf(message: XmlElement, name: string): string {
  const id = identifier(below(message, name, 'device', 'id'));
  return id?.root === ASID_ROOT ? id.extension : '';
}

/** The content of a control act that a request must have: `query`, or `subject` with its payload. */
export type Content = 'query' | 'PdsUpdateRequest' | 'PdsRegistrationRequest';

export function contentOf({ controlAct }: PdsMessage, content: Content): XmlElement | undefined {
  return content === 'query' ? below(controlAct, 'query') : below(controlAct, 'subject', content);
}

/**
 * The first rule of the wrapper that a request breaks, checks 6 and 7 of pds-identity 1.4, with the numeric
 * code of asynchronous rejections (mhs 3.12).
 */
export function checkMessage(message: XmlElement, content: Content): BrokenRule | undefined {
  const read = readPdsMessage(message);
  const { controlAct, user } = read;
  if (message.namespace !== HL7_NS) return rejected('INVALID_ID', '501', 'the root is not of HL7');
  if (all(message, 'id').length !== 1 || read.id === '')
    return rejected('INVALID_ID', '501', 'there is not exactly one id');
  if (all(message, 'creationTime').length !== 1 || !/^\d{12,17}/.test(read.creationTime))
    return rejected('INVALID_CREATION_TIME', '502', 'creationTime is missing or no time');
  if (!value(below(message, 'versionCode'), 'code'))
    return rejected('INVALID_VERSION_CODE', '503', 'there is no versionCode');
  if (all(message, 'ControlActEvent').length !== 1 || !controlAct)
    return rejected('INVALID_CONTROL_ACT', '504', 'there is not exactly one ControlActEvent');
  const systems = all(controlAct, 'author1');
  if (all(controlAct, 'author').length > 1)
    return rejected('CONTROL_ACT_AUTHOR_INVALID_CARDINALITY', '508', 'there are several author');
  if (systems.length < 1 || systems.length > 2)
    return rejected(
      'CONTROL_ACT_AUTHOR_INVALID_CARDINALITY',
      '509',
      `there are ${systems.length} author1`,
    );
  if (user && !(user.userId && user.roleProfileId && user.jobRoleCode))
    return rejected('CONTROL_ACT_AUTHOR_INVALID', '508', 'the author lacks one of its three ids');
  const system = identifier(below(systems[0], 'AgentSystemSDS', 'agentSystemSDS', 'id'));
  if (system?.root !== ASID_ROOT || !system.extension)
    return rejected('CONTROL_ACT_AUTHOR_INVALID', '510', 'author1 names no system');
  if (!contentOf(read, content))
    return content === 'query'
      ? rejected('CONTROL_ACT_QUERY_INVALID', '512', 'there is no query')
      : rejected('INVALID_CONTROL_ACT', '513', `there is no ${content}`);
  const twice = repeatedIn(controlAct, content);
  if (twice === undefined) return undefined;
  return content === 'query'
    ? rejected('CONTROL_ACT_QUERY_INVALID', '512', `there are several ${twice}`)
    : rejected('INVALID_CONTROL_ACT', '513', `there are several ${twice}`);
}

/** What of the content stands there twice, so that the message could be about one of two people. */
function repeatedIn(controlAct: XmlElement, content: Content): string | undefined {
  if (content === 'query') return all(controlAct, 'query').length > 1 ? 'query' : undefined;
  let at: XmlElement | undefined = controlAct;
  for (const name of ['subject', content, 'subject', 'patientRole']) {
    const [first, second]: readonly XmlElement[] = all(at, name);
    if (second) return name;
    at = first;
  }
  return undefined;
}

/** Check 8: the interaction is the same wherever it is named. */
export function checkInteraction(message: XmlElement, wanted: string): BrokenRule | undefined {
  const id = identifier(below(message, 'interactionId'));
  const same =
    id?.root === INTERACTION_ROOT && id.extension === message.name && message.name === wanted;
  if (same) return undefined;
  const detail = `interactionId, root and Action name ${id?.extension ?? 'none'}, ${message.name} and ${wanted}`;
  return rejected('INCONSISTENT_HL7_INTERACTION_ID', '515', detail);
}

/** Tells where the wrapper departs from its schema without breaking a rule that Spine enforces. */
export function tellMessage(message: XmlElement, tell: Tell): void {
  const id = below(message, 'id');
  if (id && !UUID.test(value(id, 'root') ?? ''))
    tell('id', 'id/@root is not a UUID in upper case', id);
  const subject = below(message, 'ControlActEvent', 'subject');
  if (subject && value(subject, 'contextConductionInd') === undefined)
    tell('context-conduction', 'subject has no contextConductionInd', subject);
}

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/;

function rejected(name: string, code: string, detail: string): BrokenRule {
  return { name, code: { code, text: `${name}: ${detail}` }, detail };
}
