import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import {
  type AdaptorStage,
  adaptorStage,
  EHR_REQUEST_HEADERS,
  ehrRequest,
  LAKESIDE,
  PATIENT,
} from '../../features/support/lakeside.ts';
import { writeRetrievalQuery } from '../../src/demographics/hl7v3/client/write-retrieval-query.ts';

/** Every answer of mhs 7.1 and 7.2, over real sockets. */

let stage: AdaptorStage;
before(async () => {
  stage = await adaptorStage({
    faults: {
      'spine-refuses': {
        faces: ['spine'],
        when: { message: ['SPINE-REFUSES'] },
        actions: [{ kind: 'soap-fault', code: '300', text: 'for a test' }],
      },
    },
  });
});
after(() => stage[Symbol.asyncDispose]());

const body = { payload: ehrRequest() };

async function refused(
  headers: Readonly<Record<string, string | undefined>>,
  sent: unknown = body,
): Promise<string> {
  const messageId = crypto.randomUUID().toUpperCase();
  const reply = await stage.post(sent, { 'Message-Id': messageId, ...headers });
  const entry = await stage.exchange(messageId);
  assert.equal(entry?.response?.status, reply.status, 'it is on record with its answer');
  assert.ok(reply.headers.get('correlation-id'));
  return `${reply.status} ${reply.text}`;
}

test('a healthy adaptor says so', async () => {
  assert.equal((await stage.get('/healthcheck')).status, 200);
  assert.equal((await stage.get('/nowhere')).text, '404: Not Found');
});

test('what leads nowhere is on record with why, and is no message', async () => {
  const { journal } = stage.simulator;
  const last = async () => (await journal.find({ service: 'adaptor:Z99050' })).at(-1);
  assert.equal((await stage.get('/nowhere?x=1')).status, 404);
  const lost = await last();
  assert.equal(lost?.summary, 'unknown from the system: HTTP 404, refused: Not Found');
  assert.deepEqual([lost?.request?.path, lost?.messageId], ['/nowhere?x=1', undefined]);
  assert.equal(lost?.trace?.at(-1)?.text, 'nothing is served there');
  assert.equal((await stage.get('/')).text, '405: Method Not Allowed');
  assert.equal((await last())?.response?.status, 405);
});

test('headers are asked for in words of the contract', async () => {
  assert.equal(
    await refused({ 'Interaction-Id': undefined }),
    '404 404: Required Interaction-Id header not found',
  );
  assert.equal(
    await refused({ 'wait-for-response': undefined }),
    '400 400: wait-for-response header missing',
  );
  assert.equal(
    await refused({ 'wait-for-response': 'perhaps' }),
    '400 400: wait-for-response is set to perhaps',
  );
  assert.equal(
    await refused({ 'Content-Type': undefined }),
    '400 400: Missing Content-Type header',
  );
  assert.match(await refused({ 'Content-Type': 'application/json; charset=utf-8' }), /^415 415: /);
  assert.match(await refused({ 'Content-Type': 'text/xml' }), /^415 415: /);
  assert.equal(
    await refused({ 'Interaction-Id': 'XXXX_IN000000UK01' }),
    '404 404: Unknown interaction ID: XXXX_IN000000UK01',
  );
  assert.equal(
    await refused({ 'wait-for-response': 'TRUE' }),
    '400 400: Message header requested wait-for-response wrap for a message pattern that does not support sync-async',
  );
});

test('bodies are refused in words of the contract', async () => {
  assert.equal(await refused({}, ''), '400 400: Body missing from request');
  assert.equal(await refused({}, '{'), '400 400: Invalid JSON request body');
  assert.equal(
    await refused({}, { ...body, title: 'x' }),
    "400 400: Invalid request. Validation errors: {'title': ['Unknown field.']}",
  );
});

test('what cannot be routed is told without a code before it', async () => {
  assert.equal(await refused({ 'ods-code': 'Z99999' }), '500 Error obtaining outbound URL');
  // Without a code Spine is meant, which takes no such request.
  assert.equal(await refused({ 'ods-code': undefined }), '500 Error obtaining outbound URL');
  const [entry] = await stage.simulator.journal.find({
    ...{ kind: 'received', service: LAKESIDE.service, newestFirst: true, limit: 1 },
  });
  assert.match(JSON.stringify(entry?.trace), /YES has no contract for/);
});

test('a message that is too large for Spine is told with both sizes', async () => {
  const attachment = {
    ...{ is_base64: false, content_type: 'text/plain', description: 'large' },
    payload: 'x'.repeat(2_600_000),
  };
  const sent = { ...body, attachments: [attachment, attachment] };
  assert.match(
    await refused({}, sent),
    /^400 Request to send to Spine is too large\. MaxRequestSize=4999600 RequestSize=520\d{4}$/,
  );
});

test('a body of 40 MB is refused without being read', async () => {
  const reply = await new Promise<{ status: number | undefined; text: string }>(
    (resolve, reject) => {
      const sending = request(`${stage.rest}/`, {
        method: 'POST',
        headers: { ...EHR_REQUEST_HEADERS, 'Content-Length': 40_000_000, 'Message-Id': 'HUGE' },
      });
      sending.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode, text: String(Buffer.concat(chunks)) });
          sending.destroy();
        });
      });
      sending.on('error', reject);
      // The answer comes although not one byte of the body was sent.
      sending.flushHeaders();
    },
  );
  assert.deepEqual(reply, {
    status: 400,
    text: 'Request to send to Spine is too large. MaxRequestSize=20000000 RequestSize=40000000',
  });
  assert.equal((await stage.exchange('HUGE'))?.response?.status, 400);
});

test('large bodies that never come do not keep a large one waiting that comes', async () => {
  const stalled = Array.from({ length: 8 }, () => {
    const headers = { ...EHR_REQUEST_HEADERS, 'Content-Length': 4_000_000 };
    const sending = request(`${stage.rest}/`, { method: 'POST', headers });
    sending.on('error', () => undefined);
    return new Promise<typeof sending>((resolve) =>
      sending.write('{"payload":"', () => resolve(sending)),
    );
  });
  const open = await Promise.all(stalled);
  const large = { ...body, payload: `${body.payload}${' '.repeat(400_000)}` };
  assert.equal(await refused({ 'ods-code': 'Z99999' }, large), '500 Error obtaining outbound URL');
  for (const sending of open) sending.destroy();
});

test('what Spine refuses comes as JSON that calls itself plain text', async () => {
  const reply = await stage.post(body, {
    'Message-Id': 'SPINE-REFUSES',
    'Correlation-Id': 'CONVERSATION-R',
  });
  assert.equal(reply.status, 500);
  assert.equal(reply.headers.get('content-type'), 'text/plain');
  assert.deepEqual(JSON.parse(reply.text), {
    error_message: 'Error(s) received from Spine. Contact system administrator.',
    process_key: 'SOAP_ERROR_HANDLER0002',
    errors: [
      {
        codeContext: 'urn:nhs:names:error:tms',
        errorCode: '300',
        severity: 'Error',
        description: 'for a test',
        location: 'Not Supported',
        errorType: 'soap_fault',
      },
    ],
  });
});

test('a request that waits is answered with the payload of the reply, which no queue gets', async () => {
  const messageId = crypto.randomUUID().toUpperCase();
  const reply = await stage.post(
    { payload: '<QUPC_IN160101UK05 xmlns="urn:hl7-org:v3"/>' },
    {
      'Interaction-Id': 'QUPC_IN160101UK05',
      'wait-for-response': 'True',
      'ods-code': undefined,
      'Message-Id': messageId,
    },
  );
  assert.equal(reply.status, 200, reply.text);
  assert.match(reply.text, /^<[\s\S]*QUPC_IN160102UK05/);
  assert.equal(reply.headers.get('message-id'), messageId);
  const [facts] = stage.simulator.neighbours.adaptors?.desk.adaptors() ?? [];
  assert.equal(facts?.waiting, 0);
  const states = stage.simulator.neighbours.adaptors?.desk
    .work(LAKESIDE.ods)
    .map(({ direction, state }) => `${direction} ${state}`);
  assert.ok(states?.includes('outbound OUTBOUND_SYNC_ASYNC_MESSAGE_SUCCESSFULLY_RESPONDED'));
  assert.ok(states?.includes('inbound INBOUND_SYNC_ASYNC_MESSAGE_STORED'));
});

test('a synchronous question brings what is inside the answer of PDS, with its namespaces', async () => {
  stage.holdRecord(0);
  const query = writeRetrievalQuery(
    { nhsNumber: PATIENT, withHistory: true },
    {
      hl7Id: crypto.randomUUID().toUpperCase(),
      creationTime: '20260105090000',
      senderAsid: LAKESIDE.asid,
      receiverAsid: '928942012545',
      author: undefined,
    },
  );
  const headers = { 'Interaction-Id': 'QUPA_IN000008UK02', 'ods-code': undefined };
  assert.equal(
    await refused(headers, { payload: query }),
    '400 `from_asid` header field required for sync messages',
  );
  const reply = await stage.post({ payload: query }, { ...headers, 'from-asid': LAKESIDE.asid });
  assert.equal(reply.status, 200, reply.text);
  assert.match(reply.text, /^<QUPA_IN000009UK03[^>]* xmlns="urn:hl7-org:v3"/);
  assert.match(reply.text, new RegExp(PATIENT));
  assert.doesNotMatch(reply.text, /retrievalQueryResponse/);
});

test('the route lookup tells where a message goes and how', async () => {
  const query = 'org-code=Z99002&service-id=urn:nhs:names:services:gp2gp:RCMR_IN010000UK05';
  const routing = JSON.parse((await stage.get(`/routing?${query}`)).text);
  assert.equal(routing.nhsMHSPartyKey, 'Z99002-900002');
  assert.deepEqual(routing.uniqueIdentifier, ['999000000002']);
  assert.match(routing.nhsMHSEndPoint[0], /^https:\/\/127\.0\.0\.1:\d+\/$/);
  const reliability = JSON.parse((await stage.get(`/reliability?${query}`)).text);
  assert.equal(reliability.nhsMHSAckRequested, 'always');
  const both = JSON.parse((await stage.get(`/routing-reliability?${query}`)).text);
  assert.deepEqual(both, { ...routing, ...reliability });
  assert.equal((await stage.get('/routing?org-code=Z99002')).status, 400);
  assert.equal((await stage.get(`/routing?${query.replace('Z99002', 'Z99999')}`)).status, 404);
});

test('a web page is refused, whatever it asks', async () => {
  const reply = await fetch(`${stage.rest}/`, {
    method: 'POST',
    headers: { ...EHR_REQUEST_HEADERS, Origin: 'https://example.org' },
    body: JSON.stringify(body),
  });
  assert.equal(reply.status, 403);
  const { journal } = stage.simulator;
  const entry = (await journal.find({ service: 'adaptor:Z99050', interaction: 'unknown' })).at(-1);
  assert.match(entry?.summary ?? '', /HTTP 403, refused: Asked by a web page/);
});

test('the state of a message is told as the adaptor names it', async () => {
  const messageId = crypto.randomUUID().toUpperCase();
  assert.equal((await stage.post(body, { 'Message-Id': messageId })).status, 202);
  const work = stage.simulator.neighbours.adaptors?.desk.work(LAKESIDE.ods) ?? [];
  const one = work.find((each) => each.messageId === messageId);
  assert.equal(one?.state, 'OUTBOUND_MESSAGE_ACKD');
  assert.equal(one?.interaction, 'RCMR_IN010000UK05');
});
