import { ASID_ROOT, JOB_ROLE_ROOT, ROLE_PROFILE_ROOT, USER_ROOT } from '../wire/hl7/names.ts';
import type { Check } from './check.ts';
import { placeOf } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

const ACT = 'ControlActEvent';
const SYSTEM = `${ACT}/author1/AgentSystemSDS/agentSystemSDS/id`;
const PERSON = `${ACT}/author/AgentPersonSDS`;

export const oneControlAct: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-12',
  clause: 'mhs 5.4 L6, gp2gp 2.2',
  basis: 'N',
  severity: 'must',
  title: 'there is exactly one ControlActEvent',
  advice: 'Write one ControlActEvent, also in an acknowledgement.',
  *examine(payload) {
    const count = payload.facts.count(ACT);
    if (count !== 1) {
      yield { message: `there are ${count} ControlActEvent`, ...placeOf(payload, ACT, 1) };
    }
  },
};

export const authorSystems: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-06',
  clause: 'mhs 5.4 L6, gp2gp 2.3',
  basis: 'N',
  severity: 'must',
  title: 'one or two author1 name the system that acts',
  advice: 'Name the system that acts in author1, once or twice, by its ASID.',
  *examine(payload) {
    const { systems } = payload.wrapper;
    if (payload.facts.count(ACT) === 0) return;
    if (systems.length < 1 || systems.length > 2) {
      yield {
        message: `there are ${systems.length} author1 systems`,
        ...placeOf(payload, `${ACT}/author1`),
      };
    }
    for (const [nth, { attributes }] of payload.facts.at(SYSTEM).entries()) {
      const root = attributes.get('root')?.trim() ?? '';
      const asid = attributes.get('extension')?.trim() ?? '';
      if (root === ASID_ROOT && /^\d{12}$/.test(asid)) continue;
      yield {
        message: `author1 names "${asid}" under the root "${root}", not an ASID`,
        ...placeOf(payload, SYSTEM, nth),
      };
    }
  },
};

/** Where the three ids of a person stand, and the root that each must have. */
const IDS = [
  ['role profile', `${PERSON}/id`, ROLE_PROFILE_ROOT],
  ['user', `${PERSON}/agentPersonSDS/id`, USER_ROOT],
  ['job role', `${PERSON}/part/partSDSRole/id`, JOB_ROLE_ROOT],
] as const;

export const authorPerson: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-14',
  clause: 'mhs 5.4 L6, gp2gp 2.3',
  basis: 'N',
  severity: 'must',
  title: 'at most one author, named by role profile, user and job role',
  advice:
    'Name the person who acts with the three ids of their smartcard session, or leave author out.',
  *examine(payload) {
    const { facts } = payload;
    const count = facts.count(`${ACT}/author`);
    if (count > 1) {
      yield { message: `there are ${count} authors`, ...placeOf(payload, `${ACT}/author`, 1) };
    }
    if (count === 0) return;
    for (const [name, path, root] of IDS) {
      const id = facts.at(path)[0];
      if (id?.attributes.get('root') === root && id.attributes.get('extension')?.trim()) continue;
      const message = id
        ? `the id of the ${name} has the root "${id.attributes.get('root') ?? ''}"`
        : `the author has no id of a ${name}`;
      yield { message, ...placeOf(payload, path), suggestion: `root="${root}"` };
    }
  },
};

/** Interactions whose control act has a subject (gp2gp 2.3). */
const WITH_SUBJECT = /^(RCMR_IN010000UK|RCMR_IN030000UK|COPC_IN000001UK)/;

export const oneSubject: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-15',
  clause: 'gp2gp 2.3',
  basis: 'N',
  severity: 'must',
  title: 'a request, an extract and a large message have exactly one subject',
  advice: 'Put the payload class into one subject of the ControlActEvent.',
  *examine(payload) {
    const path = `${ACT}/subject`;
    if (!WITH_SUBJECT.test(payload.facts.root.name) || payload.facts.count(ACT) === 0) return;
    const count = payload.facts.count(path);
    if (count !== 1) {
      yield { message: `there are ${count} subjects`, ...placeOf(payload, path, 1) };
    }
  },
};

export const controlActChecks: readonly Check<ReadPayload>[] = [
  oneControlAct,
  authorSystems,
  authorPerson,
  oneSubject,
];
