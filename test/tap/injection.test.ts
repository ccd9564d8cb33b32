import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { everything, openTapStage, received, type TapStage } from './stage.ts';

const OK = 'HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok';

function post(interaction: string, body = 'abcdefgh'): string {
  return `POST /reliablemessaging HTTP/1.1\r\nSOAPAction: "urn:x/${interaction}"\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** A server that counts what comes and answers every so many bytes. */
async function staged(inject: unknown): Promise<TapStage & { readonly got: () => string }> {
  let got = '';
  const stage = await openTapStage({
    inject,
    serve(socket: TLSSocket) {
      let pending = '';
      socket.on('data', (chunk: Buffer) => {
        got += chunk;
        pending += chunk;
        while (/\r\n\r\n.{8}/s.test(pending)) {
          pending = pending.replace(/^.*?\r\n\r\n.{8}/s, '');
          socket.write(OK);
        }
      });
      socket.on('end', () => socket.end());
    },
  });
  return Object.assign(stage, { got: () => got });
}

async function answered(stage: TapStage, request: string): Promise<string> {
  const caller = await stage.call();
  caller.write(request);
  const answer = (await received(caller, OK.length)).toString();
  caller.end();
  return answer;
}

test('an answer is dropped when a rule says so, once, and the record shows what really came', async () => {
  await using stage = await staged([{ do: 'drop-before-answer', interaction: 'B', skip: 1 }]);
  assert.equal(await answered(stage, post('A')), OK, 'another interaction');
  assert.equal(await answered(stage, post('B')), OK, 'let pass first');
  const caller = await stage.call();
  caller.write(post('B'));
  const { bytes, broke } = await everything(caller);
  assert.deepEqual([bytes.length, broke], [0, true]);
  assert.equal(await answered(stage, post('B')), OK, 'met as often as it was to be');
  const entry = await stage.entry('received', 3);
  assert.equal(entry.facts?.injected, 'drop-before-answer');
  assert.equal(entry.response?.status, 202);
  const disturbed = entry.trace?.find(({ stage: name }) => name === 'disturb');
  assert.equal(disturbed?.text, 'drop-before-answer, injected by rule 1');
});

test('a connection ends after the answer when a rule says so', async () => {
  await using stage = await staged([{ do: 'drop-after-answer' }]);
  const caller = await stage.call();
  caller.write(post('A') + post('A'));
  const { bytes, broke } = await everything(caller);
  assert.deepEqual([bytes.toString(), broke], [OK, false]);
});

test('a request is reset in the middle of its body when a rule says so', async () => {
  await using stage = await staged([{ do: 'reset-mid-body' }]);
  const caller = await stage.call();
  caller.write(post('A'));
  assert.equal((await everything(caller)).broke, true);
  const entry = await stage.entry('received');
  assert.equal(entry.facts?.injected, 'reset-mid-body');
  assert.equal(entry.response, undefined);
  assert.ok(!stage.got().endsWith('abcdefgh'), 'the whole body did not go on');
});

test('a request goes on later when a rule says so, whole', async () => {
  await using stage = await staged([{ do: 'delay', ms: 20 }]);
  assert.equal(await answered(stage, post('A')), OK);
  assert.equal(stage.got(), post('A'));
  const entry = await stage.entry('received');
  assert.equal(entry.facts?.injected, 'delay');
  assert.ok((entry.timings?.toFirstByte ?? 0) >= 19);
});

test('a connection is refused when a rule says so, and the next one is not', async () => {
  await using stage = await staged([{ do: 'refuse-connection' }]);
  const caller = await stage.call();
  assert.equal((await everything(caller)).broke, true);
  const entry = await stage.entry('note');
  assert.equal(entry.facts?.injected, 'refuse-connection');
  assert.equal(await answered(stage, post('A')), OK);
});

test('without rules nothing is injected', async () => {
  await using stage = await staged([]);
  for (let turn = 0; turn < 3; turn++) assert.equal(await answered(stage, post('A')), OK);
  const entry = await stage.entry('received', 3);
  assert.equal(entry.facts?.injected, undefined);
  assert.ok(entry.trace?.every(({ stage: name }) => name !== 'disturb'));
});
