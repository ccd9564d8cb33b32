import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildMessage } from '../../../src/gp2gp/build-message.ts';
import { readCopc } from '../../../src/gp2gp/large/read-copc.ts';
import { writeContinue } from '../../../src/gp2gp/large/write-continue.ts';
import { type FragmentForm, writeFragment } from '../../../src/gp2gp/large/write-fragment.ts';
import { readMessage } from '../../../src/gp2gp/read-message.ts';
import { PLAN } from '../message-plan.ts';
import { sharedSchema, withoutSchemas } from '../shared-schema.ts';

const ID = 'DDDDDDDD-1111-4111-8111-000000000001';
const EXTRACT = '44444444-DDDD-4DDD-8DDD-000000000001';
const FACTS = {
  hl7Id: ID,
  time: new Date('2026-03-01T09:20:00Z'),
  senderAsid: '999000000001',
  receiverAsid: '999000000002',
  fromOds: 'Z99901',
  toOds: 'Z99902',
};
const FRAGMENT = { ...FACTS, fileName: 'a=b & c.txt', bodyId: EXTRACT };
const FORMS: readonly FragmentForm[] = ['national', 'snd', 'vision', '2013-without-class-codes'];
const AUTHOR = { roleProfile: '999000000067', user: '999000000065', jobRole: 'R8000' };

function sent(payload: string, documents: Parameters<typeof buildMessage>[0]['documents'] = []) {
  const contract = { ...PLAN.contract, action: 'COPC_IN000001UK01' };
  const { headers, body } = buildMessage({
    ...PLAN,
    contract,
    payload: Buffer.from(payload),
    documents,
  });
  const read = readMessage(headers[0]?.[1], body);
  assert.ok(read.ok);
  return read.value;
}

const PIECE = {
  kind: 'inline',
  contentId: 'piece@spine.nhs.uk',
  partType: 'text/plain',
  content: Buffer.from('QUJD'),
  description: 'Attachment',
} as const;

test('continues and fragments are valid against the published schema, and 2013 is not', {
  skip: withoutSchemas,
}, () => {
  using adaptor = sharedSchema('adaptor', 'COPC_IN000001UK01');
  const payloads = {
    continue: writeContinue({ ...FACTS, refTo: EXTRACT }),
    authored: writeContinue({ ...FACTS, refTo: EXTRACT, author: AUTHOR }),
    national: writeFragment(FRAGMENT, 'national'),
    snd: writeFragment(FRAGMENT, 'snd'),
    vision: writeFragment(FRAGMENT, 'vision'),
  };
  for (const [form, payload] of Object.entries(payloads)) {
    assert.deepEqual(adaptor.violations(Buffer.from(payload)), [], form);
  }
  const old = writeFragment(FRAGMENT, '2013-without-class-codes');
  assert.ok(adaptor.violations(Buffer.from(old)).length > 0);
});

test('a continue says what it is about in both places', () => {
  const read = readCopc(sent(writeContinue({ ...FACTS, refTo: EXTRACT })));
  assert.ok(read.ok);
  const { documents, ...large } = read.value;
  assert.deepEqual(documents, []);
  assert.deepEqual(large, {
    kind: 'continue',
    subject: 'Continue Acknowledgement',
    recipients: ['Z99902'],
    from: 'Z99901',
    statedId: ID,
    messageRef: EXTRACT,
    acknowledgedMessage: EXTRACT,
    code: 'GP2GP_PI',
  });
});

test('what a message is follows from what it holds, in every form', () => {
  const elsewhere = { kind: 'external', messageId: EXTRACT, description: 'x.txt' } as const;
  for (const form of FORMS) {
    const payload = writeFragment(FRAGMENT, form);
    const kindOf = (documents: Parameters<typeof sent>[1]) => {
      const read = readCopc(sent(payload, documents));
      return read.ok && read.value.kind;
    };
    assert.equal(kindOf([PIECE]), 'fragment', form);
    assert.equal(kindOf([elsewhere]), 'index', form);
    assert.equal(kindOf([PIECE, elsewhere]), 'index', form);
    assert.equal(kindOf([]), 'bare', form);
  }
});

test('Vision leaves recipient and sender empty, and that reads as nobody', () => {
  const read = readCopc(sent(writeFragment(FRAGMENT, 'vision'), [PIECE]));
  assert.ok(read.ok);
  const { recipients, from, subject, code } = read.value;
  assert.deepEqual([recipients, from, subject, code], [[], undefined, 'a=b & c.txt', 'GP2GP_PI']);
});

test('a continue without its subject is not one', () => {
  const read = readCopc(sent(writeContinue({ ...FACTS, refTo: EXTRACT, subject: 'Go on' })));
  assert.equal(read.ok && read.value.kind, 'bare');
});

test('what is no large message says why', () => {
  for (const [payload, code] of [
    ['<COPC_IN000001UK01 xmlns="urn:hl7-org:v3"/>', 'copc.no-content'],
    ['<Other xmlns="urn:hl7-org:v3"/>', 'copc.root'],
    ['<COPC_IN000001UK01', 'xml.not-well-formed'],
  ] as const) {
    const read = readCopc(sent(payload));
    assert.equal(!read.ok && read.failure.code, code);
  }
});

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/gp2gp/conversations');

function sample(name: string) {
  const bytes = readFileSync(join(SAMPLES, name));
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  const head = bytes.toString('latin1', 0, end?.index ?? 0);
  const contentType = /^Content-Type:\s*(.*)$/im.exec(head)?.[1]?.trim();
  const read = readMessage(contentType, bytes.subarray((end?.index ?? 0) + (end?.[0].length ?? 0)));
  assert.ok(read.ok, name);
  return read.value;
}

test('the continue and the index of the national examples are read', {
  skip: withoutSchemas,
}, () => {
  const folder = 'large-message-example-1';
  const go = readCopc(
    sample(`${folder}/COPC_IN000001UK01_FA039330-7E63-446A-8CA4-E9E0D00DA6E8_CONTINUE.ebxml`),
  );
  assert.ok(go.ok);
  assert.equal(go.value.kind, 'continue');
  assert.equal(go.value.messageRef, '6E242658-3D8E-41E3-A7DC-172BDA00FA67');
  assert.equal(go.value.acknowledgedMessage, '6E242658-3D8E-41E3-A7DC-172BDA00FA67');
  const index = readCopc(
    sample(`${folder}/COPC_IN000001UK01_5548EA64-3D95-11E3-B6AE-DF63BC51A0F2_FragmentIndex.ebxml`),
  );
  assert.ok(index.ok);
  assert.equal(index.value.kind, 'index');
  assert.deepEqual(
    index.value.documents.map((one) => one.kind === 'external' && [one.messageId, one.fileName]),
    [
      [
        '77128B31-4245-4AFC-8DA2-8A40623A5101',
        'E39E79A2-FA96-48FF-9373-7BBCB9D036E7_0.messageattachment',
      ],
      [
        '24AED038-FF3E-466D-820A-AE1B334D68EE',
        'E39E79A2-FA96-48FF-9373-7BBCB9D036E7_1.messageattachment',
      ],
    ],
  );
});
