import { LARGE_MESSAGE } from '../domain/interaction.ts';
import type { Check } from './check.ts';
import { BODY, HEAD, INFORMATION, largeMessageKind } from './large-message-kind.ts';
import { placeOf } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

const GP2GP_NS = 'urn:nhs:names:services:gp2gp';

function isLarge({ facts }: ReadPayload): boolean {
  return facts.root.name === LARGE_MESSAGE && facts.count('ControlActEvent/subject') > 0;
}

function hasHead(payload: ReadPayload): boolean {
  return isLarge(payload) && payload.facts.count(HEAD) > 0;
}

export const largeMessageHasPayload: Check<ReadPayload> = {
  id: 'COPC-01',
  clause: 'gp2gp 2.6',
  basis: 'N',
  severity: 'must',
  title: 'a large message holds one PayloadInformation with one pertinentPayloadBody',
  advice: 'Write PayloadInformation and in it pertinentInformation with a pertinentPayloadBody.',
  *examine(payload) {
    if (!isLarge(payload)) return;
    const { facts } = payload;
    for (const path of facts.count(INFORMATION) === 1 ? [BODY] : [INFORMATION]) {
      const count = facts.count(path);
      if (count === 1) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      yield { message: `there are ${count} ${name}`, ...placeOf(payload, path, 1) };
    }
  },
};

/** Attributes that the schema requires and that old samples lack (gp2gp 2.6). */
const STRUCTURAL: readonly (readonly [path: string, names: readonly string[]])[] = [
  ['ControlActEvent', ['classCode', 'moodCode']],
  ['ControlActEvent/subject', ['typeCode', 'contextConductionInd']],
  [INFORMATION, ['classCode', 'moodCode']],
  [BODY, ['classCode', 'moodCode']],
];

export const structuralAttributes: Check<ReadPayload> = {
  id: 'COPC-02',
  clause: 'gp2gp 2.6',
  basis: 'N',
  severity: 'should',
  title: 'the classes of a large message have their structural attributes',
  advice: 'Write classCode, moodCode, typeCode and contextConductionInd as the schema requires.',
  *examine(payload) {
    if (!isLarge(payload)) return;
    for (const [path, names] of STRUCTURAL) {
      const element = payload.facts.at(path)[0];
      const missing = element ? names.filter((name) => !element.attributes.has(name)) : [];
      if (missing.length === 0) continue;
      yield {
        message: `${element?.name} has no ${missing.join(', no ')}`,
        ...placeOf(payload, path),
      };
    }
  },
};

export const fragmentHead: Check<ReadPayload> = {
  id: 'COPC-03',
  clause: 'gp2gp 2.6',
  basis: 'A',
  severity: 'must',
  title: 'a large message says in a Gp2gpfragment what it is',
  advice: `Write value with a Gp2gpfragment of the namespace ${GP2GP_NS}.`,
  *examine(payload) {
    if (!isLarge(payload) || payload.facts.count(INFORMATION) === 0) return;
    const head = payload.facts.at(HEAD)[0];
    if (!head) yield { message: 'there is no Gp2gpfragment', ...placeOf(payload, HEAD) };
    else if (head.namespace !== GP2GP_NS) {
      yield {
        message: `Gp2gpfragment is in the namespace "${head.namespace}"`,
        ...placeOf(payload, HEAD),
      };
    }
  },
};

export const fragmentHeadFilled: Check<ReadPayload> = {
  id: 'COPC-04',
  clause: 'gp2gp 2.6',
  basis: 'A',
  severity: 'should',
  title: 'Gp2gpfragment gives version 01, recipient, sender and subject',
  advice: 'Fill Version with 01, Recipient and From with ODS codes, subject with what is sent.',
  *examine(payload) {
    if (!hasHead(payload)) return;
    for (const [name, right] of [
      ['Version', /^01$/],
      ['Recipients/Recipient', /./],
      ['From', /./],
      ['subject', /./],
    ] as const) {
      const path = `${HEAD}/${name}`;
      const text = payload.facts.at(path)[0]?.text ?? '';
      if (right.test(text)) continue;
      const state = text === '' ? 'empty or missing' : `"${text}"`;
      yield { message: `${name} is ${state}`, ...placeOf(payload, path) };
    }
  },
};

export const fragmentMessageId: Check<ReadPayload> = {
  id: 'COPC-05',
  clause: 'gp2gp 2.6',
  basis: 'A',
  severity: 'should',
  title: 'the message-id of Gp2gpfragment is the id of the message',
  advice: 'Write the id of the message itself as message-id.',
  *examine(payload) {
    if (!hasHead(payload)) return;
    const path = `${HEAD}/message-id`;
    const id = payload.facts.at(path)[0]?.text ?? '';
    if (id === payload.wrapper.id || id === payload.envelope?.messageId) return;
    yield {
      message: `message-id is "${id}"`,
      ...placeOf(payload, path),
      suggestion: payload.wrapper.id,
    };
  },
};

export const largeMessageBringsSomething: Check<ReadPayload> = {
  id: 'COPC-08',
  clause: 'gp2gp 2.6, 3.4',
  basis: 'N',
  severity: 'must',
  title: 'a large message is a continue, brings a part, or names the messages that do',
  advice: 'Name the binary part with cid:, or the chunks with mid:, in the manifest.',
  *examine(payload) {
    if (largeMessageKind(payload) !== 'bare') return;
    yield { message: 'the manifest names nothing but the payload', at: 'Manifest' };
  },
};

export const oneBinaryEach: Check<ReadPayload> = {
  id: 'COPC-09',
  clause: 'gp2gp 3.4',
  basis: 'A',
  severity: 'should',
  title: 'a fragment brings one binary, an index at most one',
  advice: 'Send every attachment and every chunk in a message of its own.',
  *examine(payload) {
    const kind = largeMessageKind(payload);
    if (kind !== 'fragment' && kind !== 'index') return;
    const binaries = payload.contents?.references.filter((each) => each.kind === 'inline') ?? [];
    if (binaries.length > 1) {
      yield { message: `the ${kind} brings ${binaries.length} binaries`, at: 'Manifest' };
    }
  },
};

export const chunksArePlain: Check<ReadPayload> = {
  id: 'COPC-10',
  clause: 'gp2gp 3.3',
  basis: 'A',
  severity: 'should',
  title: 'an index says of no chunk that it is compressed or large',
  advice: 'Write Compressed=No and LargeAttachment=No for chunks: the core speaks for the whole.',
  *examine(payload) {
    if (largeMessageKind(payload) !== 'index') return;
    for (const { kind, number, description } of payload.contents?.references ?? []) {
      if (kind === 'payload') continue;
      for (const [name, yes] of [
        ['Compressed', description.compressed],
        ['LargeAttachment', description.largeAttachment],
      ] as const) {
        if (!yes) continue;
        const at = `Manifest/Reference[${number}]`;
        yield { message: `the chunk says ${name}=Yes`, at, suggestion: `${name}=No` };
      }
    }
  },
};

export const messageTypePresent: Check<ReadPayload> = {
  id: 'COPC-11',
  clause: 'gp2gp 2.6, 1.5 D9',
  basis: 'N',
  severity: 'should',
  title: 'a large message has the localised messageType',
  advice: 'Write npfitlc:messageType in the namespace NPFIT:HL7:Localisation.',
  *examine(payload) {
    if (!isLarge(payload) || payload.facts.count(INFORMATION) === 0) return;
    const path = `${INFORMATION}/messageType`;
    if (payload.facts.at(path)[0]?.namespace === 'NPFIT:HL7:Localisation') return;
    yield { message: 'messageType is missing', ...placeOf(payload, path) };
  },
};

export const largeMessageChecks: readonly Check<ReadPayload>[] = [
  largeMessageHasPayload,
  structuralAttributes,
  fragmentHead,
  fragmentHeadFilled,
  fragmentMessageId,
  largeMessageBringsSomething,
  oneBinaryEach,
  chunksArePlain,
  messageTypePresent,
];
