import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { removeCertificates } from '../../spine/stand.ts';
import { faultOf } from './answers.ts';
import { author, hl7, QUERY, retrieve, soap } from './requests.ts';
import { openPdsStand, type PdsStand } from './stand.ts';

let pds: PdsStand;
before(async () => {
  pds = await openPdsStand();
});
after(async () => {
  await pds[Symbol.asyncDispose]();
  await removeCertificates();
});

const RETRIEVAL = 'QUPA_IN000008UK02';
const ACTION = `<wsa:Action>${QUERY}/${RETRIEVAL}</wsa:Action>`;
const HEADER_END = '</SOAP-ENV:Header>';
const BODY_END = '</SOAP-ENV:Body>';

/** What can be wrong with a query, in the order of pds-identity 1.4, with the name that Spine gives it. */
const FLAWS: readonly (readonly [name: string, what: string, spoil: (xml: string) => string])[] = [
  flaw('MESSAGE_NOT_WELL_FORMED', 'two Bodies', BODY_END, `${BODY_END}<SOAP-ENV:Body/>`),
  flaw('MESSAGE_NOT_WELL_FORMED', 'two Headers', HEADER_END, `${HEADER_END}<SOAP-ENV:Header/>`),
  flaw('SOAP_MESSAGE_ID_ERROR', 'a short MessageID', 'uuid:', ''),
  flaw('SOAP_MESSAGE_ID_ERROR', 'two MessageIDs', HEADER_END, `<wsa:MessageID>x</wsa:MessageID>$&`),
  flaw('SOAP_ACTION_ERROR', 'two Actions', HEADER_END, `${ACTION}$&`),
  flaw('SOAP_TO_ERROR', 'no To', '<wsa:To>https://spine/</wsa:To>', ''),
  flaw(
    'SOAP_COMM_FUNC_RCV_ERROR',
    'no receiver',
    /<hl7:communicationFunctionRcv>.*?FunctionRcv>/,
    '',
  ),
  flaw(
    'SOAP_COMM_FUNC_SND_ERROR',
    'no sender',
    /<hl7:communicationFunctionSnd>.*?FunctionSnd>/,
    '',
  ),
  flaw('INVALID_ID', 'no id', /<id root="[0-9A-F-]{36}"\/>/, ''),
  flaw('INVALID_CREATION_TIME', 'no creationTime', /<creationTime [^>]*>/, ''),
  flaw('INVALID_VERSION_CODE', 'no versionCode', /<versionCode [^>]*>/, ''),
  flaw('INVALID_CONTROL_ACT', 'two control acts', '<ControlActEvent ', '<ControlActEvent/>$&'),
  flaw('CONTROL_ACT_AUTHOR_INVALID_CARDINALITY', 'two authors', '<author typeCode', '<author/>$&'),
  flaw('CONTROL_ACT_AUTHOR_INVALID', 'an author without job role', /<part typeCode.*<\/part>/, ''),
  flaw('CONTROL_ACT_QUERY_INVALID', 'no query', /<query>.*<\/query>/, ''),
  flaw(
    'INCONSISTENT_HL7_INTERACTION_ID',
    'another interaction',
    /(<interactionId[^>]*?)UK02/,
    '$1UK09',
  ),
  flaw(
    'INCONSISTENT_COMM_FUNC_RCV',
    'another receiver',
    /(<communicationFunctionRcv>.*?)928942012545/,
    '$1928942012546',
  ),
  flaw(
    'INCONSISTENT_COMM_FUNC_SND',
    'another sender',
    /(<communicationFunctionSnd>.*?)999000000001/,
    '$1999000000002',
  ),
];

function flaw(name: string, what: string, from: string | RegExp, to: string) {
  return [name, what, (xml: string) => xml.replace(from, to)] as const;
}

const RIGHT = () => soap(RETRIEVAL, hl7(RETRIEVAL, retrieve('9991001018'), { author: author() }));

async function refusedAs(...flaws: readonly (typeof FLAWS)[number][]): Promise<string | undefined> {
  let xml = RIGHT();
  for (const [, what, spoil] of flaws) {
    const spoilt = spoil(xml);
    assert.notEqual(spoilt, xml, `there is nothing to spoil for ${what}`);
    xml = spoilt;
  }
  const answer = await pds.stand.send({
    path: '/sync-service',
    headers: [
      ['Content-Type', 'text/xml'],
      ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
    ],
    body: Buffer.from(xml),
    envelope: undefined as never,
  });
  const { name, codeContext } = faultOf(answer);
  assert.equal(codeContext, 'urn:nhs:names:errors:tms');
  return name;
}

for (const one of FLAWS)
  test(`a query with ${one[1]} is refused as ${one[0]}`, async () => {
    assert.equal(await refusedAs(one), one[0]);
  });

test('of two things that are wrong the one is told that Spine checks first', async () => {
  for (const [at, first] of FLAWS.entries())
    for (const second of FLAWS.slice(at + 1)) {
      // The later one is spoilt first: what the earlier one takes away is not missed.
      const spoilt = first[2](second[2](RIGHT()));
      if (spoilt === first[2](RIGHT())) continue;
      const name = await refusedAs(second, first);
      assert.equal(name, first[0], `${first[1]} and ${second[1]}`);
    }
});

test('all of the nine checks come before the query is looked at', async () => {
  for (const one of FLAWS) {
    const bad = hl7(RETRIEVAL, retrieve('123'), { author: author() });
    const answer = await pds.stand.send({
      path: '/sync-service',
      headers: [
        ['Content-Type', 'text/xml'],
        ['SOAPAction', `${QUERY}/${RETRIEVAL}`],
      ],
      body: Buffer.from(one[2](soap(RETRIEVAL, bad))),
      envelope: undefined as never,
    });
    assert.equal(faultOf(answer).name, one[0], one[1]);
  }
});
