import type { Deviation } from '../reading.ts';
import { isElement, textOf, type XmlElement } from '../xml/xml-element.ts';
import {
  mandatoryChild,
  mandatoryText,
  optionalChild,
  optionalText,
  tellUnknown,
} from './eb-child.ts';
import { readFrame } from './eb-frame.ts';
import type { EbxmlMessage, EbxmlParty } from './ebxml-message.ts';
import { EB_NS } from './names.ts';
import { readParty } from './read-party.ts';
import { tellTimestamp } from './read-reliability.ts';

/** The fields of an ebXML message that stand in its MessageHeader. */
export type MessageHeader = Pick<
  EbxmlMessage,
  | 'version'
  | 'from'
  | 'to'
  | 'cpaId'
  | 'conversationId'
  | 'service'
  | 'action'
  | 'messageId'
  | 'timestamp'
  | 'refToMessageId'
  | 'timeToLive'
  | 'duplicateElimination'
>;

const HEADER_ORDER = [
  'From',
  'To',
  'CPAId',
  'ConversationId',
  'Service',
  'Action',
  'MessageData',
  'DuplicateElimination',
  'Description',
] as const;
const HEADER_CHILDREN = new Set<string>(HEADER_ORDER);
const DATA_CHILDREN = new Set(['MessageId', 'Timestamp', 'RefToMessageId', 'TimeToLive']);

/** Reads an `eb:MessageHeader`, ebMS 2.0 section 3.1. What is missing reads as an empty string. */
export function readMessageHeader(header: XmlElement, log: Deviation[]): MessageHeader {
  const version = readFrame(header, 'MessageHeader', log);
  tellUnknown(header, HEADER_CHILDREN, 'MessageHeader', log);
  tellOrder(header, log);
  const from = partyOf(header, 'From', log);
  const to = partyOf(header, 'To', log);
  const cpaId = mandatoryText(header, 'MessageHeader/CPAId', log);
  const conversationId = mandatoryText(header, 'MessageHeader/ConversationId', log);
  const service = mandatoryText(header, 'MessageHeader/Service', log);
  const action = mandatoryText(header, 'MessageHeader/Action', log);
  const data = mandatoryChild(header, EB_NS, 'MessageHeader/MessageData', log);
  if (data !== undefined) tellUnknown(data, DATA_CHILDREN, 'MessageHeader/MessageData', log);
  const timestamp = data ? mandatoryText(data, 'MessageHeader/MessageData/Timestamp', log) : '';
  if (data !== undefined) tellTimestamp(timestamp, data, log);
  return {
    version,
    from,
    to,
    cpaId,
    conversationId,
    service,
    action,
    messageId: data ? mandatoryText(data, 'MessageHeader/MessageData/MessageId', log) : '',
    timestamp,
    refToMessageId: data && optionalText(data, 'MessageHeader/MessageData/RefToMessageId', log),
    timeToLive: data && optionalText(data, 'MessageHeader/MessageData/TimeToLive', log),
    duplicateElimination: hasDuplicateElimination(header, log),
  };
}

/** Reads the party in a `From` or `To`, at a path such as `MessageHeader/From`. */
function partyOf(parent: XmlElement, name: 'From' | 'To', log: Deviation[]): EbxmlParty {
  const path = `MessageHeader/${name}`;
  const holder = mandatoryChild(parent, EB_NS, path, log);
  if (holder === undefined) return { id: '', type: undefined };
  return readParty(holder, path, log);
}

/** Present means yes; suppliers write it empty or with the text `always` (mhs 2.6). */
function hasDuplicateElimination(header: XmlElement, log: Deviation[]): boolean {
  const found = optionalChild(header, EB_NS, 'MessageHeader/DuplicateElimination', log);
  if (found === undefined) return false;
  const text = textOf(found).trim();
  if (text !== '' && text !== 'always') {
    const message = `MessageHeader/DuplicateElimination holds "${text}"`;
    log.push({ code: 'ebxml.duplicate-elimination', message, at: found.at });
  }
  return true;
}

function tellOrder(header: XmlElement, log: Deviation[]): void {
  let highest = 0;
  for (const child of header.children) {
    if (!isElement(child) || child.namespace !== EB_NS) continue;
    const rank = HEADER_ORDER.indexOf(child.name as (typeof HEADER_ORDER)[number]);
    if (rank < 0) continue;
    if (rank < highest) {
      const message = `MessageHeader/${child.name} comes after MessageHeader/${HEADER_ORDER[highest]}`;
      log.push({ code: 'ebxml.order', message, at: child.at });
    }
    highest = Math.max(highest, rank);
  }
}
