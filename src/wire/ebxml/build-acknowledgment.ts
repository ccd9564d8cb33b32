import { answerRoute, buildSignal, type SignalStamp } from './build-signal.ts';
import type { EbxmlMessage } from './ebxml-message.ts';
import { TO_PARTY_MSH } from './names.ts';

export interface AcknowledgmentOptions {
  /** `toPartyMSH` when not given: Spine and the MHS adaptor write it even for nextMSH (mhs 3.6). */
  readonly actor?: string;
  /** The header repeats the original's timestamp (Spine, MHS adaptor) or tells now (toolkits). */
  readonly headerTimestamp?: 'original' | 'now';
}

/**
 * The ebXML acknowledgement of a message, from its To party to its From party (ebMS 2.0 section
 * 6.3.2, mhs 3.6). The Acknowledgment element itself always tells the time of acknowledging.
 */
export function buildAcknowledgment(
  original: EbxmlMessage,
  stamp: SignalStamp,
  options: AcknowledgmentOptions = {},
): EbxmlMessage {
  const { actor = TO_PARTY_MSH, headerTimestamp = 'original' } = options;
  const signal = buildSignal('Acknowledgment', answerRoute(original), stamp, original.messageId);
  const repeat = headerTimestamp === 'original' && original.timestamp !== '';
  return {
    ...signal,
    timestamp: repeat ? original.timestamp : signal.timestamp,
    acknowledgment: {
      timestamp: signal.timestamp,
      refToMessageId: original.messageId,
      from: original.to,
      actor,
      version: '2.0',
    },
  };
}
