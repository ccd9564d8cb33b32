import type { Draft } from '../../src/scenario/draft.ts';
import type { MessageFault } from '../../src/scenario/meet-faults.ts';

/** Changes a message as the faults on its way ask for. Those that Spine carries out are not looked at. */
export function spoil(draft: Draft, faults: readonly MessageFault[], newId: () => string): Draft {
  let message = draft;
  for (const fault of faults) message = spoiled(message, fault, newId);
  return message;
}

function spoiled(message: Draft, { do: what }: MessageFault, newId: () => string): Draft {
  switch (what) {
    case 'wrong-id':
      return { ...message, messageId: newId() };
    case 'wrong-code':
      return { ...message, payload: withAnotherCode(message.payload) };
    case 'corrupt':
      return changeContent(message, corrupted, brokenXml);
    case 'truncate':
      return changeContent(message, half, half);
    default:
      return message;
  }
}

type Change = (bytes: Buffer) => Buffer;

/** The first document that it brings, or its payload where it brings none. */
function changeContent(draft: Draft, ofDocument: Change, ofPayload: Change): Draft {
  const at = draft.documents.findIndex(({ kind }) => kind === 'inline');
  if (at < 0) return { ...draft, payload: ofPayload(draft.payload) };
  return {
    ...draft,
    documents: draft.documents.map((document, index) =>
      index === at && document.kind === 'inline'
        ? { ...document, content: ofDocument(Buffer.from(document.content)) }
        : document,
    ),
  };
}

/** Characters that base64 does not have. */
function corrupted(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const middle = Math.floor(changed.length / 2);
  for (let at = middle; at < Math.min(changed.length, middle + 8); at++) changed[at] = 0x21;
  return changed;
}

function brokenXml(bytes: Buffer): Buffer {
  const at = bytes.lastIndexOf('</');
  return at < 0 ? half(bytes) : Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 2)]);
}

function half(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, Math.floor(bytes.length / 2)));
}

/** 99, or 06 where it was 99 already. An acceptance has no code that could be another. */
function withAnotherCode(payload: Buffer): Buffer {
  const text = payload.toString('utf8');
  const codes =
    /(<(?:\w+:)?code\s+code=")(\d+)("\s+codeSystem="2\.16\.840\.1\.113883\.2\.1\.3\.2\.4\.17\.101")/g;
  return Buffer.from(
    text.replace(codes, (_, head, code, tail) => `${head}${code === '99' ? '06' : '99'}${tail}`),
  );
}
