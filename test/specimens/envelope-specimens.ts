import { groups, inTurn, swap, swapAll } from './captured.ts';
import {
  after,
  anotherPart,
  body,
  element,
  LOWER,
  NOTE_BASE64,
  PART_DESCRIPTION,
  REFERENCE_TO_NOTHING,
  type Row,
  without,
  withPart,
} from './edits.ts';
import { SPINE_GOOD } from './spine-messages.ts';
import { EXTRACT_MESSAGE, GOOD, id, R, S } from './transfer.ts';

const { request, extract, plainExtract } = GOOD;
const { reliable, express, endParty, acknowledgment, messageError, synchronous } = SPINE_GOOD;

/** Specimens of the rules about HTTP, MIME, the envelope and signals. */
export const ENVELOPE_ROWS: readonly Row[] = [
  ['READ-01', 'no delimiter', request, { body: swapAll('----=_MIME-Boundary', '--other') }],
  ['READ-02', 'an envelope that is cut off', request, body(without('</SOAP:Envelope>'))],
  ['READ-02', 'a DOCTYPE', request, body(swap('<SOAP:Envelope', '<!DOCTYPE x><SOAP:Envelope'))],
  ['READ-03', 'an ampersand as it is', request, body(swap('<EhrRequest', '&<EhrRequest'))],
  ['READ-03', 'an element left open', plainExtract, body(without('</EhrExtract>'))],
  [
    'READ-04',
    'half a character',
    extract,
    body(swap('<text>A document</text>', '<text>A docum\xc3nt</text>')),
  ],
  [
    'READ-05',
    'a byte order mark',
    request,
    body(swap('<RCMR_IN010000UK05', '\xef\xbb\xbf<RCMR_IN010000UK05')),
  ],

  ['HTTP-01', 'put, not posted', request, { http: { method: 'PUT' } }],
  ['HTTP-01', 'sent chunked', request, { http: { chunked: true, contentLength: undefined } }],
  ['HTTP-01', 'no length', request, { http: { contentLength: undefined } }],
  ['HTTP-02', 'no SOAPAction', request, { http: { soapAction: undefined } }],
  ['HTTP-03', 'the SOAPAction of another message', request, { http: { soapAction: 'urn:a:b/C' } }],
  ['HTTP-03', 'a SOAPAction without a shape', request, { http: { soapAction: '""' } }],
  [
    'HTTP-04',
    'no type parameter',
    request,
    {
      http: {
        contentType:
          'multipart/related; boundary="--=_MIME-Boundary"; start="<ebXMLHeader@spine.nhs.uk>"',
      },
    },
  ],
  [
    'HTTP-04',
    'start names no part',
    request,
    {
      http: {
        contentType:
          'multipart/related; boundary="--=_MIME-Boundary"; type="text/xml"; start="<nowhere>"',
      },
    },
  ],
  [
    'HTTP-05',
    'an acknowledgement in a package',
    acknowledgment,
    {
      http: { contentType: 'multipart/related; boundary="B"; type="text/xml"; start="<a@b>"' },
      body: (text) =>
        `--B\r\nContent-Id: <a@b>\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}\r\n--B--\r\n`,
    },
  ],
  ['HTTP-06', 'the path of another pattern', request, { http: { path: '/sync-service' } }],
  [
    'IDENTITY-01',
    'the certificate of another party',
    request,
    { peer: { names: ['other.spinebox.test'], speaksFor: ['Z99003-900003'] } },
  ],
  ['IDENTITY-01', 'no certificate', request, { peer: { names: [], speaksFor: [] } }],

  [
    'MIME-01',
    'an envelope that says it is a PDF',
    request,
    body(swap('Content-Type: text/xml', 'Content-Type: application/pdf')),
  ],
  [
    'MIME-02',
    'a payload that says it is a PDF',
    request,
    body(swap('Content-Type: application/xml', 'Content-Type: application/pdf')),
  ],
  ['MIME-03', 'a part too many', extract, { limits: { parts: 2 } }],
  ['MIME-03', 'a byte too many', extract, { limits: { messageBytes: extract.body.length - 1 } }],
  ['MIME-03', 'a large part', extract, { limits: { partBytes: 100 } }],
  [
    'MIME-04',
    'an unlisted attachment',
    extract,
    body(swap('Content-Type: text/plain', 'Content-Type: application/x-gzip')),
  ],
  ['MIME-05', 'an unknown encoding', extract, body(swap('Encoding: base64', 'Encoding: uuencode'))],
  ['MIME-06', 'line feeds alone', request, body(swapAll('\r\n', '\n'))],
  ['MIME-06', 'no space after a colon', request, body(swap('Content-Id: ', 'Content-Id:'))],
  [
    'MIME-07',
    'the end cut off',
    request,
    body(swap(/------=_MIME-Boundary--\r\n$|----=_MIME-Boundary--\r\n$/, '')),
  ],
  [
    'MIME-08',
    'a sign that is no digit',
    extract,
    body(swap(NOTE_BASE64, 'QSBz!W50aGV0aWMgbm90ZS4=')),
  ],
  [
    'MIME-08',
    'padding in the middle',
    extract,
    body(swap(NOTE_BASE64, 'QSBzeW50aGV0aQ==bm90ZS4h')),
  ],
  [
    'MIME-08',
    'a digit lost',
    extract,
    body(inTurn(swap(NOTE_BASE64, NOTE_BASE64.slice(1)), swap('Length=24', 'Length=23'))),
  ],

  [
    'EBXML-HEADER-01',
    'no CPAId',
    request,
    body(without(element('eb:CPAId'))),
    { 'DIRECTORY-06': 'an empty CPAId is not that of the contract' },
  ],
  [
    'EBXML-HEADER-01',
    'two Actions',
    request,
    body(
      after('<eb:Action>RCMR_IN010000UK05</eb:Action>', '<eb:Action>RCMR_IN010000UK05</eb:Action>'),
    ),
  ],
  [
    'EBXML-HEADER-02',
    'version 1.0',
    request,
    body(
      swap(
        '<eb:MessageHeader SOAP:mustUnderstand="1" eb:version="2.0"',
        '<eb:MessageHeader SOAP:mustUnderstand="1" eb:version="1.0"',
      ),
    ),
  ],
  [
    'EBXML-HEADER-02',
    'no version on a forward',
    request,
    body(
      swap(
        '<eb:MessageHeader SOAP:mustUnderstand="1" eb:version="2.0"',
        '<eb:MessageHeader SOAP:mustUnderstand="1"',
      ),
    ),
  ],
  [
    'EBXML-HEADER-03',
    'a party without a type',
    request,
    body(
      swap('<eb:PartyId eb:type="urn:nhs:names:partyType:ocs+serviceInstance">', '<eb:PartyId>'),
    ),
  ],
  [
    'EBXML-HEADER-04',
    'a MessageId that is no UUID',
    extract,
    body(swap(`<eb:MessageId>${EXTRACT_MESSAGE}<`, '<eb:MessageId>NUMBER-1<')),
    { 'GP2GP-ID-01': 'what is no UUID is not the HL7 id' },
  ],
  [
    'EBXML-HEADER-05',
    'a MessageId in lower case',
    reliable,
    body(swap(/<eb:MessageId>[^<]*</, `<eb:MessageId>${LOWER}<`)),
  ],
  [
    'EBXML-HEADER-05',
    'a ConversationId in lower case',
    request,
    body(swap(/<eb:ConversationId>[^<]*</, `<eb:ConversationId>${LOWER}<`)),
  ],
  [
    'EBXML-HEADER-06',
    'a time without a zone',
    request,
    body(swap('00Z</eb:Timestamp>', '00</eb:Timestamp>')),
  ],
  [
    'EBXML-HEADER-06',
    'an acknowledgement with a local time',
    acknowledgment,
    body(groups(/(<eb:Acknowledgment[\s\S]*?<eb:Timestamp>2026-03-01T09:15:00)Z/, '$1')),
  ],
  ['EBXML-HEADER-07', 'TimeToLive passed', request, { now: new Date('2026-03-02T09:00:00Z') }],
  [
    'EBXML-HEADER-08',
    'a placeholder left',
    request,
    body(swap('<eb:CPAId>', '<eb:Unknown/><eb:CPAId>')),
  ],
  [
    'EBXML-HEADER-09',
    'TimeToLive is no time',
    request,
    body(swap(/<eb:TimeToLive>[^<]*</, '<eb:TimeToLive>soon<')),
  ],
  [
    'EBXML-HEADER-10',
    'two Bodies',
    request,
    body(swap('</SOAP:Envelope>', '<SOAP:Body/></SOAP:Envelope>')),
  ],
  ['EBXML-HEADER-10', 'no Body', acknowledgment, body(without('<soap:Body/>'))],
  [
    'EBXML-HEADER-11',
    'no mustUnderstand',
    request,
    body(swap('<eb:MessageHeader SOAP:mustUnderstand="1"', '<eb:MessageHeader')),
  ],
  [
    'EBXML-HEADER-12',
    'a RefToMessageId',
    request,
    body(
      swap('</eb:Timestamp>', `</eb:Timestamp><eb:RefToMessageId>${id('0')}</eb:RefToMessageId>`),
    ),
  ],

  ['DIRECTORY-01', 'an unknown sender', request, { directory: { fromKnown: false } }],
  [
    'DIRECTORY-02',
    'an unknown recipient',
    request,
    { directory: { toKnown: false, contract: undefined } },
  ],
  [
    'DIRECTORY-03',
    'an unknown interaction',
    request,
    { directory: { interactionKnown: false, contract: undefined } },
  ],
  ['DIRECTORY-04', 'an unknown CPAId', request, { directory: { cpaKnown: false } }],
  ['DIRECTORY-05', 'no contract', request, { directory: { contract: undefined } }],
  [
    'DIRECTORY-06',
    'the CPAId of another contract',
    request,
    body(swap(/<eb:CPAId>[^<]*</, '<eb:CPAId>S1A1<')),
  ],

  [
    'EBXML-PATTERN-01',
    'DuplicateElimination left out',
    request,
    body(without('<eb:DuplicateElimination/>')),
  ],
  [
    'EBXML-PATTERN-01',
    'DuplicateElimination on a query',
    express,
    body(swap('</eb:MessageData>', '</eb:MessageData><eb:DuplicateElimination/>')),
  ],
  ['EBXML-PATTERN-02', 'AckRequested left out', request, body(without(/<eb:AckRequested[^>]*>/))],
  [
    'EBXML-PATTERN-03',
    'AckRequested 1.0',
    request,
    body(
      swap(
        '<eb:AckRequested SOAP:mustUnderstand="1" eb:version="2.0"',
        '<eb:AckRequested SOAP:mustUnderstand="1" eb:version="1.0"',
      ),
    ),
  ],
  [
    'EBXML-PATTERN-04',
    'a signed acknowledgement',
    request,
    body(swap('eb:signed="false"', 'eb:signed="true"')),
  ],
  [
    'EBXML-PATTERN-05',
    'toPartyMSH on the hop',
    request,
    body(swap('actor:nextMSH', 'actor:toPartyMSH')),
  ],
  [
    'EBXML-PATTERN-05',
    'nextMSH end to end',
    endParty,
    body(swap('actor:toPartyMSH', 'actor:nextMSH')),
  ],
  ['EBXML-PATTERN-06', 'no SyncReply to Spine', reliable, body(without(/<eb:SyncReply[^>]*>/))],
  [
    'EBXML-PATTERN-06',
    'SyncReply on a forward',
    request,
    body(
      swap(
        '</SOAP:Header>',
        '<eb:SyncReply SOAP:mustUnderstand="1" eb:version="2.0" SOAP:actor="http://schemas.xmlsoap.org/soap/actor/next"/></SOAP:Header>',
      ),
    ),
  ],
  [
    'EBXML-PATTERN-07',
    'SyncReply without version',
    reliable,
    body(
      swap(
        '<eb:SyncReply SOAP:mustUnderstand="1" eb:version="2.0"',
        '<eb:SyncReply SOAP:mustUnderstand="1"',
      ),
    ),
  ],
  [
    'EBXML-PATTERN-08',
    'SyncReply of another actor',
    reliable,
    body(swap('http://schemas.xmlsoap.org/soap/actor/next', 'urn:x')),
  ],

  [
    'EBXML-MANIFEST-01',
    'a reference to nothing',
    endParty,
    body(swap('</eb:Manifest>', `${REFERENCE_TO_NOTHING}</eb:Manifest>`)),
  ],
  [
    'EBXML-MANIFEST-01',
    'two parts of one name',
    endParty,
    body(
      inTurn(
        withPart('twice@spine.nhs.uk', PART_DESCRIPTION, 'AAAA'),
        swap(/--\r\n$/, anotherPart('twice@spine.nhs.uk')),
      ),
    ),
  ],
  [
    'EBXML-MANIFEST-02',
    'a reference by http',
    endParty,
    body(swap('</eb:Manifest>', '<eb:Reference xlink:href="http://x/"/></eb:Manifest>')),
  ],
  [
    'EBXML-MANIFEST-03',
    'a part that nobody names',
    request,
    body(swap(/--\r\n$/, anotherPart('more@spine.nhs.uk'))),
  ],
  [
    'EBXML-MANIFEST-04',
    'a Manifest without version',
    request,
    body(
      swap(
        '<eb:Manifest SOAP:mustUnderstand="1" eb:version="2.0"',
        '<eb:Manifest SOAP:mustUnderstand="1"',
      ),
    ),
  ],
  [
    'EBXML-MANIFEST-05',
    'two references to Spine',
    reliable,
    body(swap('</eb:Manifest>', `<eb:Reference xlink:href="mid:${id('0', 5)}"/></eb:Manifest>`)),
  ],
  [
    'EBXML-MANIFEST-06',
    'no Manifest',
    request,
    body(without(element('eb:Manifest'))),
    { 'EBXML-MANIFEST-03': 'without a manifest no part is named' },
  ],
  [
    'EBXML-MANIFEST-07',
    'a payload without its mark',
    request,
    body(without(/<hl7ebxml:Payload[^>]*>/)),
  ],
  [
    'EBXML-MANIFEST-07',
    'a payload marked as something else',
    request,
    body(swap('style="HL7"', 'style="CDA"')),
  ],
  [
    'EBXML-MANIFEST-08',
    'a mid: that is no UUID',
    extract,
    body(swap(/mid:[0-9A-F-]*/, 'mid:letter-1')),
  ],

  [
    'ACK-01',
    'an Acknowledgment without one',
    acknowledgment,
    body(without(element('eb:Acknowledgment'))),
  ],
  [
    'ACK-02',
    'two messages named',
    acknowledgment,
    body(groups(/(<eb:Acknowledgment [\s\S]*<eb:RefToMessageId>)[^<]*/, `$1${id('0', 6)}`)),
  ],
  ['ACK-03', 'an actor of nobody', acknowledgment, body(swap('actor:toPartyMSH', 'actor:nobody'))],
  [
    'ACK-04',
    'an acknowledgement that wants one',
    acknowledgment,
    body(
      swap(
        '</soap:Header>',
        '<eb:AckRequested soap:mustUnderstand="1" eb:version="2.0" eb:signed="false" soap:actor="urn:oasis:names:tc:ebxml-msg:actor:nextMSH"/></soap:Header>',
      ),
    ),
  ],
  [
    'ACK-05',
    'an Acknowledgment without version',
    acknowledgment,
    body(swap('<eb:Acknowledgment eb:version="2.0"', '<eb:Acknowledgment')),
  ],
  [
    'ACK-05',
    'an ErrorList without version',
    messageError,
    body(swap('<eb:ErrorList eb:version="2.0"', '<eb:ErrorList')),
  ],

  [
    'SYNC-01',
    'a short MessageID',
    synchronous,
    body(swap('<wsa:MessageID>uuid:', '<wsa:MessageID>')),
  ],
  ['SYNC-01', 'no To', synchronous, body(without(element('wsa:To')))],
  [
    'SYNC-02',
    'the Action of another message',
    synchronous,
    body(swap('/QUPA_IN000008UK02</wsa:Action>', '/QUPA_IN000006UK02</wsa:Action>')),
  ],
  [
    'SYNC-03',
    'another ASID in the header',
    synchronous,
    body(
      swap(
        `<hl7:id root="1.2.826.0.1285.0.2.0.107" extension="${R.asid}"/>`,
        `<hl7:id root="1.2.826.0.1285.0.2.0.107" extension="${S.asid}"/>`,
      ),
    ),
  ],
];
