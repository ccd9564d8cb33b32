import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Fakes } from '../../src/bundle/redact/fakes.ts';
import { filler } from '../../src/bundle/redact/filler.ts';
import { Learned } from '../../src/bundle/redact/learned.ts';
import { redactBody } from '../../src/bundle/redact/redact-body.ts';
import { redactDocument } from '../../src/bundle/redact/redact-document.ts';
import { redactEntry } from '../../src/bundle/redact/redact-entry.ts';
import { learning, replacing } from '../../src/bundle/redact/redacting.ts';
import type { Entry } from '../../src/journal/entry.ts';

const PLANTED = [
  ...['9990000018', 'QUILLFEATHER', 'MARIGOLDA', 'OTTOLINE', 'SMYTHE', '19570401', 'BUDEHAVEN'],
  ...['LARKSPUR CRESCENT', 'TIDDLEBURY', 'ZQ9  8XJ', 'NEIGHBOUR DRINKS', "O?'QUIRKE", 'TE26'],
  ...['9990000026', 'BRACKENBURY', '9990000034'],
];

const INTERCHANGE = `UNB+UNOA:2+TES5+SO01+260105:0900+00000008'
UNH+00000008+FHSREG:0:1:FH:FHS001'
BGM+++507'
NAD+FHS+SO1:954'
DTM+137:202601050900:203'
RFF+950:G1'
S01+1'
RFF+TN:17'
NAD+GP+2750922,295:900'
NAD+PGP+++DR BRACKENBURY'
HEA+ACD+A:ZZZ'
DTM+956:20260104:102'
LOC+950+BUDEHAVEN'
FTX+RGI+++THE NEIGHBOUR DRINKS?, SAYS 9990000026'
S02+2'
PNA+PAT+9990000018:OPI+++SU:QUILLFEATHER+FO:MARIGOLDA+TI:MRS+MI:OTTOLINE'
DTM+329:19570401:102'
PDI+2'
NAD+PAT++??:17 LARKSPUR CRESCENT:UPPER:TIDDLEBURY:%+++++ZQ9  8XJ'
S02+2'
PNA+PER++++SU:O?'QUIRKE'
PNA+PER+TE26:API'
PNA+PER++++SU:SMYTHE'
UNT+23+00000008'
UNZ+1+00000008'
`;

function ground() {
  const learned = new Learned();
  const fakes = new Fakes(Buffer.alloc(32, 7), learned.numbers);
  const learns = learning(learned, redactDocument);
  const replaces = replacing(learned, fakes, { document: redactDocument, fill: filler });
  return (text: Buffer, type: string, service: string) => {
    const entry = entryOf(service, type);
    redactBody(text, entry, 'request', learns);
    return {
      body: redactBody(text, entry, 'request', replaces),
      entry: (other: Partial<Entry>) => redactEntry({ ...entry, ...other }, replaces),
    };
  };
}

function entryOf(service: string, type: string): Entry {
  const headers = type === '' ? [] : [['Content-Type', type] as const];
  return {
    ...{ sequence: 1, kind: 'received', at: '2026-01-05T09:00:00.000Z', service, summary: 'x' },
    request: { headers },
  } as Entry;
}

const left = (text: string) => PLANTED.filter((each) => text.includes(each));

test('what was planted stands in the interchange before', () => {
  assert.deepEqual(left(INTERCHANGE), PLANTED.slice(0, -1));
});

for (const [name, bytes, type] of [
  ['in a body of MESH', Buffer.from(INTERCHANGE), 'application/octet-stream'],
  ['without a content type', Buffer.from(INTERCHANGE), ''],
  ['in one that is cut', Buffer.from(INTERCHANGE.slice(0, -60)), 'text/plain'],
  ['without its head', Buffer.from(INTERCHANGE.slice(INTERCHANGE.indexOf('S01'))), ''],
  ['on one line', Buffer.from(INTERCHANGE.replaceAll('\n', '')), ''],
  ['with signs of its own', Buffer.from(`UNA:+.? '${INTERCHANGE}`), ''],
] as const)
  test(`names, numbers, days, addresses and texts of an interchange are replaced ${name}`, () => {
    const { body } = ground()(bytes, type, 'mesh');
    const text = body.toString();
    assert.deepEqual(left(text), []);
    assert.equal(body.length, bytes.length);
    // What it is and what it says of the transaction stays.
    const kept = /^(?:UNA|UNB|UNH|UNT|UNZ|BGM|RFF|S0[12]|HEA|PDI|NAD\+(?:FHS|GP)).*$/gm;
    const segments = (whole: string) => whole.replaceAll(/'(?!\n)/g, "'\n").match(kept);
    assert.deepEqual(segments(text), segments(bytes.toString()));
    assert.match(text, /\?\?:\d\d /);
  });

test('an interchange that is packed is looked into', () => {
  const packed = gzipSync(INTERCHANGE);
  const { body } = ground()(packed, 'application/octet-stream', 'mesh');
  assert.equal(body.length, packed.length);
  assert.deepEqual(left(body.toString('latin1')), []);
});

test('a later chunk, which begins in the middle of something, is filled', () => {
  const { body } = ground()(Buffer.from('FEATHER and the rest of it'), '', 'mesh');
  assert.equal(body.toString(), 'redacted redacted redacted'.slice(0, body.length));
});

test('what an interchange tells is known in summary, trace, findings, facts and headers', () => {
  const redact = ground()(Buffer.from(INTERCHANGE), '', 'nhais:riverside');
  const entry = redact.entry({
    summary: 'G1 of 9990000018',
    trace: [{ stage: 'read', text: 'PNA says QUILLFEATHER, born 19570401, once TE26' }],
    facts: {
      ...{ code: 'G1', subject: 'Letter of Mr Pickering' },
      change: '{"kind":"begun","head":{"to":"X26ABC1","subject":"Report on Umberleigh"}}',
    },
    request: {
      headers: [
        ['Mex-Subject', 'Discharge of Umberleigh'],
        ['Mex-FileName', 'Umberleigh.edi'],
        ['Mex-WorkflowID', 'NHAIS_REG'],
        ['Mex-LocalID', 'OTTOLINE 9990000034'],
      ],
    },
  });
  const text = JSON.stringify(entry);
  assert.deepEqual(left(text), []);
  for (const name of ['Umberleigh', 'Pickering']) assert.ok(!text.includes(name), name);
  assert.equal(JSON.parse(String(entry.facts?.change)).head.to, 'X26ABC1');
  assert.match(text, /NHAIS_REG/);
  assert.match(text, /\.edi/);
});

test('bodies of an MHS adaptor are looked into: HL7 as a string, texts, and base64', () => {
  const hl7 =
    '<RCMR xmlns="urn:hl7-org:v3"><patientPerson><name><family>QUILLFEATHER</family></name></patientPerson></RCMR>';
  const message = JSON.stringify({
    ebXML: '<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"/>',
    payload: hl7,
    attachments: [
      { payload: 'Seen: BRACKENBURY at home', is_base64: false, content_type: 'text/plain' },
      {
        payload: Buffer.from('Mrs QUILLFEATHER, of LARKSPUR CRESCENT').toString('base64'),
        ...{ is_base64: true, content_type: 'text/plain', content_id: 'a@spine.nhs.uk' },
        description: 'Filename="SMYTHE_letter.txt" ContentType=text/plain',
      },
      { payload: Buffer.from(INTERCHANGE).toString('base64'), is_base64: true },
    ],
  });
  const bytes = Buffer.from(message);
  const { body } = ground()(bytes, 'application/json', 'adaptor:Z99050');
  assert.equal(body.length, bytes.length);
  const read = JSON.parse(body.toString()) as typeof JSON & {
    attachments: readonly { payload: string; content_type?: string; content_id?: string }[];
  };
  const whole = [
    body.toString(),
    ...read.attachments.map(({ payload }) => Buffer.from(payload, 'base64').toString()),
  ].join('\n');
  assert.deepEqual(left(whole), []);
  assert.equal(read.attachments[1]?.content_id, 'a@spine.nhs.uk');
  assert.match(body.toString(), /ContentType=text\/plain/);
});

test('whatever comes as an interchange, as many bytes go, and nothing throws', () => {
  const pieces = ['PNA+PAT+', "'", '+', ':', '?', "UNA:+.? '", 'UNB+', 'SU:Smith', 'é', '\n'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      const bytes = Buffer.from(`UNB+${parts.join('')}`);
      assert.equal(ground()(bytes, '', 'mesh').body.length, bytes.length);
    }),
  );
});
