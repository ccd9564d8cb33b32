import { PARTY_TYPE } from '../wire/ebxml/names.ts';
import { parseTimestamp } from '../wire/ebxml/timestamp.ts';
import type { Check, Observation } from './check.ts';
import type { InboundMessage } from './inbound-message.ts';

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/i;

/** Deviations that mean a mandatory element is missing, empty or repeated. */
const CARDINALITY = new Set(['ebxml.missing', 'ebxml.empty', 'ebxml.repeated']);

/** Codes of deviations that have checks of their own. */
const JUDGED_ELSEWHERE = new Set([
  ...CARDINALITY,
  'ebxml.version',
  'ebxml.must-understand',
  'ebxml.party-type',
  'ebxml.actor',
  'ebxml.signed',
  'ebxml.reference-href',
  'ebxml.timestamp',
  'ebxml.timestamp-zone',
  'ebxml.timestamp-without-zone',
]);

/** Deviations of these codes, each with its place in the envelope. */
function* told(
  { envelopeDeviations, mime }: InboundMessage,
  at: string,
  wanted: (code: string, message: string) => boolean,
): Iterable<Observation> {
  for (const { code, message, at: place } of envelopeDeviations) {
    if (!wanted(code, message)) continue;
    const part = mime ? { part: 1 } : {};
    const { line, column, offset } = place;
    yield { message, at, ...part, line, column, offset };
  }
}

const OF_SOAP = /^Envelope\//;

export const soapFrame: Check<InboundMessage> = {
  id: 'EBXML-HEADER-10',
  clause: 'mhs 5.3 E1',
  basis: 'N',
  severity: 'must',
  title: 'there is exactly one Envelope, with one Header and one Body',
  advice: 'Write one SOAP Header and one SOAP Body, the Body also when it is empty.',
  *examine(message) {
    yield* told(message, 'Envelope', (code, text) => CARDINALITY.has(code) && OF_SOAP.test(text));
  },
};

export const mandatoryElements: Check<InboundMessage> = {
  id: 'EBXML-HEADER-01',
  clause: 'mhs 2.3, 5.3 E2',
  basis: 'N',
  severity: 'must',
  title: 'every mandatory header element stands exactly once and is not empty',
  advice: 'Fill every mandatory element of the header, each of them once.',
  *examine(message) {
    const wanted = (code: string, text: string) => CARDINALITY.has(code) && !OF_SOAP.test(text);
    yield* told(message, 'MessageHeader', wanted);
  },
};

export const headerVersion: Check<InboundMessage> = {
  id: 'EBXML-HEADER-02',
  clause: 'mhs 2.3, 5.3 E4',
  basis: 'N',
  severity: 'must',
  title: 'eb:version of the MessageHeader is 2.0',
  advice: 'Write eb:version="2.0" on the MessageHeader.',
  *examine({ envelope, directory }) {
    if (envelope.version === '2.0') return;
    // Spine's reliable and express validators tolerate a missing version, the forward one does not.
    const tolerated =
      envelope.version === undefined && directory?.pattern?.startsWith('asynchronous') === true;
    if (!tolerated) {
      yield { message: `eb:version is ${envelope.version ?? 'missing'}`, at: 'MessageHeader' };
    }
  },
};

export const partyTypes: Check<InboundMessage> = {
  id: 'EBXML-HEADER-03',
  clause: 'mhs 5.3 E3',
  basis: 'A',
  severity: 'should',
  title: `PartyId has the type ${PARTY_TYPE}`,
  advice: 'Write the party type on both PartyId elements.',
  *examine({ envelope: { from, to } }) {
    for (const [side, party] of [
      ['From', from],
      ['To', to],
    ] as const) {
      if (party.type === PARTY_TYPE) continue;
      yield {
        message: `${side}/PartyId has the type ${party.type ?? '(none)'}`,
        at: `${side}/PartyId`,
      };
    }
  },
};

export const messageIdShape: Check<InboundMessage> = {
  id: 'EBXML-HEADER-04',
  clause: 'mhs 2.6, 5.3 E6',
  basis: 'N',
  severity: 'must',
  title: 'MessageId is a UUID',
  advice: 'Make every MessageId a new UUID.',
  *examine({ envelope: { messageId } }) {
    if (messageId && !UUID.test(messageId)) {
      yield { message: `MessageId "${messageId}" is not a UUID`, at: 'MessageData/MessageId' };
    }
  },
};

export const messageIdUpperCase: Check<InboundMessage> = {
  id: 'EBXML-HEADER-05',
  clause: 'mhs 2.6, 5.3 E6',
  basis: 'A',
  severity: 'should',
  title: 'MessageId and ConversationId are in upper case',
  advice: 'Write UUIDs in upper case.',
  *examine({ envelope: { messageId, conversationId } }) {
    for (const [name, id] of [
      ['MessageId', messageId],
      ['ConversationId', conversationId],
    ] as const) {
      if (id === id.toUpperCase()) continue;
      yield {
        message: `${name} "${id}" has lower-case letters`,
        at: name,
        suggestion: id.toUpperCase(),
      };
    }
  },
};

export const timestampUtc: Check<InboundMessage> = {
  id: 'EBXML-HEADER-06',
  clause: 'mhs 2.6, 5.3 E8',
  basis: 'A',
  severity: 'should',
  title: 'Timestamp is an ISO 8601 time in UTC',
  advice: 'Write times in UTC with a Z at the end.',
  *examine({ envelope: { timestamp, acknowledgment } }) {
    for (const [at, value] of [
      ['MessageData/Timestamp', timestamp],
      ['Acknowledgment/Timestamp', acknowledgment?.timestamp],
    ] as const) {
      if (!value || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) continue;
      yield { message: `Timestamp "${value}" is not an ISO 8601 time that ends in Z`, at };
    }
  },
};

export const stillAlive: Check<InboundMessage> = {
  id: 'EBXML-HEADER-07',
  clause: 'ebMS 2.0 section 3.1.6.4, mhs 5.3 E16',
  basis: 'A',
  severity: 'should',
  title: 'TimeToLive lies in the future',
  advice:
    'Compute TimeToLive from the time of sending and the persist duration of the contract; check the clock.',
  *examine({ envelope: { timeToLive }, now }) {
    if (timeToLive === undefined) return;
    const until = parseTimestamp(timeToLive);
    if (until.ok && until.value <= now.getTime()) {
      yield {
        message: `TimeToLive ${timeToLive} had passed at ${now.toISOString()}`,
        at: 'MessageData/TimeToLive',
      };
    }
  },
};

export const timeToLiveIsTime: Check<InboundMessage> = {
  id: 'EBXML-HEADER-09',
  clause: 'ebMS 2.0 section 3.1.6.4',
  basis: 'N',
  severity: 'should',
  title: 'TimeToLive is an ISO 8601 time',
  advice: 'Write TimeToLive as a date and time of ISO 8601.',
  *examine({ envelope: { timeToLive } }) {
    if (timeToLive === undefined || parseTimestamp(timeToLive).ok) return;
    yield { message: `TimeToLive "${timeToLive}" is not a time`, at: 'MessageData/TimeToLive' };
  },
};

/** What the envelope's reader noticed beyond missing elements. */
export const plainEnvelope: Check<InboundMessage> = {
  id: 'EBXML-HEADER-08',
  clause: 'mhs 2.6, 3.2',
  basis: 'A',
  severity: 'note',
  title: 'the envelope is written without oddities',
  advice: 'Write the envelope as the profile shows it; this departure is read all the same.',
  *examine({ envelopeDeviations, mime }) {
    for (const { code, message, at } of envelopeDeviations) {
      if (JUDGED_ELSEWHERE.has(code)) continue;
      const { line, column, offset } = at;
      const where = { at: '/part[1]', ...(mime ? { part: 1 } : {}), line, column, offset };
      yield { message: `${message} (${code})`, ...where };
    }
  },
};

export const mustUnderstand: Check<InboundMessage> = {
  id: 'EBXML-HEADER-11',
  clause: 'mhs 5.3 E5',
  basis: 'A',
  severity: 'should',
  title: 'the elements of the header have SOAP:mustUnderstand 1',
  advice: 'Write SOAP:mustUnderstand="1" on MessageHeader, AckRequested, SyncReply and signals.',
  *examine(message) {
    yield* told(message, 'Header', (code) => code === 'ebxml.must-understand');
  },
};

export const refersToNothing: Check<InboundMessage> = {
  id: 'EBXML-HEADER-12',
  clause: 'mhs 2.6, 5.3 E14',
  basis: 'A',
  severity: 'should',
  title: 'a message between parties has no RefToMessageId',
  advice: 'Leave RefToMessageId out: messages between practices refer to each other in HL7 only.',
  *examine({ envelope: { refToMessageId, acknowledgment, errorList }, directory }) {
    if (refToMessageId === undefined || acknowledgment || errorList) return;
    if (!directory?.pattern?.startsWith('forward')) return;
    yield {
      message: `RefToMessageId is ${refToMessageId}`,
      at: 'MessageData/RefToMessageId',
      suggestion: 'leave RefToMessageId out',
    };
  },
};

export const ebxmlHeaderChecks: readonly Check<InboundMessage>[] = [
  soapFrame,
  mandatoryElements,
  headerVersion,
  partyTypes,
  messageIdShape,
  messageIdUpperCase,
  timestampUtc,
  stillAlive,
  timeToLiveIsTime,
  mustUnderstand,
  refersToNothing,
  plainEnvelope,
];
