import { type Captured, type Edit, edited, groups, inTurn, swap, swapAll } from './captured.ts';
import { SPINE_GOOD } from './spine-messages.ts';
import { EXTRACT_MESSAGE, GOOD, INLINE_DOC, id, PLAIN_DOC, R, S } from './transfer.ts';

/** A message that breaks one rule, and what is wrong with it. */
export interface Specimen {
  readonly check: string;
  readonly wrong: string;
  readonly message: Captured;
  /** Rules that cannot hold when this one does not, with the reason. */
  readonly with?: Readonly<Record<string, string>>;
}

type Row = readonly [
  check: string,
  wrong: string,
  base: Captured,
  edit: Edit,
  together?: Specimen['with'],
];

const {
  request,
  extract,
  plainExtract,
  continueMessage,
  fragment,
  index,
  nack,
  finalAck,
  redacted,
} = GOOD;
const { reliable, express, endParty, acknowledgment, messageError, synchronous } = SPINE_GOOD;

const body = (edit: (text: string) => string): Edit => ({ body: edit });
/** Puts something right after the first text like this. */
const after = (what: string, more: string) => swap(what, what + more);
/** Takes something out. */
const without = (what: string | RegExp) => swap(what, '');
/** The first element of this name, with what it holds. */
const element = (name: string) => new RegExp(`\\s*<${name}[ >/][\\s\\S]*?</${name}>`);
const LOWER = 'abcdef00-0000-4000-8000-00000000000a';
const SYSTEM = element('author1');
const PERSON =
  '<author typeCode="AUT"><AgentPersonSDS classCode="AGNT"><id root="1.2.826.0.1285.0.2.0.67" extension="999000000067"/><agentPersonSDS classCode="PSN" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.65" extension="999000000065"/></agentPersonSDS><part typeCode="PART"><partSDSRole classCode="ROL"><id root="1.2.826.0.1285.0.2.1.104" extension="R8000"/></partSDSRole></part></AgentPersonSDS></author>';
const NOPAT = '<confidentialityCode code="NOPAT" codeSystem="2.16.840.1.113883.4.642.3.47"/>';
const OBSERVED =
  '<effectiveTime><center value="20250105"/></effectiveTime><availabilityTime value="20250105103000"/>';
const REFERENCE_TO_NOTHING =
  '<eb:Reference xlink:href="cid:nowhere"><eb:Description xml:lang="en">Attachment</eb:Description></eb:Reference>';
const DETAIL =
  '<acknowledgementDetail typeCode="ER"><code code="06" displayName="refused"/></acknowledgementDetail>';
const NOTE_BASE64 = 'QSBzeW50aGV0aWMgbm90ZS4=';
const GZIP_BASE64 = 'H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==';
const noteDescription =
  /Filename="[^"]*_note\.txt" ContentType=text\/plain Compressed=No LargeAttachment=No OriginalBase64=Yes Length=24/;

/** What stands after the last boundary when a part follows it. */
const anotherPart = (contentId: string, content = 'AAAA') =>
  `\r\nContent-Id: <${contentId}>\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}\r\n----=_MIME-Boundary--\r\n`;

/** A part more, named in the manifest. */
const withPart = (contentId: string, description: string, content: string) =>
  inTurn(
    swap(
      '</eb:Manifest>',
      `<eb:Reference eb:id="_${id('B', 7)}" xlink:href="cid:${contentId}"><eb:Description xml:lang="en">${description}</eb:Description></eb:Reference></eb:Manifest>`,
    ),
    swap(/--\r\n$/, anotherPart(contentId, content)),
  );
const PART_DESCRIPTION = `Filename="x.txt" ContentType=text/plain Compressed=No LargeAttachment=No OriginalBase64=Yes`;

const ROWS: readonly Row[] = [
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

  [
    'HL7-WRAPPER-01',
    'an id in lower case',
    request,
    body(
      swap(
        /<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><id root="[^"]*"/,
        `<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><id root="${LOWER}"`,
      ),
    ),
    { 'GP2GP-ID-01': 'the HL7 id is another one now' },
  ],
  [
    'HL7-WRAPPER-01',
    'two ids',
    request,
    body(swap('<creationTime', `<id root="${id('0')}"/><creationTime`)),
  ],
  [
    'HL7-WRAPPER-02',
    'a day without a time',
    request,
    body(swap('<creationTime value="20260301091500"', '<creationTime value="20260301"')),
  ],
  ['HL7-WRAPPER-02', 'no creationTime', request, body(without(/<creationTime[^>]*>/))],
  ['HL7-WRAPPER-03', 'no versionCode', request, body(without(/<versionCode[^>]*>/))],
  [
    'HL7-WRAPPER-04',
    'the interactionId of another message',
    request,
    body(swap('extension="RCMR_IN010000UK05"', 'extension="RCMR_IN030000UK06"')),
  ],
  [
    'HL7-WRAPPER-04',
    'another Action in the envelope',
    endParty,
    {
      ...body(swap('<eb:Action>COPC_IN000001GB01<', '<eb:Action>COPC_IN000001UK01<')),
      http: { soapAction: 'urn:nhs:names:services:itk/COPC_IN000001UK01' },
    },
  ],
  [
    'HL7-WRAPPER-05',
    'an ASID of three digits',
    request,
    body(groups(/(<communicationFunctionSnd[\s\S]*?extension=")\d{12}/, '$1777')),
    { 'HL7-WRAPPER-11': 'what is no ASID belongs to no party' },
  ],
  ['HL7-WRAPPER-05', 'no receiver', request, body(without(element('communicationFunctionRcv')))],
  ['HL7-WRAPPER-06', 'no author1', request, body(without(SYSTEM))],
  [
    'HL7-WRAPPER-06',
    'three author1',
    request,
    body((text) => swap(SYSTEM, (SYSTEM.exec(text)?.[0] ?? '').repeat(3))(text)),
  ],
  [
    'HL7-WRAPPER-07',
    'a debugging message',
    request,
    body(swap('<processingCode code="P"', '<processingCode code="D"')),
  ],
  [
    'HL7-WRAPPER-08',
    'a typeCode that there is not',
    finalAck,
    body(swap('typeCode="AA"', 'typeCode="CA"')),
  ],
  ['HL7-WRAPPER-08', 'no messageRef', finalAck, body(without(element('messageRef')))],
  ['HL7-WRAPPER-09', 'AE without a reason', nack, body(without(element('reason')))],
  ['HL7-WRAPPER-09', 'AA with an error', nack, body(swap('typeCode="AE"', 'typeCode="AA"'))],
  [
    'HL7-WRAPPER-10',
    'another namespace',
    finalAck,
    body(
      swap(
        '<MCCI_IN010000UK13 xmlns="urn:hl7-org:v3"',
        '<MCCI_IN010000UK13 xmlns="urn:hl7-org:v2"',
      ),
    ),
  ],
  [
    'HL7-WRAPPER-11',
    'the ASID of another system',
    request,
    { directory: { partyOf: (asid) => (asid === R.asid ? 'Z99003-900003' : S.party) } },
  ],
  ['HL7-WRAPPER-12', 'no ControlActEvent', finalAck, body(without(element('ControlActEvent')))],
  [
    'HL7-WRAPPER-12',
    'two of them',
    finalAck,
    body((text) =>
      swap(
        '</MCCI_IN010000UK13>',
        '<ControlActEvent classCode="CACT" moodCode="EVN"/></MCCI_IN010000UK13>',
      )(text),
    ),
  ],
  [
    'HL7-WRAPPER-13',
    'an empty attribute',
    request,
    body(swap('<EhrRequest ', '<EhrRequest note="" ')),
  ],
  [
    'HL7-WRAPPER-14',
    'an author without a job role',
    request,
    body(swap('<author1', `${PERSON.replace(/<part [\s\S]*<\/part>/, '')}<author1`)),
  ],
  ['HL7-WRAPPER-14', 'two authors', request, body(swap('<author1', `${PERSON}${PERSON}<author1`))],
  ['HL7-WRAPPER-15', 'no subject', request, body(without(element('subject')))],
  [
    'GP2GP-ID-01',
    'two ids for one message',
    extract,
    body(groups(/(<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root=")[^"]*/, `$1${id('0', 4)}`)),
  ],

  ['GP2GP-ACK-01', 'one digit', nack, body(swap('<code code="06"', '<code code="6"'))],
  ['GP2GP-ACK-02', 'a deprecated code', nack, body(swap('<code code="06"', '<code code="04"'))],
  ['GP2GP-ACK-03', 'a code of nobody', nack, body(swap('<code code="06"', '<code code="77"'))],
  [
    'GP2GP-ACK-04',
    'a code in the detail alone',
    nack,
    body(
      inTurn(
        without(element('reason')),
        swap('<acknowledgement typeCode="AE">', `<acknowledgement typeCode="AR">${DETAIL}`),
      ),
    ),
    { 'GP2GP-ACK-05': 'only AR may leave the reason out' },
  ],
  ['GP2GP-ACK-05', 'AR', nack, body(swap('typeCode="AE"', 'typeCode="AR"'))],
  [
    'GP2GP-ACK-06',
    'a detail of the type AE',
    nack,
    body(after('<acknowledgement typeCode="AE">', DETAIL.replace('ER', 'AE'))),
  ],
  [
    'GP2GP-ACK-07',
    'a reason of another vocabulary',
    nack,
    body(swap('2.16.840.1.113883.2.1.3.2.4.17.101', '2.16.840.1.113883.2.1.3.2.4.17.32')),
  ],
  ['GP2GP-ACK-07', 'a reason without qualifier', nack, body(without(element('qualifier')))],

  ['REQUEST-01', 'no EhrRequest', request, body(without(element('EhrRequest')))],
  [
    'REQUEST-02',
    'no id',
    request,
    body(swap(/(<EhrRequest[^>]*>)<id[^>]*>/, '<EhrRequest classCode="EXTRACT" moodCode="RQO">')),
  ],
  ['REQUEST-03', 'no patient', request, body(without(element('recordTarget')))],
  [
    'REQUEST-03',
    'a number whose check digit is wrong',
    request,
    body(swap('9990000018', '9990000019')),
  ],
  ['REQUEST-04', 'no author', request, body(swap(/<author typeCode="AUT">[\s\S]*?<\/author>/, ''))],
  ['REQUEST-05', 'no destination', request, body(without(element('destination')))],
  [
    'REQUEST-05',
    'the root of clinical organisations',
    request,
    body(
      swap(
        `<id root="1.2.826.0.1285.0.1.10" extension="${S.ods}"`,
        `<id root="2.16.840.1.113883.2.1.4.3" extension="${S.ods}"`,
      ),
    ),
  ],
  [
    'REQUEST-06',
    'an attachment',
    request,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],

  ['EXTRACT-01', 'no EhrExtract', plainExtract, body(without(element('EhrExtract')))],
  [
    'EXTRACT-02',
    'an id in lower case',
    extract,
    body(
      swap(
        /(<EhrExtract[^>]*>)<id[^>]*>/,
        `<EhrExtract classCode="EXTRACT" moodCode="EVN"><id root="${LOWER}"/>`,
      ),
    ),
  ],
  [
    'EXTRACT-03',
    'no NHS number',
    extract,
    body(swap('<id root="2.16.840.1.113883.2.1.4.1"', '<id root="2.16.840.1.113883.2.1.3.2.4.9"')),
  ],
  ['EXTRACT-04', 'no author', extract, body(swap(/<author typeCode="AUT">[\s\S]*?<\/author>/, ''))],
  ['EXTRACT-05', 'no destination', extract, body(without(element('destination')))],
  ['EXTRACT-06', 'no prior request', extract, body(without(element('inFulfillmentOf')))],
  [
    'EXTRACT-07',
    'no folder',
    plainExtract,
    body(swap(/<component typeCode="COMP"><ehrFolder[\s\S]*<\/ehrFolder><\/component>/, '')),
  ],
  ['EXTRACT-08', 'half a record', extract, body(swap('37241000000102', '37231000000106'))],
  [
    'EXTRACT-09',
    'a stranger',
    extract,
    body(
      swap(
        '<Agent classCode="AGNT"><id root="77777777-0000-4000-8000-000000000001"',
        `<Agent classCode="AGNT"><id root="${id('7', 9)}"`,
      ),
    ),
  ],
  ['REDACTION-01', 'a mark in the older version', extract, body(after(OBSERVED, NOPAT))],
  ['REDACTION-02', 'a mark before the time', redacted, body(swap(OBSERVED, NOPAT + OBSERVED))],
  ['REDACTION-03', 'another code', redacted, body(after(OBSERVED, NOPAT.replace('NOPAT', 'R')))],

  ['COPC-01', 'no pertinentPayloadBody', fragment, body(without(element('pertinentPayloadBody')))],
  [
    'COPC-02',
    'no class codes',
    fragment,
    body(swap('<ControlActEvent classCode="CACT" moodCode="EVN">', '<ControlActEvent>')),
  ],
  ['COPC-03', 'no Gp2gpfragment', fragment, body(without(element('Gp2gpfragment')))],
  [
    'COPC-04',
    'nobody named',
    fragment,
    body(swap(/<Recipient>[^<]*<\/Recipient>/, '<Recipient/>')),
  ],
  ['COPC-04', 'another version', fragment, body(swap('<Version>01<', '<Version>1<'))],
  [
    'COPC-05',
    'another message-id',
    fragment,
    body(swap(/<message-id>[^<]*</, `<message-id>${id('0', 3)}<`)),
  ],
  [
    'COPC-06',
    'two extracts named',
    continueMessage,
    body(swap(/<gp:id root="[^"]*"/, `<gp:id root="${id('0', 3)}"`)),
  ],
  [
    'COPC-06',
    'no acknowledgedMessage',
    continueMessage,
    body(without(element('gp:acknowledgedMessage'))),
  ],
  [
    'COPC-07',
    'code 1',
    continueMessage,
    body(
      swap(
        /(<acknowledgementDetail typeCode="IF">)<code code="0"/,
        '<acknowledgementDetail typeCode="IF"><code code="1"',
      ),
    ),
  ],
  [
    'COPC-08',
    'nothing but a payload',
    index,
    body(swap(/<eb:Reference xlink:href="mid:[\s\S]*<\/eb:Reference>/, '')),
  ],
  [
    'COPC-09',
    'two binaries',
    fragment,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],
  ['COPC-10', 'a compressed chunk', index, body(swap('Compressed=No', 'Compressed=Yes'))],
  ['COPC-11', 'no messageType', fragment, body(without(/<npfitlc:messageType[^>]*>/))],
  [
    'COPC-12',
    'a continue with an attachment',
    continueMessage,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],

  ['DESCRIPTION-01', 'true for Yes', extract, body(swap('Compressed=No', 'Compressed=false'))],
  ['DESCRIPTION-01', 'an unknown pair', extract, body(swap(' Length=24', ' Length=24 Colour=red'))],
  ['DESCRIPTION-01', 'a length in words', extract, body(swap(' Length=24', ' Length=long'))],
  ['DESCRIPTION-02', 'an empty name', extract, body(swap(/Filename="[^"]*"/, 'Filename=""'))],
  [
    'DESCRIPTION-02',
    'a name without quotes',
    extract,
    body(swap(/Filename="([^"]*)"/, `Filename=${INLINE_DOC}_note.txt`)),
  ],
  ['DESCRIPTION-03', 'no ContentType', extract, body(without(' ContentType=text/plain'))],
  ['DESCRIPTION-04', 'only a name', extract, body(swap(noteDescription, 'note.txt'))],
  [
    'DESCRIPTION-05',
    'a large one inside',
    extract,
    body(swap('LargeAttachment=No', 'LargeAttachment=Yes')),
  ],
  [
    'ATTACHMENT-01',
    'five million characters and four',
    fragment,
    {
      ...body(
        inTurn(
          swap(/\r\nJVBERi[A-Za-z0-9+/]*=*\r\n/, `\r\n${'A'.repeat(5_000_004)}\r\n`),
          swap('Length=36', 'Length=5000004'),
        ),
      ),
    },
  ],
  [
    'ATTACHMENT-02',
    'not compressed at all',
    extract,
    body(swap('Compressed=No', 'Compressed=Yes')),
  ],
  [
    'ATTACHMENT-02',
    'compressed, and cut off',
    extract,
    body(
      inTurn(swap('Compressed=No', 'Compressed=Yes'), swap(NOTE_BASE64, GZIP_BASE64.slice(0, 24))),
    ),
  ],
  [
    'ATTACHMENT-03',
    'compressed, and not said',
    extract,
    body(inTurn(swap(NOTE_BASE64, GZIP_BASE64), swap('Length=24', `Length=${GZIP_BASE64.length}`))),
  ],
  ['ATTACHMENT-04', 'the length before base64', extract, body(swap('Length=24', 'Length=17'))],
  [
    'ATTACHMENT-05',
    'an anchor without media type',
    extract,
    body(swap('<text mediaType="text/plain">', '<text>')),
  ],
  [
    'ATTACHMENT-06',
    'an anchor by http',
    extract,
    body(swap('value="file://localhost/', 'value="http://localhost/')),
  ],
  [
    'ATTACHMENT-07',
    'an anchor of nothing',
    extract,
    body(
      swap(
        `<referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${INLINE_DOC}"/>`,
        `<referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${PLAIN_DOC}"/><code code="24761000000103"/><text mediaType="text/plain"><reference value="file:a.txt"/></text></referredToExternalDocument></reference><reference typeCode="REFR"><referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${id('B', 9)}"/><code code="24761000000103"/><text mediaType="text/plain"><reference value="file:gone.txt"/></text></referredToExternalDocument></reference><reference typeCode="REFR"><referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${INLINE_DOC}"/>`,
      ),
    ),
  ],
  [
    'ATTACHMENT-08',
    'a document that nothing refers to',
    plainExtract,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],
  [
    'ATTACHMENT-09',
    'the same name, another id',
    extract,
    body(swap(`eb:id="_${INLINE_DOC}"`, `eb:id="_${id('B', 9)}"`)),
  ],
];

/** For each check at least one message that breaks it, and nothing else. */
export const MESSAGE_SPECIMENS: readonly Specimen[] = ROWS.map(
  ([check, wrong, base, edit, together]) => ({
    check,
    wrong,
    message: edited(base, edit),
    ...(together ? { with: together } : {}),
  }),
);
