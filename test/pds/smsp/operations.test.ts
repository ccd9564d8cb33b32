import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildFaults, faultConfig } from '../../../simulator/world/fault-config.ts';
import { NHS_NUMBER_ROOT } from '../../../src/demographics/smsp/names.ts';
import { SMSP_CODES, type SmspOperation } from '../../../src/demographics/smsp/operations.ts';
import { readSmspAnswer } from '../../../src/demographics/smsp/read-answer.ts';
import type { SmspQuery } from '../../../src/demographics/smsp/smsp-message.ts';
import { writeSmspRequest } from '../../../src/demographics/smsp/write-request.ts';
import { SPECIAL_FAULTS } from '../../../src/demographics/special/special-faults.ts';
import { OPERATIONS, smspRequest } from '../../demographics/smsp/specimens.ts';
import { smspStand } from './stand.ts';

const numbered = (extension: string, birthTime: string): SmspQuery => ({
  birthTime,
  nhsNumber: { root: NHS_NUMBER_ROOT, extension },
});
const byNumber = (number: string, birthTime: string) =>
  smspRequest({ query: numbered(number, birthTime) });
const verify = (number: string, birthTime: string) =>
  smspRequest({ operation: 'verifyNHSNumber', query: numbered(number, birthTime) });
const search = (query: SmspQuery, operation: SmspOperation = 'getPatientDetailsBySearch') =>
  smspRequest({ operation, query });
const ALPHA: SmspQuery = {
  birthTime: '19800229',
  gender: '2',
  name: { given: ['Alpha'], family: 'Testpatient' },
};

test('S01 details by number are those of the register; another birth date is no match', async () => {
  const stand = smspStand();
  const answer = await stand.ask(byNumber('9991001018', '19800229'));
  assert.equal(answer.code, 'SMSP-0000');
  assert.deepEqual(answer.result, {
    kind: 'details',
    details: {
      nhsNumber: '9991001018',
      name: { prefix: 'MS', given: ['ALPHA'], family: 'TESTPATIENT', suffix: undefined },
      addresses: [
        {
          use: 'H',
          postcode: 'ZZ1 1AA',
          lines: ['', '1 SYNTHETIC STREET', '', 'TESTTOWN', ''],
        },
      ],
      telecoms: [{ use: 'H', value: 'tel:01632960001', from: undefined, to: undefined }],
      gender: '2',
      birthTime: '19800229',
      deceasedTime: undefined,
      practice: {
        ods: 'Z99001',
        name: 'Riverside Surgery',
        address: undefined,
        telecoms: [],
      },
    },
  });
  const wrong = await stand.ask(byNumber('9991001018', '19800228'));
  assert.deepEqual([wrong.code, wrong.result], ['DEMOG-0001', undefined]);
});

test('S02 every code can be had through a fault of the world, for every operation', async () => {
  const stand = smspStand();
  for (const operation of OPERATIONS) {
    const request = smspRequest({ operation, query: { ...ALPHA, ...smspRequest().query } });
    for (const code of Object.keys(SMSP_CODES)) {
      stand.rules.splice(0, 1, {
        name: 'chosen',
        faces: ['smsp'],
        when: { operation: [operation], nhsNumber: ['9991001018'] },
        actions: [{ kind: 'result', code }],
      });
      const answer = await stand.ask(request);
      assert.equal(answer.code, code);
      assert.equal(answer.result !== undefined, code === 'SMSP-0000');
    }
  }
});

test('S03 an answer has the service of the request with Response, and one id in manifest and payload', async () => {
  const stand = smspStand();
  for (const operation of OPERATIONS) {
    for (const birthTime of ['19800229', '19991231']) {
      const query = { ...ALPHA, ...numbered('9991001018', birthTime) };
      const { status, body, headers } = await stand.post(
        writeSmspRequest(smspRequest({ operation, query })),
      );
      const text = String(body);
      assert.equal(status, 200);
      assert.deepEqual(headers, [['Content-Type', 'text/xml; charset=utf-8']]);
      const service = `urn:nhs-itk:services:201005:${operation}-v1-0Response`;
      assert.ok(text.includes(`<itk:header service="${service}"`));
      assert.ok(text.includes(`<wsa:Action>${service}</wsa:Action>`));
      assert.ok(text.includes(`<wsa:RelatesTo>${smspRequest().messageId}</wsa:RelatesTo>`));
      const ids = [...text.matchAll(/(?:manifestitem|payload) id="(uuid_[^"]+)"/g)];
      assert.equal(ids.length, 2);
      assert.equal(ids[0]?.[1], ids[1]?.[1]);
    }
  }
});

test('S04 a known number is valid; an unknown one is what the setting says', async () => {
  const stand = smspStand();
  const known = await stand.ask(verify('9991001018', '19800229'));
  assert.deepEqual(known.result, { kind: 'verified', valid: true, nhsNumber: '9991001018' });
  const otherDay = await stand.ask(verify('9991001018', '19800228'));
  assert.deepEqual(otherDay.result, { kind: 'verified', valid: false, nhsNumber: undefined });
  const unknown = await stand.ask(verify('9991001409', '19800229'));
  assert.deepEqual([unknown.code, unknown.result], ['DEMOG-0001', undefined]);
  const lenient = smspStand({ smspUnknownVerify: 'false' });
  const { code, result } = await lenient.ask(verify('9991001409', '19800229'));
  assert.deepEqual(
    [code, result],
    ['SMSP-0000', { kind: 'verified', valid: false, nhsNumber: undefined }],
  );
});

test('S05 WS-Addressing of 2004 is an error of the toolkit', async () => {
  const stand = smspStand();
  const old = writeSmspRequest(smspRequest()).replace(
    'http://www.w3.org/2005/08/addressing',
    'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  );
  const { status, body, result, findings } = await stand.post(old);
  assert.equal(status, 500);
  assert.match(String(body), /<itk:ErrorCode [^>]*>1000<\/itk:ErrorCode>/);
  assert.match(String(body), /WS-Addressing is of 2004/);
  assert.equal(result, 'fault 1000');
  assert.equal(findings?.[0]?.check, 'SMSP-REQUEST-01');
});

test('each special patient has the code that the documents say', async () => {
  const stand = smspStand();
  const codes: readonly (readonly [number: string, born: string, code: string])[] = [
    ['9991001034', '19370814', 'SMSP-0000'],
    ['9991001050', '19720317', 'DEMOG-0017'],
    ['9991001069', '19720317', 'SMSP-0000'],
    ['9991001077', '19830923', 'DEMOG-0022'],
    ['9991001077', '19830924', 'DEMOG-0001'],
    ['9991001085', '19910418', 'DEMOG-0001'],
    ['9991001093', '19790605', 'DEMOG-0001'],
    ['9991001107', '19881212', 'DEMOG-0001'],
    ['9991001247', '1955', 'SMSP-0000'],
    ['9991001409', '19800229', 'DEMOG-0001'],
    ['9991001010', '19800229', 'SMSP-0001'],
  ];
  for (const [number, born, code] of codes)
    assert.equal((await stand.ask(byNumber(number, born))).code, code, number);
  const dead = await stand.ask(byNumber('9991001034', '19370814'));
  assert.equal(dead.result?.kind === 'details' && dead.result.details.deceasedTime, '20251120');
});

test('settings decide what the documents leave open', async () => {
  const stand = smspStand({ smspSensitive: 'SMSP-9999', smsp: { superseded: 'number' } });
  assert.equal((await stand.ask(byNumber('9991001085', '19910418'))).code, 'SMSP-9999');
  const superseded = await stand.ask(byNumber('9991001050', '19720317'));
  assert.deepEqual(superseded.result, { kind: 'number', nhsNumber: '9991001069' });
});

test('a search finds one, several, or nobody', async () => {
  const stand = smspStand();
  const number = await stand.ask(search(ALPHA, 'getNHSNumber'));
  assert.deepEqual(number.result, { kind: 'number', nhsNumber: '9991001018' });
  const details = await stand.ask(search({ ...ALPHA, postcode: 'ZZ1 1AA' }));
  assert.equal(details.result?.kind, 'details');
  const twins = { birthTime: '20100331', gender: '2', name: { given: ['QUEBEC'], family: 'TWIN' } };
  const several = await stand.ask(search(twins, 'getNHSNumber'));
  assert.deepEqual([several.code, several.result], ['DEMOG-0007', undefined]);
  assert.equal((await stand.ask(search({ ...ALPHA, gender: '1' }))).code, 'DEMOG-0001');
  const wild = { ...ALPHA, name: { given: ['AL*'], family: 'TEST*' } };
  assert.equal((await stand.ask(search(wild))).code, 'SMSP-0000');
  const anybody = { ...ALPHA, name: { given: [], family: '*' } };
  assert.equal((await stand.ask(search(anybody))).code, 'SMSP-0001');
  const hidden = {
    ...{ birthTime: '19910418', gender: '2', postcode: 'ZZ1 8AA' },
    name: { given: ['GOLF'], family: 'RESTRICTED' },
  };
  const restricted = await stand.ask(search(hidden));
  assert.deepEqual([restricted.code, restricted.result], ['DEMOG-0001', undefined]);
});

test('patient details come by number, and by search where the number leads nowhere', async () => {
  const stand = smspStand();
  const ask = async (query: SmspQuery) => {
    const { code, result } = await stand.ask(search(query, 'getPatientDetails'));
    return [code, result?.kind === 'details' ? result.details.nhsNumber : undefined];
  };
  const unknown = { ...ALPHA, ...numbered('9991001409', '19800229') };
  assert.deepEqual(await ask(numbered('9991001018', '19800229')), ['SMSP-0000', '9991001018']);
  assert.deepEqual(await ask(ALPHA), ['SMSP-0000', '9991001018']);
  assert.deepEqual(await ask(unknown), ['SMSP-0000', '9991001018']);
  assert.deepEqual(await ask(numbered('9991001409', '19800229')), ['DEMOG-0001', undefined]);
});

test('a number of the old style is told from an unknown one', async () => {
  const old = { root: '2.16.840.1.113883.2.1.3.2.4.3', extension: 'ABCD123' };
  const request = smspRequest({ query: { birthTime: '19800229', nhsNumber: old } });
  assert.equal((await smspStand().ask(request)).code, 'DEMOG-0042');
});

test('without wsse:Security access is denied, as strictly as the setting says', async () => {
  const { security, ...rest } = smspRequest();
  const expired = { ...rest, security: { username: 'x', expires: '2026-01-05T10:16:59Z' } };
  const denied = async (request: typeof rest, strictness: string) => {
    const stand = smspStand({ smsp: { security: strictness } });
    const { status, body } = await stand.post(writeSmspRequest(request));
    return status === 500 && /ErrorCode [^>]*>3000</.test(String(body));
  };
  assert.deepEqual(
    [
      await denied(rest, 'presence'),
      await denied(rest, 'off'),
      await denied(expired, 'presence'),
      await denied(expired, 'enforce'),
      await denied({ ...rest, ...{ security } }, 'enforce'),
    ],
    [true, false, false, true, false],
  );
});

test('faults make a face slow, silent, broken or away', async () => {
  const stand = smspStand();
  const with_ = async (...actions: Parameters<typeof stand.rules.push>[0]['actions'][number][]) => {
    stand.rules.splice(0, 1, { name: 'chosen', when: { caller: ['test system'] }, actions });
    return stand.post(writeSmspRequest(smspRequest()));
  };
  assert.equal((await with_({ kind: 'delay', ms: 700 })).delayMs, 700);
  assert.equal((await with_({ kind: 'drop' })).drop, true);
  assert.match(String((await with_({ kind: 'unavailable' })).body), /code="SMSP-0004"/);
  const cut = await with_({ kind: 'malformed' });
  assert.ok(!String(cut.body).includes('</soap:Envelope>'));
  const soap = await with_({ kind: 'soap-fault', code: '2100', text: 'try again' });
  assert.equal(soap.status, 500);
  assert.match(String(soap.body), />2100<.*try again/s);
  const unknown = await with_({ kind: 'no-answer' });
  assert.equal(unknown.status, 200);
  assert.ok(
    unknown.trace?.some(({ text }) => /no-answer, which this face does not know/.test(text)),
  );
});

test('patients 28 and 29 are away by the faults of their names', async () => {
  const stand = smspStand();
  const rules = Object.entries(SPECIAL_FAULTS).map(([name, rule]) => [
    name,
    faultConfig.parse(rule),
  ]);
  stand.rules.push(...buildFaults(Object.fromEntries(rules)));
  assert.equal((await stand.ask(byNumber('9991001336', '19610415'))).code, 'SMSP-0004');
  assert.equal((await stand.ask(byNumber('9991001344', '19620415'))).code, 'SMSP-0004');
  assert.equal((await stand.ask(byNumber('9991001328', '19600415'))).code, 'SMSP-0000');
});

test('what is on record names neither patients nor passwords', async () => {
  const stand = smspStand();
  const request = writeSmspRequest(smspRequest()).replace(
    '</wsse:UsernameToken>',
    '<wsse:Password Type="x">open sesame</wsse:Password></wsse:UsernameToken>',
  );
  const { operation, result, caller, correlationId, trace, findings, recorded } =
    await stand.post(request);
  assert.equal(operation, 'getPatientDetailsByNHSNumber');
  assert.equal(result, 'SMSP-0000, success');
  assert.equal(caller, 'test system');
  assert.equal(correlationId, smspRequest().trackingId);
  const told = JSON.stringify([operation, result, caller, trace, findings]);
  assert.doesNotMatch(told, /9991001018|ALPHA|TESTPATIENT|19800229/);
  assert.match(recorded?.request ?? '', /<wsse:Password Type="x">\[not kept\]<\/wsse:Password>/);
});

for (const [title, password] of [
  ['in CDATA', '<wsse:Password><![CDATA[open sesame]]></wsse:Password>'],
  ['behind a comment', '<wsse:Password><!-- . -->open sesame</wsse:Password>'],
  ['in an element', '<wsse:Password><x>open sesame</x></wsse:Password>'],
  [
    'under a prefix that is no Latin',
    '<\u00e9:Password xmlns:\u00e9="x">open sesame</\u00e9:Password>',
  ],
  ['behind an attribute with a bracket', '<wsse:Password a=">">open sesame</wsse:Password>'],
  ['in the second of two', '<wsse:Password/><wsse:Password>open sesame</wsse:Password>'],
  ['that does not end', '<wsse:Password>open sesame'],
  ['in a tag that does not end', '<wsse:Password a="open sesame'],
] as const) {
  test(`a password ${title} does not go on record`, async () => {
    const stand = smspStand();
    const request = writeSmspRequest(smspRequest()).replace(
      '</wsse:UsernameToken>',
      `${password}</wsse:UsernameToken>`,
    );
    const { recorded } = await stand.post(request);
    assert.match(recorded?.request ?? '', /Password[\s\S]*\[not kept\]/);
    assert.doesNotMatch(recorded?.request ?? '', /open sesame/);
    assert.match(recorded?.request ?? '', /wsse:Username>/);
  });
}

test('a password in UTF-16 does not go on record, and looking for passwords takes no time', async () => {
  const stand = smspStand();
  const wide = Buffer.from('\ufeff<a><Password>open sesame</Password></a>', 'utf16le');
  for (const body of [wide, Buffer.from(wide).swap16()])
    assert.equal((await stand.post(body)).recorded?.request, '[not kept]');
  const began = performance.now();
  for (const unit of [
    '<Password "></Password>"',
    '<Password "',
    '</Password ',
    '<a:Password>',
    '<:',
  ])
    await stand.post(unit.repeat(40_000));
  assert.ok(performance.now() - began < 5_000);
});

for (const part of ['NHSNumber', 'DateOfBirth']) {
  test(`a request with two of Person.${part} is not valid: it would be about one of two people`, async () => {
    const stand = smspStand();
    const request = writeSmspRequest(smspRequest());
    const [found = ''] =
      new RegExp(`<Person.${part}>[\\s\\S]*</Person.${part}>`).exec(request) ?? [];
    const value = /<value [^>]*>/.exec(found)?.[0] ?? '';
    for (const twice of [found + found, found.replace(value, value + value)]) {
      const { body, findings } = await stand.post(request.replace(found, twice));
      const reading = readSmspAnswer(Buffer.from(body));
      assert.equal(reading.ok && reading.value.code, 'SMSP-0001');
      assert.match(findings?.[0]?.message ?? '', new RegExp(`Person.${part}.* more than once`));
    }
  });
}

test('only posts to the address itself are answered', async () => {
  const stand = smspStand();
  assert.equal((await stand.post('', 'GET')).status, 405);
  assert.equal((await stand.post('', 'POST', '/elsewhere')).status, 404);
});

test('whatever is posted is answered, with a fault or a code', async () => {
  const stand = smspStand();
  const good = Buffer.from(writeSmspRequest(smspRequest()));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array(),
        fc
          .tuple(fc.nat(good.length), fc.uint8Array({ maxLength: 8 }))
          .map(([at, put]) => Buffer.concat([good.subarray(0, at), put, good.subarray(at)])),
      ),
      async (body) => {
        const { status } = await stand.post(body);
        assert.ok(status === 200 || status === 500);
      },
    ),
  );
});
