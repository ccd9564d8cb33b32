import { gzipSync } from 'node:zlib';
import type { NewEntry } from '../../src/journal/entry.ts';
import { exchange } from './bundle-of.ts';

/** Fifty things that belong to people, each with the places in which it is planted. */
export const PLANTED = [
  // In their own places of HL7.
  ...['Quillfeather', 'Marigolda', 'Ottoline', 'Zoë-Clairée', 'O’Quirke', '王小明'],
  ...['17 Larkspur Crescent', 'Upper Tiddlebury', 'Wrenshire', 'ZQ9 8XJ', '9990000018'],
  ...['01632 960714', 'ottoline.quillfeather@example.net', '19570401', '01/04/1957', '1957-04-01'],
  // Clinicians and free text.
  ...['Brackenbury', 'Ezekiela', 'confided that the neighbour drinks', 'lump behind the left ear'],
  // In FHIR, escaped; in forms and paths; in tokens.
  ...[
    'Fenwickton',
    'Peregrina',
    'Flat 4b Marlinspike Hall',
    'ZQ7 6WV',
    '9990000026',
    '+44 7700 900461',
  ],
  ...['Tamsinella', 'Holloway-Tripp', '9990000034', '999 000 0042', '19440709'],
  // In attachments: plain, quoted-printable, base64, packed, and in their names.
  ...['seen by the district nurse', 'Grünwaldesque', '9990000050', 'cannot sleep since the fire'],
  ...['Thistlewick', 'hernia operation in Bude', '9990000069', 'Quillfeather_discharge.pdf'],
  // In what cannot be read.
  ...['Umberleigh', '9990000077', 'father was a drinker', 'Vexford'],
  // In the directory and among the users.
  ...['01632 960999', 'Wilhelmina', 'Crumpsall-Grange'],
  // In world and scenario.
  ...['Yaxleyby', 'Xanthippe', '9990000085', 'ZQ1 1AA'],
] as const;

const HL7 = 'xmlns="urn:hl7-org:v3"';

const PATIENT = `<patient classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>
<patientPerson><name use="L"><prefix>Mrs</prefix><given>Marigolda</given><given>Ottoline</given><family>Quillfeather</family></name>
<name use="A"><given>&#90;oë-Clairé&#x65;</given><family>O’Quirke</family></name><name>王小明</name>
<telecom use="HP" value="tel:01632 960714"/><telecom value="mailto:ottoline.quillfeather@example.net"/>
<birthTime value="19570401"/><addr><streetAddressLine>17 Larkspur Crescent</streetAddressLine>
<streetAddressLine>Upper Tiddlebury</streetAddressLine><county>Wrenshire</county><postalCode>ZQ9 8XJ</postalCode></addr></patientPerson></patient>`;

const AGENT = `<author><agentRef/><agentPerson><name><prefix>Dr</prefix><given>Ezekiela</given><family>Brackenbury</family></name></agentPerson></author>`;

const EXTRACT = `<?xml version="1.0" encoding="UTF-8"?><RCMR_IN030000UK06 ${HL7}>${PATIENT}${AGENT}
<text>Patient, born 01/04/1957, confided that the neighbour drinks.</text>
<!-- Mrs Quillfeather again --><value><![CDATA[lump behind the left ear]]></value>
<code code="37231000000106" codeSystem="2.16.840.1.113883.2.1.3.2.4.15" displayName="Letter"/></RCMR_IN030000UK06>`;

const PACKED = `<letter ${HL7}><patientPerson><name><family>Thistlewick</family></name></patientPerson><text>hernia operation in Bude, 9990000069, Quillfeather</text>${'<spare code="1"/>'.repeat(40)}</letter>`;

const base64 = (bytes: Uint8Array | string) =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

/** A GP2GP message with an attachment of every encoding. */
export const PACKAGE = [
  '--b',
  'Content-Type: text/xml\r\nContent-Id: <envelope>\r\n',
  `<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"><SOAP:Body><eb:Manifest><eb:Reference><eb:Description>Filename="Quillfeather_discharge.pdf" ContentType=application/pdf Compressed=No LargeAttachment=No OriginalBase64=Yes Length=44</eb:Description></eb:Reference></eb:Manifest></SOAP:Body></SOAP:Envelope>`,
  '--b',
  'Content-Type: application/xml\r\n',
  EXTRACT,
  '--b',
  'Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Disposition: attachment; filename="Quillfeather_discharge.pdf"\r\n',
  'Home visit: seen by the district nurse.',
  '--b',
  'Content-Type: text/xml\r\nContent-Transfer-Encoding: quoted-printable\r\n',
  `<note ${HL7.replace('=', '=3D')}><name><family>Gr=C3=BCnwaldesqu=\r\ne</family></name><id extension=3D"9990000050"/><text>M=72s Quillf=65ather</text></note>`,
  '--b',
  'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n',
  base64('Mrs Quillfeather cannot sleep since the fire; 9990000018'),
  '--b',
  'Content-Type: application/xml\r\nContent-Transfer-Encoding: base64\r\n',
  base64(gzipSync(PACKED)),
  '--b--',
  '',
].join('\r\n');

export const FHIR = JSON.stringify({
  resourceType: 'Patient',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000026' }],
  name: [
    { use: 'usual', family: 'Fenwickton', given: ['Peregrina'], text: 'Peregrina Fenwickton' },
  ],
  telecom: [{ system: 'phone', value: '+44 7700 900461' }],
  birthDate: '1957-04-01',
  address: [{ line: ['Flat 4b Marlinspike Hall'], postalCode: 'ZQ7 6WV' }],
  content: '<x xmlns="urn:hl7-org:v3"><family>Fenwickton</family></x>',
}).replaceAll('Fenw', 'F\\u0065nw');

const token = (claims: object) =>
  ['{"alg":"none"}', JSON.stringify(claims), 'signature']
    .map((each) => Buffer.from(each).toString('base64url'))
    .join('.');

const TOKEN = token({ sub: '1', given_name: 'Wilhelmina', family_name: 'Crumpsall-Grange' });

/** An answer of a directory with a telephone number in it. */
const LDAP = (() => {
  const tlv = (tag: number, ...parts: readonly (Buffer | string)[]): Buffer => {
    const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
  };
  const attribute = tlv(0x30, tlv(0x04, 'telephoneNumber'), tlv(0x31, tlv(0x04, '01632 960999')));
  const entry = tlv(0x64, tlv(0x04, 'uniqueIdentifier=1'), tlv(0x30, attribute));
  return tlv(0x30, tlv(0x02, '\x02'), entry);
})();

const body = (bytes: string | Buffer, type: string, more: Partial<NewEntry> = {}): NewEntry =>
  exchange({
    ...more,
    request: { ...more.request, headers: [['Content-Type', type]], body: Buffer.from(bytes) },
  });

/** Entries in which all of it stands. */
export const PLANTED_ENTRIES: readonly NewEntry[] = [
  body(PACKAGE, 'multipart/related; boundary="b"', { messageId: 'M1' }),
  body(FHIR, 'application/fhir+json', { service: 'pds-fhir' }),
  exchange({
    service: 'pds-fhir',
    summary: 'Patient 9990000026 (Fenwickton) found, born 1957-04-01, 01-Apr-1957',
    request: {
      ...{ method: 'GET' },
      path: '/Patient/9990000034?family=Holloway%2DTripp&given=Tamsinella&birthdate=eq1944-07-09&phone=%2B447700900461',
      headers: [
        ['Authorization', `Bearer ${TOKEN}`],
        ['X-Patient', 'PEREGRINA FENWICKTON of ZQ7 6WV'],
        ['Referer', 'https://host/Patient/999%20000%200042'],
      ],
    },
    response: { status: 404, headers: [], body: Buffer.from('{"text":"no 9990000034"}') },
    facts: { nhsNumber: '9990000034', patient: 9990000042, user: 'WilhelminaCrumpsall' },
    trace: [
      {
        stage: 'decide',
        text: 'Marigolda Quillfeather, 17 Larkspur Crescent, Upper Tiddlebury, 999 000 0042, said: confided that the neighbour drinks',
        facts: { born: '19440709', phone: '01632960714' },
      },
    ],
    findings: [
      {
        ...{ check: 'EXTRACT-08', severity: 'must', clause: 'gp2gp 3', at: 'patient/name' },
        ...{ message: 'the name Ottoline QUILLFEATHER has no use', suggestion: 'ask Brackenbury' },
      },
    ],
  }),
  body('grant=1&family=Holloway-Tripp&note=9990000034', 'application/x-www-form-urlencoded'),
  // Broken markup, a package that is cut, and what is neither.
  body(
    '<RCMR><patientPerson><family>Umberleigh</family><id extension="9990000077"><p>father was a drinker',
    'text/xml',
  ),
  body(
    PACKAGE.slice(0, PACKAGE.indexOf('Upper Tiddlebury') + 4),
    'multipart/related; boundary="b"',
  ),
  body('--cut\r\nContent-Type: text/xml\r\n\r\n<x><family>Vexford</family><text>Quillfea', ''),
  body(
    Buffer.concat([Buffer.from([0, 1, 2, 3]), Buffer.from('Quillfeather 9990000018')]),
    'application/octet-stream',
  ),
  body(JSON.stringify({ payload: EXTRACT, ebxml: PACKAGE }), 'application/json'),
  body(LDAP, '', { service: 'sds-ldap' }),
];

export const WORLD = {
  pds: {
    patients: [
      {
        nhsNumber: '9990000085',
        names: [{ family: 'Yaxleyby', given: ['Xanthippe'] }],
        addresses: [{ lines: ['1 Road'], postalCode: 'ZQ1 1AA' }],
      },
    ],
  },
  organisations: { Z99001: { name: 'Riverside Practice', phone: '01632 960999' } },
};
