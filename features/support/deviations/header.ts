import type { EbxmlPath } from '../../../src/wire/ebxml/ebxml-style.ts';
import { type Deviation, defect } from './deviation.ts';

/** The elements of the header that must stand once and not be empty (mhs 2.3), by their usual names. */
const MANDATORY: Readonly<Record<string, EbxmlPath>> = {
  'From PartyId': 'MessageHeader/From/PartyId',
  'To PartyId': 'MessageHeader/To/PartyId',
  CPAId: 'MessageHeader/CPAId',
  ConversationId: 'MessageHeader/ConversationId',
  Service: 'MessageHeader/Service',
  Action: 'MessageHeader/Action',
  MessageData: 'MessageHeader/MessageData',
  MessageId: 'MessageHeader/MessageData/MessageId',
  Timestamp: 'MessageHeader/MessageData/Timestamp',
};

const WORDS = /^(no|an empty|two) (.+)$/;
const KINDS = { no: 'omit', 'an empty': 'empty', two: 'repeat' } as const;

/** `no CPAId`, `an empty Service`, `two MessageId`; `undefined` for other words. */
export function headerDeviation(words: string): Deviation | undefined {
  const [, how, name] = WORDS.exec(words) ?? [];
  const element = name === undefined ? undefined : MANDATORY[name];
  const kind = KINDS[how as keyof typeof KINDS];
  return element && kind && defect({ kind, element });
}
