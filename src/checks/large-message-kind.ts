import { LARGE_MESSAGE } from '../domain/interaction.ts';
import { attributeAt } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

/** Paths of a COPC payload below its root (gp2gp 2.6). */
export const INFORMATION = 'ControlActEvent/subject/PayloadInformation';
export const BODY = `${INFORMATION}/pertinentInformation/pertinentPayloadBody`;
export const HEAD = `${INFORMATION}/value/Gp2gpfragment`;
/** What a continue holds in its body. */
export const CONTINUE = `${BODY}/value/Gp2gpfragment`;
export const MESSAGE_REF = `${CONTINUE}/Message/acknowledgement/messageRef/id`;
export const ACKNOWLEDGED = `${CONTINUE}/acknowledgedMessage/id`;

/** What a COPC message is (gp2gp 2.6); `undefined` for other payloads, and where no manifest tells. */
export type LargeMessageKind = 'continue' | 'index' | 'fragment' | 'bare';

export function largeMessageKind(payload: ReadPayload): LargeMessageKind | undefined {
  const { facts, contents } = payload;
  if (facts.root.name !== LARGE_MESSAGE) return undefined;
  const subject = facts.at(`${HEAD}/subject`)[0]?.text ?? '';
  if (subject.includes('Continue Acknowledgement')) return 'continue';
  if (!contents) return undefined;
  const kinds = new Set(contents.references.map(({ kind }) => kind));
  if (kinds.has('external')) return 'index';
  return kinds.has('inline') ? 'fragment' : 'bare';
}

/** The two places in which a continue names the extract. */
export function continueNames(payload: ReadPayload) {
  return {
    messageRef: attributeAt(payload, MESSAGE_REF, 'root'),
    acknowledgedMessage: attributeAt(payload, ACKNOWLEDGED, 'root'),
  };
}
