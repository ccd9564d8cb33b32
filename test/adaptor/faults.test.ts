import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type AdaptorStage,
  adaptorStage,
  ehrRequest,
  LAKESIDE,
} from '../../features/support/lakeside.ts';
import type { FaultAction } from '../../src/faults/fault.ts';

/** What can be made to go wrong at the REST face, by message and attempt. */

const rule = (message: string, action: FaultAction, to?: number) => ({
  ...{ faces: ['adaptor' as const], when: { message: [message] }, actions: [action] },
  ...(to !== undefined && { attempts: { to } }),
});

let stage: AdaptorStage;
before(async () => {
  stage = await adaptorStage({
    faults: {
      away: rule('AWAY', { kind: 'unavailable' }, 1),
      teapot: rule('TEAPOT', { kind: 'result', code: '418', text: 'no coffee' }),
      gone: rule('GONE', { kind: 'result', code: '404' }),
      broken: rule('BROKEN', { kind: 'malformed' }),
      cut: rule('CUT', { kind: 'drop' }),
      fault: rule('FAULT', { kind: 'soap-fault', code: '200', text: 'down' }),
      error: rule('ERROR', { kind: 'message-error', code: 'DeliveryFailure', text: 'gone' }),
      slow: rule('SLOW', { kind: 'delay', ms: 1 }),
    },
  });
});
after(() => stage[Symbol.asyncDispose]());

const post = (messageId: string) =>
  stage.post({ payload: ehrRequest() }, { 'Message-Id': messageId });

test('an adaptor that is away at the first attempt is there at the second', async () => {
  const first = await post('AWAY');
  assert.equal(`${first.status} ${first.text}`, '503 503: Service Unavailable');
  assert.equal((await post('AWAY')).status, 202);
});

test('a result is answered as it is asked for, and a broken body breaks', async () => {
  const teapot = await post('TEAPOT');
  assert.equal(`${teapot.status} ${teapot.text}`, '418 418: no coffee');
  const gone = await post('GONE');
  assert.equal(`${gone.status} ${gone.text}`, '404 404: Not Found');
  const broken = await post('BROKEN');
  assert.equal(broken.status, 500);
  assert.throws(() => JSON.parse(broken.text));
});

test('a connection that is cut is on record with the fault that cut it', async () => {
  await assert.rejects(post('CUT'));
  const entry = await stage.exchange('CUT');
  assert.equal(entry?.response, undefined);
  assert.match(JSON.stringify(entry?.trace), /the fault cut asks for: drop/);
});

test('errors are told as if Spine had sent them, and Spine has seen nothing', async () => {
  const fault = JSON.parse((await post('FAULT')).text);
  assert.equal(fault.process_key, 'SOAP_ERROR_HANDLER0002');
  assert.equal(fault.errors[0].description, 'down');
  const error = JSON.parse((await post('ERROR')).text);
  assert.equal(error.process_key, 'EBXML_ERROR_HANDLER0005');
  assert.equal(error.errors[0].Description, 'gone');
  const { journal } = stage.simulator;
  for (const messageId of ['FAULT', 'ERROR', 'CUT', 'TEAPOT', 'BROKEN'])
    assert.equal(await journal.count({ service: 'spine', messageId }), 0, messageId);
});

test('a delay delays and is told; the message is sent all the same', async () => {
  assert.equal((await post('SLOW')).status, 202);
  const entry = await stage.exchange('SLOW');
  assert.match(JSON.stringify(entry?.trace), /the fault slow asks for: delay 1 ms/);
  assert.equal(entry?.service, LAKESIDE.service);
});
