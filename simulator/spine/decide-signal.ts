import type { Entry, TraceStep } from '../../src/journal/entry.ts';
import { buildStatusResponse } from '../../src/wire/ebxml/build-message-status.ts';
import { buildPong } from '../../src/wire/ebxml/build-ping.ts';
import type { SignalStamp } from '../../src/wire/ebxml/build-signal.ts';
import type { EbxmlMessage, MessageStatus } from '../../src/wire/ebxml/ebxml-message.ts';
import { SIGNAL_SERVICE } from '../../src/wire/ebxml/names.ts';

/** What Spine does with a signal: answer it, keep it, or hand it on to the party it is meant for. */
export type SignalDecision =
  | { readonly kind: 'answer'; readonly signal: EbxmlMessage; readonly trace: TraceStep }
  | { readonly kind: 'keep'; readonly trace: TraceStep }
  | { readonly kind: 'relay'; readonly toParty: string; readonly trace: TraceStep };

/** What is on record of the message that a signal refers to. */
export interface Referred {
  readonly received: Entry;
  /** Whether the recipient's end-to-end acknowledgement is to reach the sender (mhs 2.4.5). */
  readonly endParty: boolean;
  /** How far Spine has got with it. */
  readonly state: Extract<MessageStatus, 'Received' | 'Processed' | 'Forwarded'>;
}

export function isSignal({ service }: EbxmlMessage): boolean {
  return service === SIGNAL_SERVICE;
}

/** Acknowledgment and MessageError (mhs 2.4.4, 2.4.5), MessageStatus and Ping (ebMS 2.0 sections 7 and 8). */
export function decideSignal(
  signal: EbxmlMessage,
  referred: Referred | undefined,
  stamp: SignalStamp,
): SignalDecision {
  const say = (text: string): TraceStep => ({ stage: 'decide', text });
  switch (signal.action) {
    case 'Ping':
      return { kind: 'answer', signal: buildPong(signal, stamp), trace: say('a Ping is answered') };
    case 'StatusRequest': {
      const status = statusFor(signal, referred);
      const received = referred && new Date(referred.received.at);
      return {
        kind: 'answer',
        signal: buildStatusResponse(signal, status, stamp, received),
        trace: say(`the status of ${signal.statusRequest?.refToMessageId ?? ''} is ${status}`),
      };
    }
    default: {
      if (!referred) {
        return {
          kind: 'keep',
          trace: say(`refers to ${signal.refToMessageId ?? 'nothing'}, not on record`),
        };
      }
      const { fromParty = '', toParty = '' } = referred.received;
      if (!sameParty(signal.from.id, toParty)) {
        return {
          kind: 'keep',
          trace: say(`${signal.from.id} is not the recipient of the message it refers to`),
        };
      }
      return referred.endParty
        ? { kind: 'relay', toParty: fromParty, trace: say(`relayed to ${fromParty}, the sender`) }
        : { kind: 'keep', trace: say('closes the hop from Spine to the recipient') };
    }
  }
}

/** Only the sender of a message may ask after it. */
function statusFor({ from }: EbxmlMessage, referred: Referred | undefined): MessageStatus {
  if (!referred) return 'NotRecognized';
  const { fromParty } = referred.received;
  return sameParty(from.id, fromParty) ? referred.state : 'UnAuthorized';
}

function sameParty(left: string, right = ''): boolean {
  return left.toUpperCase() === right.toUpperCase();
}
