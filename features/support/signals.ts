import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildStatusRequest } from '../../src/wire/ebxml/build-message-status.ts';
import { buildPing } from '../../src/wire/ebxml/build-ping.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { PARTY_TYPE } from '../../src/wire/ebxml/names.ts';
import { signalSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import type { Posted } from './draft.ts';
import type { Messaging } from './messaging.ts';

/** Where parties post what is meant for Spine itself (mhs 1.1). */
const INTERMEDIARY = '/reliablemessaging/intermediary';

/** Signals that the practices of a scenario write. */
export interface Signals {
  ping(from: PracticeName): Promise<Posted>;
  /** Asks Spine what became of a message. */
  statusRequest(from: PracticeName, messageId: string): Promise<Posted>;
  /** The final recipient's acknowledgement on a connection of its own (mhs 2.4.5). */
  acknowledgment(from: PracticeName, original: EbxmlMessage): Promise<Posted>;
}

export function openSignals(messaging: Messaging): Signals {
  const stamp = () => ({ messageId: uuid(), now: messaging.now() });
  const route = async (from: PracticeName) => {
    const { spine } = (await messaging.stage()).world.current();
    return {
      from: { id: PRACTICES[from].partyKey, type: PARTY_TYPE },
      to: { id: spine.partyKey, type: PARTY_TYPE },
      cpaId: 'S20001A000192',
      conversationId: uuid(),
    };
  };
  return {
    ping: async (from) => posted(from, buildPing(await route(from), stamp())),
    statusRequest: async (from, messageId) =>
      posted(from, buildStatusRequest(await route(from), messageId, stamp())),
    acknowledgment: async (from, original) => posted(from, buildAcknowledgment(original, stamp())),
  };
}

function posted(from: PracticeName, envelope: EbxmlMessage): Posted {
  return {
    from,
    path: INTERMEDIARY,
    headers: [
      ['Content-Type', 'text/xml'],
      ['SOAPAction', signalSoapAction(envelope.action)],
    ],
    body: writeEbxml(envelope),
    envelope,
    hl7Id: '',
  };
}

function uuid(): string {
  return crypto.randomUUID().toUpperCase();
}
