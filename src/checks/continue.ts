import type { Check } from './check.ts';
import {
  ACKNOWLEDGED,
  CONTINUE,
  continueNames,
  largeMessageKind,
  MESSAGE_REF,
} from './large-message-kind.ts';
import { attributeAt, placeOf } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

export const continueNamesExtract: Check<ReadPayload> = {
  id: 'COPC-06',
  clause: 'gp2gp 1.4, 2.6',
  basis: 'A',
  severity: 'must',
  title: 'a continue names the extract in messageRef and in acknowledgedMessage, both the same',
  advice: 'Write the id of the extract in messageRef/id and in acknowledgedMessage/id.',
  *examine(payload) {
    if (largeMessageKind(payload) !== 'continue') return;
    const { messageRef, acknowledgedMessage } = continueNames(payload);
    if (!messageRef) yield { message: 'messageRef is missing', ...placeOf(payload, MESSAGE_REF) };
    if (!acknowledgedMessage) {
      const where = placeOf(payload, ACKNOWLEDGED);
      yield { message: 'acknowledgedMessage is missing', ...where };
    }
    if (messageRef && acknowledgedMessage && messageRef !== acknowledgedMessage) {
      yield {
        message: `messageRef is ${messageRef}, acknowledgedMessage ${acknowledgedMessage}`,
        ...placeOf(payload, ACKNOWLEDGED),
      };
    }
  },
};

export const continueAccepts: Check<ReadPayload> = {
  id: 'COPC-07',
  clause: 'gp2gp 2.6',
  basis: 'A',
  severity: 'should',
  title: 'the message inside a continue accepts, with code 0 and detail IF',
  advice: 'Write typeCode AA, and an acknowledgementDetail IF with the code 0.',
  *examine(payload) {
    if (largeMessageKind(payload) !== 'continue') return;
    const inner = `${CONTINUE}/Message/acknowledgement`;
    for (const [path, name, wanted] of [
      [inner, 'typeCode', 'AA'],
      [`${inner}/acknowledgementDetail`, 'typeCode', 'IF'],
      [`${inner}/acknowledgementDetail/code`, 'code', '0'],
    ] as const) {
      const value = attributeAt(payload, path, name);
      if (value === wanted) continue;
      const element = path.slice(path.lastIndexOf('/') + 1);
      yield {
        message: `${element}/@${name} is ${value === undefined ? 'missing' : `"${value}"`}`,
        ...placeOf(payload, path),
        suggestion: `${name}="${wanted}"`,
      };
    }
  },
};

export const continueTravelsAlone: Check<ReadPayload> = {
  id: 'COPC-12',
  clause: 'gp2gp 2.6',
  basis: 'A',
  severity: 'should',
  title: 'a continue carries no attachments',
  advice: 'Send the continue with its payload as the only reference of the manifest.',
  *examine(payload) {
    const count = payload.contents?.references.length ?? 1;
    if (count <= 1 || largeMessageKind(payload) !== 'continue') return;
    yield { message: `the manifest of the continue has ${count} references`, at: 'Manifest' };
  },
};

export const continueChecks: readonly Check<ReadPayload>[] = [
  continueNamesExtract,
  continueAccepts,
  continueTravelsAlone,
];
