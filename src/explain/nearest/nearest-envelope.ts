import { NEXT_MSH, PARTY_TYPE, SOAP_NEXT } from '../../wire/ebxml/names.ts';
import { parseTimestamp, writeTimestamp } from '../../wire/ebxml/timestamp.ts';
import { textOf } from '../../wire/xml/xml-element.ts';
import { findPath } from '../place/find-path.ts';
import type { Missed } from './missed.ts';
import { nearestContract } from './nearest-contract.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const UNDERSTOOD = 'SOAP:mustUnderstand="1"';

/** What would have passed a rule about the header of the envelope, as the markup that is to be written. */
export function nearestEnvelope(missed: Missed): string | undefined {
  const { finding, view } = missed;
  const { message } = view;
  switch (finding.check) {
    case 'EBXML-HEADER-01':
      return mandatory(missed);
    case 'EBXML-HEADER-02':
      return `<eb:MessageHeader ${UNDERSTOOD} eb:version="2.0">`;
    case 'EBXML-HEADER-03': {
      const party = finding.at.startsWith('From') ? message?.from : message?.to;
      return `<eb:PartyId eb:type="${PARTY_TYPE}">${party?.id ?? '…'}</eb:PartyId>`;
    }
    case 'EBXML-HEADER-04': {
      const uuid = UUID.exec(message?.messageId ?? '')?.[0].toUpperCase();
      return `<eb:MessageId>${uuid ?? 'XXXXXXXX-XXXX-4XXX-8XXX-XXXXXXXXXXXX'}</eb:MessageId>`;
    }
    case 'EBXML-HEADER-06':
      return `<eb:Timestamp>${moment(message?.timestamp) ?? writeTimestamp(new Date(missed.entry.at))}</eb:Timestamp>`;
    case 'EBXML-HEADER-07':
      return `a time after ${writeTimestamp(new Date(missed.entry.at))}, when the message came`;
    case 'EBXML-HEADER-09':
      return `<eb:TimeToLive>${moment(message?.timeToLive) ?? 'yyyy-mm-ddThh:mm:ssZ'}</eb:TimeToLive>`;
    case 'EBXML-HEADER-11':
      return UNDERSTOOD;
    case 'EBXML-PATTERN-02':
    case 'EBXML-PATTERN-03':
    case 'EBXML-PATTERN-04':
      return finding.suggestion?.startsWith('leave') ? undefined : ackRequested(missed);
    case 'EBXML-PATTERN-06':
    case 'EBXML-PATTERN-07':
      if (finding.suggestion?.startsWith('leave')) return undefined;
      return `<eb:SyncReply ${UNDERSTOOD} eb:version="2.0" SOAP:actor="${SOAP_NEXT}"/>`;
    case 'EBXML-PATTERN-08':
      return `SOAP:actor="${SOAP_NEXT}"`;
    case 'SYNC-01':
    case 'SYNC-SOAP_MESSAGE_ID_ERROR':
      return /MessageID/i.test(finding.message) ? addressed(missed) : finding.suggestion;
    case 'SYNC-SOAP_ACTION_ERROR': {
      const action = view.header('SOAPAction')?.replaceAll('"', '');
      return action && `<wsa:Action>${action}</wsa:Action>`;
    }
    case 'ACK-02':
      return (
        message?.refToMessageId &&
        `<eb:RefToMessageId>${message.refToMessageId}</eb:RefToMessageId>`
      );
    case 'ACK-03':
      return `SOAP:actor="${NEXT_MSH}"`;
    case 'ACK-05':
      return 'eb:version="2.0"';
    default:
      return undefined;
  }
}

function ackRequested({ view }: Missed): string {
  const actor = view.message?.ackRequested?.actor ?? NEXT_MSH;
  return `<eb:AckRequested ${UNDERSTOOD} eb:version="2.0" eb:signed="false" SOAP:actor="${actor}"/>`;
}

/** The MessageID of an addressing header as it must be, with the UUID that it has. */
function addressed({ view }: Missed): string {
  const written = view.tree && findPath(view.tree.root, ['MessageID']);
  const uuid = written && UUID.exec(textOf(written.element))?.[0].toUpperCase();
  return `<wsa:MessageID>uuid:${uuid ?? 'XXXXXXXX-XXXX-4XXX-8XXX-XXXXXXXXXXXX'}</wsa:MessageID>`;
}

/** A mandatory element that is missing or empty: its value where another place of the message tells it. */
function mandatory({ entry, finding, view }: Missed): string | undefined {
  const name = /^\S*?(\w+) (?:is missing|is empty)/.exec(finding.message)?.[1];
  if (!name) return undefined;
  const [, service, action] = /^"?(\S+)[/:](\w+)"?$/.exec(view.header('SOAPAction') ?? '') ?? [];
  const contract = nearestContract(entry);
  const cpaId = contract && /CPAId (\S+)$/.exec(contract)?.[1];
  const known: Readonly<Record<string, string | undefined>> = {
    Service: service,
    Action: action,
    CPAId: cpaId,
    MessageId: 'XXXXXXXX-XXXX-4XXX-8XXX-XXXXXXXXXXXX',
    ConversationId: view.message?.messageId.toUpperCase(),
    Timestamp: writeTimestamp(new Date(entry.at)),
  };
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  return `<eb:${name}>${value || '…'}</eb:${name}>`;
}

/** A time that can be read, as it is to be written. */
function moment(text: string | undefined): string | undefined {
  const read = text === undefined ? undefined : parseTimestamp(text);
  return read?.ok ? writeTimestamp(read.value) : undefined;
}
