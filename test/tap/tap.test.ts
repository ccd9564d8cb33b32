import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { everything, openTapStage, received } from './stage.ts';

const OK = 'HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok';
const GET = 'GET /x HTTP/1.1\r\nHost: a\r\n\r\n';

/** Answers every request without a body with the same bytes. */
function answering(answer: string) {
  return (socket: TLSSocket) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        text = text.slice(end + 4);
        socket.write(answer);
      }
    });
    socket.on('end', () => socket.end());
  };
}

test('an exchange goes through as it is and stands on record with both peers and its times', async () => {
  await using stage = await openTapStage({ serve: answering(OK) });
  const caller = await stage.call();
  caller.write('GET  /x   HTTP/1.1\r\nhOST:   a\r\n\r\n');
  assert.equal((await received(caller, OK.length)).toString(), OK);
  const entry = await stage.entry('received');
  assert.equal(entry.service, 'tap:leg');
  assert.equal(entry.request?.path, '/x');
  assert.deepEqual(entry.request?.headers, [['hOST', 'a']]);
  assert.equal(entry.response?.status, 202);
  assert.equal(entry.peer?.fqdn, 'riverside.spinebox.test');
  assert.equal(entry.facts?.onwardFqdn, 'msg.spinebox.test');
  assert.match(String(entry.facts?.onwardProtocol), /^TLSv1\.[23]$/);
  assert.deepEqual(Object.keys(entry.timings ?? {}).sort(), ['request', 'toFirstByte', 'total']);
  const body = entry.response?.body && (await stage.tap.journal.readBody(entry.response.body));
  assert.equal(body?.toString(), 'ok');
});

test('requests that are sent without waiting are told apart, each with its own answer', async () => {
  await using stage = await openTapStage({ serve: answering(OK) });
  const caller = await stage.call();
  caller.write(GET.replace('/x', '/1') + GET.replace('/x', '/2') + GET.replace('/x', '/3'));
  await received(caller, 3 * OK.length);
  await stage.entry('received', 3);
  const entries = await stage.tap.journal.find({ kind: 'received' });
  assert.deepEqual(
    entries.map(({ request, response }) => [request?.path, response?.status]),
    [
      ['/1', 202],
      ['/2', 202],
      ['/3', 202],
    ],
  );
});

test('an answer before the answer is passed on and told with it', async () => {
  const answer = `HTTP/1.1 100 Continue\r\n\r\n${OK}`;
  await using stage = await openTapStage({ serve: answering(answer) });
  const caller = await stage.call();
  caller.write(GET);
  assert.equal((await received(caller, answer.length)).toString(), answer);
  const entry = await stage.entry('received');
  assert.deepEqual([entry.response?.status, entry.facts?.interim], [202, '100']);
});

test('the end of one direction is the end of that direction alone', async () => {
  await using stage = await openTapStage({
    serve(socket) {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Answers only when the caller has said that it will say no more.
      socket.on('end', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${Buffer.concat(chunks).length}`));
    },
  });
  const caller = await stage.call();
  caller.end(GET);
  const { bytes, broke } = await everything(caller);
  assert.equal(broke, false);
  assert.equal(bytes.toString(), `HTTP/1.1 200 OK\r\n\r\n${GET.length}`);
  const entry = await stage.entry('received');
  assert.equal(entry.response?.body?.length, 2);
});

test('a server that dies in the middle of its answer is seen to die, and the record says so', async () => {
  await using stage = await openTapStage({
    serve: (socket) =>
      void socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart', () => socket.destroy());
      }),
  });
  const caller = await stage.call();
  caller.write(GET);
  const { bytes } = await everything(caller);
  assert.ok(bytes.toString().endsWith('part'));
  const entry = await stage.entry('received');
  assert.equal(entry.facts?.responseCut, 4);
  assert.match(entry.summary, /broken off$/);
});

test('a caller that dies in the middle of its request takes the connection of the server with it', async () => {
  const gone = Promise.withResolvers<boolean>();
  await using stage = await openTapStage({
    serve(socket) {
      socket.once('data', () => stage.reset(caller));
      socket.once('close', () => gone.resolve(socket.readableEnded));
    },
  });
  const caller = await stage.call();
  caller.write('POST /x HTTP/1.1\r\nContent-Length: 100\r\n\r\npart');
  assert.equal(await gone.promise, false, 'no end came before');
  const entry = await stage.entry('received');
  assert.deepEqual([entry.facts?.requestCut, entry.facts?.result], [4, 'broken off by the caller']);
  assert.equal(entry.response, undefined);
});

test('bytes that are no HTTP go through both ways and are kept', async () => {
  await using stage = await openTapStage({
    serve: (socket) =>
      void socket.on('data', (chunk: Buffer) => socket.write(chunk)).on('end', () => socket.end()),
  });
  const caller = await stage.call();
  const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 7) % 256));
  caller.write(bytes);
  assert.ok((await received(caller, bytes.length)).equals(bytes));
  caller.end();
  const entry = await stage.entry('note');
  assert.equal(entry.findings?.[0]?.check, 'TAP-01');
  const kept = entry.request?.body && (await stage.tap.journal.readBody(entry.request.body));
  const back = entry.response?.body && (await stage.tap.journal.readBody(entry.response.body));
  assert.ok(kept?.equals(bytes) && back?.equals(bytes));
});

test('a caller with a bad certificate is not let in, and the record says what is wrong with it', async () => {
  await using stage = await openTapStage({ serve: answering(OK) });
  const caller = await stage.call({ wrong: 'expired' });
  await everything(caller);
  const entry = await stage.entry('handshake');
  assert.match(entry.summary, /handshake refused: .*expired/);
});

test('a server that does not listen: the connection comes to nothing for the caller too', async () => {
  await using stage = await openTapStage({ serve: () => undefined, absent: true });
  const caller = await stage.call();
  const { broke } = await everything(caller);
  assert.equal(broke, true);
  const entry = await stage.entry('note');
  assert.equal(entry.facts?.cause, 'refused');
  assert.match(entry.summary, /^not passed on to 127\.0\.0\.1:\d+: connection refused/);
});

test('a server with another name than it should have is not talked to', async () => {
  await using stage = await openTapStage({
    serve: answering(OK),
    verifyName: 'other.spinebox.test',
  });
  const caller = await stage.call();
  await everything(caller);
  const entry = await stage.entry('handshake');
  assert.deepEqual([entry.facts?.cause, entry.facts?.side], ['name-mismatch', 'onward']);
});

test('a tap that is stopped lets the exchange under way finish', async () => {
  const asked = Promise.withResolvers<TLSSocket>();
  await using stage = await openTapStage({
    serve: (socket) => void socket.once('data', () => asked.resolve(socket)),
  });
  const idle = await stage.call();
  const ended = everything(idle);
  const caller = await stage.call();
  caller.write(GET);
  const server = await asked.promise;
  const closing = stage.tap.close();
  assert.equal((await ended).broke, false);
  const answer = received(caller, OK.length);
  server.write(OK);
  assert.equal((await answer).toString(), OK);
  await closing;
  assert.equal(stage.tap.lost, 0);
});

test('a record that cannot be written does not disturb what passes', async () => {
  await using stage = await openTapStage({ serve: answering(OK) });
  const caller = await stage.call();
  await stage.tap.journal.close();
  for (let turn = 0; turn < 3; turn++) {
    const answer = received(caller, OK.length);
    caller.write(GET);
    assert.equal((await answer).toString(), OK);
  }
  await stage.tap.settled();
  assert.equal(stage.tap.lost, 3);
});
