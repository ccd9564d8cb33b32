import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findInFhir } from '../../../simulator/practice/registration/find-in-fhir.ts';
import { openHttpClient, type WebClient } from '../../../src/platform/http-client.ts';
import {
  type HttpReply,
  headerList,
  headerValue,
  writeReply,
} from '../../../src/platform/http-message.ts';
import { systemIds } from '../../../src/platform/ids.ts';

import { startTlsServer } from '../../../src/platform/tls-server.ts';
import { type TemporaryStore, temporaryStore } from '../../pki/temporary-store.ts';

const ID = 'https://fhir.nhs.uk/Id';
const QUERY = {
  odsCode: 'Z99001',
  service: 'urn:nhs:names:services:gp2gp',
  action: 'RCMR_IN010000UK05',
};
const DEVICE = {
  resourceType: 'Device',
  identifier: [
    { system: `${ID}/nhsSpineASID`, value: '999000000001' },
    { system: `${ID}/nhsMhsPartyKey`, value: 'Z99001-900001' },
  ],
};
const ENDPOINT = {
  resourceType: 'Endpoint',
  address: 'https://spine.example/reliablemessaging/intermediary',
  identifier: [
    { system: `${ID}/nhsMhsFQDN`, value: 'practice.example' },
    { system: `${ID}/nhsMhsCPAId`, value: 'S20001A000182' },
  ],
  extension: [
    {
      url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ReliabilityConfiguration',
      extension: [
        { url: 'nhsMHSSyncReplyMode', valueString: 'None' },
        { url: 'nhsMHSRetries', valueInteger: 2 },
        { url: 'nhsMHSPersistDuration', valueString: 'PT4H10M' },
        { url: 'nhsMHSAckRequested', valueString: 'always' },
        { url: 'nhsMHSActor', valueString: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH' },
      ],
    },
  ],
};

interface Asked {
  readonly url: string;
  readonly accept: string | undefined;
  readonly apikey: string | undefined;
  readonly correlation: string | undefined;
}

let made: TemporaryStore;
let client: WebClient;
let server: Awaited<ReturnType<typeof startTlsServer>>;
const asked: Asked[] = [];
let replies: HttpReply[] = [];

before(async () => {
  made = await temporaryStore();
  client = openHttpClient({ identity: await made.store.identity('practice.test') });
  server = await startTlsServer({
    service: 'directory',
    host: '127.0.0.1',
    port: 0,
    identity: await made.store.identity('api.test'),
    clientCertificate: 'request',
    onRefusedHandshake: () => undefined,
    async onRequest(request, response) {
      const headers = headerList(request.rawHeaders);
      asked.push({
        url: request.url ?? '',
        accept: headerValue(headers, 'accept'),
        apikey: headerValue(headers, 'apikey'),
        correlation: headerValue(headers, 'x-correlation-id'),
      });
      await writeReply(response, replies.shift() ?? { status: 404, headers: [] });
    },
  });
});
after(async () => {
  await client.close();
  await server.close();
  await made[Symbol.asyncDispose]();
});

function bundle(...resources: readonly object[]): HttpReply {
  const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }));
  const json = { resourceType: 'Bundle', total: entry.length, entry };
  const headers = [['Content-Type', 'application/fhir+json']] as const;
  return { status: 200, headers, body: Buffer.from(JSON.stringify(json)) };
}

async function find(...answers: readonly HttpReply[]) {
  asked.splice(0);
  replies = [...answers];
  const url = () => `https://127.0.0.1:${server.port}/spine-directory/FHIR/R4`;
  return findInFhir({ client, url, apiKey: () => 'a-key', ids: systemIds() }).find(QUERY);
}

test('asks for the Device, then for the Endpoint of its party key, as the adaptors do', async () => {
  const outcome = await find(bundle(DEVICE), bundle(ENDPOINT));
  const interaction = `${ID}/nhsServiceInteractionId|${QUERY.service}:${QUERY.action}`;
  const urls = asked.map(({ url }) => new URL(url, 'https://x'));
  assert.deepEqual(
    urls.map(({ pathname, searchParams }) => [pathname, ...searchParams].flat()),
    [
      [
        '/spine-directory/FHIR/R4/Device',
        'organization',
        `${ID}/ods-organization-code|Z99001`,
        'identifier',
        interaction,
      ],
      [
        '/spine-directory/FHIR/R4/Endpoint',
        'identifier',
        interaction,
        'identifier',
        `${ID}/nhsMhsPartyKey|Z99001-900001`,
      ],
    ],
  );
  for (const { accept, apikey, correlation } of asked) {
    assert.equal(accept, 'application/fhir+json');
    assert.equal(apikey, 'a-key');
    assert.match(correlation ?? '', /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  }
  assert.ok(outcome.kind === 'found');
  const { asid, partyKey, contract } = outcome.system;
  assert.deepEqual([asid, partyKey], ['999000000001', 'Z99001-900001']);
  assert.equal(contract.cpaId, 'S20001A000182');
  assert.equal(contract.endpoint, ENDPOINT.address);
  assert.deepEqual(contract.reliability, {
    syncReply: 'None',
    duplicateElimination: 'never',
    ackRequested: 'always',
    actor: 'nextMSH',
    retries: 2,
    retryIntervalMs: 0,
    persistDurationMs: 15_000_000,
  });
});

test('none, several, errors and nonsense are told apart', async () => {
  const text = (body: string): HttpReply => ({ status: 200, headers: [], body: Buffer.from(body) });
  const nameless = { ...DEVICE, identifier: [] };
  const cases: readonly (readonly [HttpReply[], string, RegExp])[] = [
    [[bundle()], 'none', /no Device of Z99001/],
    [[bundle(DEVICE, DEVICE)], 'several', /2 where one Device of Z99001/],
    [[bundle(nameless)], 'none', /no ASID or no party key/],
    [[bundle(ENDPOINT)], 'none', /no Device/],
    [[{ status: 500, headers: [] }], 'failed', /Device was answered with status 500/],
    [[text('{"resourceType":"OperationOutcome"}')], 'failed', /is no Bundle/],
    [[text('<html>')], 'failed', /is no Bundle/],
    [[text('{"resourceType":"Bundle","entry":7}')], 'failed', /is no Bundle/],
    [[bundle(DEVICE), bundle()], 'none', /no Endpoint of Z99001-900001/],
    [[bundle(DEVICE), bundle(ENDPOINT, ENDPOINT)], 'several', /Endpoint/],
  ];
  for (const [answers, why, because] of cases) {
    const outcome = await find(...answers);
    assert.ok(outcome.kind === 'not-found', because.source);
    assert.equal(outcome.why, why);
    assert.match(outcome.because, because);
  }
});

test('a directory that is not there is a failure with its reason', async () => {
  const source = {
    client,
    url: () => 'https://127.0.0.1:1/spine-directory/FHIR/R4',
    apiKey: () => '',
    ids: systemIds(),
  };
  const outcome = await findInFhir(source).find(QUERY);
  assert.ok(outcome.kind === 'not-found');
  assert.match(outcome.because, /^SDS could not be asked: connection refused/);
});
