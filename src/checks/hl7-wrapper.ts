import { ASID_ROOT, HL7_NS, INTERACTION_ROOT } from '../wire/hl7/names.ts';
import type { Check, Observation } from './check.ts';
import { placed, placeOf, UPPER_CASE_UUID } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

/** An element that must stand exactly once. */
function* once(payload: ReadPayload, path: string): Iterable<Observation> {
  const count = payload.facts.count(path);
  if (count === 0) yield { message: `${path} is missing`, ...placeOf(payload, path) };
  if (count > 1) yield { message: `${path} stands ${count} times`, ...placeOf(payload, path, 1) };
}

export const hl7Namespace: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-10',
  clause: 'gp2gp 2.2, mhs 3.10',
  basis: 'N',
  severity: 'must',
  title: `the payload is in the namespace ${HL7_NS}`,
  advice: 'Declare the HL7 namespace as the default namespace of the root element.',
  *examine(payload) {
    const { namespace, name } = payload.facts.root;
    if (namespace !== HL7_NS) {
      yield { message: `${name} is in the namespace "${namespace}"`, ...placeOf(payload, '') };
    }
  },
};

export const hl7Id: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-01',
  clause: 'mhs 5.4 L1, gp2gp 1.4',
  basis: 'N',
  severity: 'must',
  title: 'there is one message id, an upper-case UUID',
  advice: 'Make the HL7 id a new UUID in upper case.',
  *examine(payload) {
    yield* once(payload, 'id');
    const { id } = payload.wrapper;
    if (payload.facts.count('id') > 0 && !UPPER_CASE_UUID.test(id)) {
      yield { message: `id/@root is "${id}"`, ...placeOf(payload, 'id') };
    }
  },
};

export const creationTime: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-02',
  clause: 'mhs 5.4 L2',
  basis: 'N',
  severity: 'must',
  title: 'there is one creationTime, of at least twelve digits',
  advice: 'Write creationTime once, as yyyymmddHHMMss.',
  *examine(payload) {
    yield* once(payload, 'creationTime');
    const { creationTime: value } = payload.wrapper;
    if (payload.facts.count('creationTime') > 0 && !/^\d{12,}/.test(value)) {
      yield { message: `creationTime is "${value}"`, ...placeOf(payload, 'creationTime') };
    }
  },
};

export const versionCode: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-03',
  clause: 'mhs 5.4 L3',
  basis: 'N',
  severity: 'must',
  title: 'versionCode is present',
  advice: 'Write versionCode.',
  *examine(payload) {
    if (payload.wrapper.versionCode === '') {
      yield { message: 'versionCode is missing', ...placeOf(payload, 'versionCode') };
    }
  },
};

export const interactionAgrees: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-04',
  clause: 'mhs 5.4 L4, 5.3 E13',
  basis: 'N',
  severity: 'must',
  title: 'interactionId, root element and ebXML Action are the same',
  advice:
    'Name the same interaction as root element, in interactionId and as the Action of the envelope.',
  *examine(payload) {
    const { interactionId, rootName } = payload.wrapper;
    const { root, extension } = interactionId;
    const action = payload.envelope?.action;
    const where = placeOf(payload, 'interactionId');
    if (root !== INTERACTION_ROOT) {
      yield {
        message: `interactionId/@root is "${root}"`,
        ...where,
        suggestion: `root="${INTERACTION_ROOT}"`,
      };
    }
    if (extension !== rootName || (action !== undefined && extension !== action)) {
      const third = action === undefined ? '' : ` and the Action ${action}`;
      yield {
        message: `interactionId is "${extension}", the root element ${rootName}${third}`,
        ...where,
      };
    }
  },
};

export const asids: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-05',
  clause: 'mhs 5.4 L5',
  basis: 'N',
  severity: 'must',
  title: 'one sender and at least one receiver, each an ASID of twelve digits',
  advice:
    'Name the ASIDs of both systems as SDS lists them, twelve digits under the root of ASIDs.',
  *examine(payload) {
    const { senders, receivers } = payload.wrapper;
    if (senders.length !== 1) {
      yield {
        message: `there are ${senders.length} senders`,
        ...placeOf(payload, 'communicationFunctionSnd'),
      };
    }
    if (receivers.length === 0) {
      yield { message: 'there is no receiver', ...placeOf(payload, 'communicationFunctionRcv') };
    }
    for (const side of ['Snd', 'Rcv'] as const) {
      const path = `communicationFunction${side}/device/id`;
      for (const [nth, { attributes }] of payload.facts.at(path).entries()) {
        const asid = attributes.get('extension')?.trim() ?? '';
        const root = attributes.get('root')?.trim() ?? '';
        if (/^\d{12}$/.test(asid) && root === ASID_ROOT) continue;
        const message =
          root === ASID_ROOT ? `"${asid}" is not an ASID` : `${path}/@root is "${root}"`;
        yield { message, ...placeOf(payload, path, nth) };
      }
    }
  },
};

export const asidsFitParties: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-11',
  clause: 'mhs 5.4 L5',
  basis: 'I',
  severity: 'should',
  title: 'the ASIDs belong to the parties of the envelope',
  advice: 'Take ASID and party key of a system from the same entries of SDS.',
  *examine(payload) {
    const { envelope, directory, wrapper } = payload;
    const partyOf = directory?.partyOf;
    if (!envelope || !partyOf) return;
    for (const [side, asid, party] of [
      ['Snd', wrapper.senders[0], envelope.from.id],
      ['Rcv', wrapper.receivers[0], envelope.to.id],
    ] as const) {
      const owner = asid === undefined ? undefined : partyOf(asid);
      if (asid === undefined || owner?.toUpperCase() === party.toUpperCase()) continue;
      yield {
        message: `ASID ${asid} is registered ${owner ? `to ${owner}` : 'to nobody'}, the envelope says ${party}`,
        ...placeOf(payload, `communicationFunction${side}/device/id`),
      };
    }
  },
};

export const processingCodes: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-07',
  clause: 'mhs 5.4 L7',
  basis: 'A',
  severity: 'should',
  title: 'processingCode P, processingModeCode T, acceptAckCode NE',
  advice: 'Write processingCode P, processingModeCode T and acceptAckCode NE.',
  *examine(payload) {
    for (const [name, wanted] of [
      ['processingCode', 'P'],
      ['processingModeCode', 'T'],
      ['acceptAckCode', 'NE'],
    ] as const) {
      const code = payload.wrapper[name];
      if (code === wanted) continue;
      yield {
        message: `${name} is "${code}"`,
        ...placeOf(payload, name),
        suggestion: `code="${wanted}"`,
      };
    }
  },
};

export const noBlankAttributes: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-13',
  clause: 'mhs 5.4 L8',
  basis: 'N',
  severity: 'should',
  title: 'no attribute is empty',
  advice: 'Leave an attribute out when there is nothing to write in it.',
  *examine(payload) {
    for (const { path, attribute, at } of payload.facts.blanks) {
      yield { message: `${path}/@${attribute} is empty`, ...placed(payload, path, at) };
    }
  },
};

export const wrapperChecks: readonly Check<ReadPayload>[] = [
  hl7Namespace,
  hl7Id,
  creationTime,
  versionCode,
  interactionAgrees,
  asids,
  asidsFitParties,
  processingCodes,
  noBlankAttributes,
];
