import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { requestOf } from '../capture/stage.ts';
import { edited, swap } from '../specimens/captured.ts';
import { GOOD } from '../specimens/transfer.ts';
import { openTapStage, received } from './stage.ts';

/** Answers so many bytes with so many. */
function answering(bytes: number, answer: Buffer) {
  return (socket: TLSSocket) => {
    let got = 0;
    socket.on('data', (chunk: Buffer) => {
      got += chunk.length;
      if (got === bytes) socket.write(answer);
    });
  };
}

const BROKEN = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><broken>';

function accepted(body: string): Buffer {
  const head = `HTTP/1.1 202 Accepted\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}`;
  return Buffer.from(`${head}\r\n\r\n${body}`);
}

test('the checks are applied to both sides, and each finding says which', async () => {
  const wrong = edited(GOOD.request, {
    body: swap('<processingModeCode code="T"', '<processingModeCode code="X"'),
  });
  const request = requestOf(wrong);
  const answer = accepted(BROKEN);
  await using stage = await openTapStage({ serve: answering(request.length, answer) });
  const caller = await stage.call();
  caller.write(request);
  assert.ok(
    (await received(caller, answer.length)).equals(answer),
    'nothing is held back or mended',
  );
  const { findings = [], interaction } = await stage.entry('received');
  assert.equal(interaction, 'RCMR_IN010000UK05');
  const [asked, answered] = [undefined, 'response'].map((side) =>
    findings.filter((finding) => finding.side === side).map(({ check }) => check),
  );
  assert.ok(asked?.some((check) => check.startsWith('HL7-WRAPPER')));
  assert.ok(answered?.includes('READ-02'), 'the answer is no well-formed XML');
});

test('what a message shows of an earlier one is put on record when it passes, once', async () => {
  const { request, extract } = GOOD;
  const again = edited(extract, {
    body: swap(/<eb:MessageId>[^<]*/, '<eb:MessageId>AAAAAAAA-0000-4000-8000-000000000077'),
  });
  const messages = [request, extract, again].map(requestOf);
  let got = 0;
  let turn = 0;
  await using stage = await openTapStage({
    serve: (socket) =>
      void socket.on('data', (chunk: Buffer) => {
        got += chunk.length;
        if (got !== messages[turn]?.length) return;
        [got, turn] = [0, turn + 1];
        socket.write(accepted(''));
      }),
  });
  const caller = await stage.call();
  for (const message of messages) {
    const answer = received(caller, accepted('').length);
    caller.write(message);
    await answer;
  }
  await stage.entry('received', messages.length);
  await stage.tap.settled();
  const entries = await stage.tap.journal.find({});
  const together = entries.flatMap(({ kind, service, findings = [] }) =>
    findings
      .filter(({ check }) => check.startsWith('CONVERSATION-'))
      .map(({ check, message }) => ({ kind, service, check, message })),
  );
  assert.ok(together.length > 0, 'the same extract came as another message');
  assert.ok(together.every(({ service }) => service === 'tap:leg'));
  const told = together.map(({ check, message }) => `${check} ${message}`);
  assert.deepEqual(told, [...new Set(told)]);
});
