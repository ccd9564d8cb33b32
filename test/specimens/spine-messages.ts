import type { Pattern, Reliability } from '../../src/domain/contract.ts';
import { pathOf } from '../../src/domain/spine-path.ts';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError, UNKNOWN_CPA_ID } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { writeSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { INTERACTION_ROOT } from '../../src/wire/hl7/names.ts';
import { subjectAround, writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import { writeSyncEnvelope } from '../../src/wire/soap/write-sync-envelope.ts';
import { type Captured, NOW, posted, readCaptured } from './captured.ts';
import { contractOf, directoryOf, GOOD, id, R, S } from './transfer.ts';

const TIME = new Date('2026-03-01T09:15:00Z');
const SPINE = { ods: 'YES', party: 'YES-0000806', asid: '999000000099' };

function payloadOf(action: string, hl7Id: string, receiver: string): string {
  return writeWrapper(
    {
      rootName: action,
      id: hl7Id,
      creationTime: '20260301091500',
      versionCode: 'V3NPfIT3.1.10',
      interactionId: { root: INTERACTION_ROOT, extension: action },
      processingCode: 'P',
      processingModeCode: 'T',
      acceptAckCode: 'NE',
      acknowledgement: undefined,
      receivers: [receiver],
      senders: [R.asid],
      systems: [R.asid],
      author: undefined,
      reasons: [],
      controlAct: 'subject',
    },
    subjectAround('<Act classCode="ACT" moodCode="EVN"/>'),
  );
}

function spineMessage(
  name: string,
  service: string,
  action: string,
  pattern: Pattern,
  reliability: Partial<Reliability>,
): Captured {
  const peer = pattern.startsWith('forward');
  const to = peer ? S : SPINE;
  const contract = contractOf(to, action, service);
  const messageId = id('0', 1);
  const built = buildMessage({
    contract: { ...contract, reliability: { ...contract.reliability, ...reliability } },
    fromPartyKey: R.party,
    conversationId: messageId,
    messageId,
    time: TIME,
    payload: Buffer.from(payloadOf(action, messageId, to.asid)),
    documents: [],
  });
  const directory = directoryOf(contract, pattern);
  const partyOf = (asid: string) => [R, S, SPINE].find((each) => each.asid === asid)?.party;
  return { ...posted(name, built, { ...directory, partyOf }, pathOf(pattern)), now: NOW };
}

function signalMessage(name: string, envelope: EbxmlMessage): Captured {
  const body = writeEbxml(envelope);
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', writeSoapAction(envelope)],
  ] as const;
  return posted(name, { body, headers }, undefined, '/reliablemessaging/intermediary');
}

const original = readCaptured(GOOD.request).transport?.envelope as EbxmlMessage;
const stamp = { messageId: id('0', 7), now: TIME };

/** Right messages to services of Spine, signals, and a synchronous one. */
export const SPINE_GOOD = {
  reliable: spineMessage(
    'reliable',
    'urn:nhs:names:services:psis',
    'REPC_IN150016UK05',
    'asynchronous-reliable',
    { syncReply: 'MSHSignalsOnly', actor: 'toPartyMSH' },
  ),
  express: spineMessage(
    'express',
    'urn:nhs:names:services:psisquery',
    'QUPC_IN160101UK05',
    'asynchronous-express',
    {
      syncReply: 'MSHSignalsOnly',
      duplicateElimination: 'never',
      ackRequested: 'never',
      actor: undefined,
    },
  ),
  endParty: spineMessage(
    'end-party',
    'urn:nhs:names:services:itk',
    'COPC_IN000001GB01',
    'forward-end-party',
    { actor: 'toPartyMSH' },
  ),
  acknowledgment: signalMessage('acknowledgment', buildAcknowledgment(original, stamp)),
  messageError: signalMessage(
    'message-error',
    buildMessageError(original, [UNKNOWN_CPA_ID], stamp),
  ),
  synchronous: {
    name: 'synchronous',
    http: undefined,
    body: writeSyncEnvelope(
      {
        messageId: `uuid:${id('0', 8)}`,
        action: 'urn:nhs:names:services:pdsquery/QUPA_IN000008UK02',
        to: 'https://127.0.0.1/sync-service',
        from: undefined,
        replyTo: undefined,
        relatesTo: undefined,
        receiverAsid: SPINE.asid,
        senderAsid: R.asid,
      },
      payloadOf('QUPA_IN000008UK02', id('0', 9), SPINE.asid),
    ),
    directory: undefined,
    peer: undefined,
    limits: GOOD.request.limits,
    now: NOW,
  } satisfies Captured,
} as const;
