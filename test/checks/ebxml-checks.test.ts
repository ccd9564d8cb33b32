import type { InboundMessage } from '../../src/checks/inbound-message.ts';
import {
  endParty,
  express,
  reliable,
  right,
  testSpecimens,
  withDirectory,
  withEnvelope,
} from './inbound.ts';

const { envelope } = right;
const at = { offset: 3, line: 1, column: 4 };
const missing = { code: 'ebxml.missing', message: 'CPAId is missing', at };
const lateId = 'ABCDEF00-0000-4000-8000-00000000000a';

function acknowledged(given: InboundMessage, changes: object): InboundMessage {
  const { ackRequested } = given.envelope;
  return ackRequested
    ? withEnvelope(given, { ackRequested: { ...ackRequested, ...changes } })
    : given;
}

function synced(changes: object): InboundMessage {
  const { syncReply } = reliable.envelope;
  return syncReply ? withEnvelope(reliable, { syncReply: { ...syncReply, ...changes } }) : reliable;
}

testSpecimens([
  ['EBXML-HEADER-01', 'an element missing', { ...right, envelopeDeviations: [missing] }],
  [
    'EBXML-HEADER-01',
    'an element twice',
    { ...right, envelopeDeviations: [{ ...missing, code: 'ebxml.repeated' }] },
  ],
  ['EBXML-HEADER-02', 'another version', withEnvelope(right, { version: '1.0' })],
  ['EBXML-HEADER-02', 'no version on a forward', withEnvelope(right, { version: undefined })],
  [
    'EBXML-HEADER-03',
    'a party without a type',
    withEnvelope(right, { from: { ...envelope.from, type: undefined } }),
  ],
  [
    'EBXML-HEADER-04',
    'a MessageId that is no UUID',
    withEnvelope(right, { messageId: 'NUMBER-1' }),
  ],
  ['EBXML-HEADER-05', 'a lower-case MessageId', withEnvelope(right, { messageId: lateId })],
  [
    'EBXML-HEADER-05',
    'a lower-case ConversationId',
    withEnvelope(right, { conversationId: 'c-1' }),
  ],
  ['EBXML-HEADER-06', 'a local time', withEnvelope(right, { timestamp: '2026-01-05T09:00:00' })],
  [
    'EBXML-HEADER-07',
    'TimeToLive passed',
    withEnvelope(right, { timeToLive: '2026-01-05T09:00:01Z' }),
  ],
  ['EBXML-HEADER-09', 'TimeToLive is no time', withEnvelope(right, { timeToLive: 'soon' })],
  ['DIRECTORY-01', 'an unknown sender', withDirectory(right, { fromKnown: false })],
  [
    'DIRECTORY-02',
    'an unknown recipient',
    withDirectory(right, { toKnown: false, contract: undefined }),
  ],
  [
    'DIRECTORY-03',
    'an unknown interaction',
    withDirectory(right, { interactionKnown: false, contract: undefined }),
  ],
  ['DIRECTORY-04', 'an unknown CPAId', withDirectory(right, { cpaKnown: false })],
  ['DIRECTORY-05', 'no contract', withDirectory(right, { contract: undefined })],
  ['DIRECTORY-06', 'the CPAId of another contract', withEnvelope(right, { cpaId: 'S1A1' })],
  [
    'EBXML-PATTERN-01',
    'DuplicateElimination left out',
    withEnvelope(right, { duplicateElimination: false }),
  ],
  [
    'EBXML-PATTERN-01',
    'DuplicateElimination on a query',
    withEnvelope(express, { duplicateElimination: true }),
  ],
  ['EBXML-PATTERN-02', 'AckRequested left out', withEnvelope(right, { ackRequested: undefined })],
  ['EBXML-PATTERN-03', 'AckRequested 1.0', acknowledged(right, { version: '1.0' })],
  ['EBXML-PATTERN-04', 'a signed acknowledgement', acknowledged(right, { signed: 'true' })],
  [
    'EBXML-PATTERN-05',
    'toPartyMSH on the hop',
    acknowledged(right, { actor: endParty.envelope.ackRequested?.actor }),
  ],
  [
    'EBXML-PATTERN-05',
    'nextMSH to Spine',
    acknowledged(reliable, { actor: envelope.ackRequested?.actor }),
  ],
  [
    'EBXML-PATTERN-05',
    'nextMSH end to end',
    acknowledged(endParty, { actor: envelope.ackRequested?.actor }),
  ],
  [
    'EBXML-PATTERN-06',
    'SyncReply on a forward',
    withEnvelope(right, { syncReply: reliable.envelope.syncReply }),
  ],
  ['EBXML-PATTERN-06', 'no SyncReply to Spine', withEnvelope(reliable, { syncReply: undefined })],
  ['EBXML-PATTERN-07', 'SyncReply without version', synced({ version: undefined })],
  ['EBXML-PATTERN-08', 'SyncReply of another actor', synced({ actor: 'urn:x' })],
]);
