import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { openTapStage, PATIENCE, received } from './stage.ts';

interface Sent {
  readonly path: string;
  readonly body: Buffer;
  /** Sizes of its chunks; with a length where there are none. */
  readonly chunks: readonly number[];
}

const message = fc.record({
  path: fc.stringMatching(/^\/[a-z]{1,12}$/),
  body: fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes)),
  chunks: fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 4 }),
});

function bytesOf(start: string, { body, chunks }: Sent): Buffer {
  if (chunks.length === 0)
    return Buffer.concat([Buffer.from(`${start}\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
  const pieces: Buffer[] = [Buffer.from(`${start}\r\nTransfer-Encoding: chunked\r\n\r\n`)];
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const piece = body.subarray(at, at + (chunks[turn % chunks.length] ?? 1));
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
    at += piece.length;
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
}

test('property: exchanges arrive equal both ways and stand on record equal, however they are cut', async () => {
  const expected: { bytes: number; got: Buffer[]; answer: Buffer; cuts: readonly number[] }[] = [];
  await using stage = await openTapStage({
    serve(socket) {
      const turn = expected.shift();
      let got = 0;
      socket.on('data', (chunk: Buffer) => {
        turn?.got.push(chunk);
        got += chunk.length;
        if (turn && got === turn.bytes) writeCut(socket, turn.answer, turn.cuts);
      });
      socket.on('end', () => socket.end());
    },
  });
  let recorded = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(message, message), { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }),
      async (exchanges, cuts) => {
        const asked = Buffer.concat(
          exchanges.map(([request]) =>
            bytesOf(`POST ${request.path} HTTP/1.1\r\nHost: a`, request),
          ),
        );
        const answer = Buffer.concat(
          exchanges.map(([, response]) => bytesOf('HTTP/1.1 200 OK', response)),
        );
        const turn = { bytes: asked.length, got: [] as Buffer[], answer, cuts };
        expected.push(turn);
        const caller = await stage.call();
        const coming = received(caller, answer.length);
        writeCut(caller, asked, cuts);
        assert.ok((await coming).equals(answer), 'the answers arrive as they were sent');
        assert.ok(Buffer.concat(turn.got).equals(asked), 'the requests arrive as they were sent');
        caller.end();
        recorded += exchanges.length;
        await stage.entry('received', recorded);
        const entries = await stage.tap.journal.find({
          kind: 'received',
          newestFirst: true,
          limit: exchanges.length,
        });
        for (const [index, entry] of entries.toReversed().entries()) {
          const [request, response] = exchanges[index] as [Sent, Sent];
          assert.equal(entry.request?.path, request.path);
          for (const [side, sent] of [
            ['request', request],
            ['response', response],
          ] as const) {
            const ref = entry[side]?.body;
            const kept = ref ? await stage.tap.journal.readBody(ref) : Buffer.alloc(0);
            assert.ok(kept.equals(sent.body), `the ${side} of exchange ${index + 1} is kept`);
          }
        }
      },
    ),
    { numRuns: 25, interruptAfterTimeLimit: PATIENCE },
  );
});

function writeCut(
  socket: { write(bytes: Buffer): unknown },
  bytes: Buffer,
  cuts: readonly number[],
): void {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const next = at + (cuts[turn % cuts.length] ?? 1);
    socket.write(bytes.subarray(at, next));
    at = next;
  }
}

test('a body larger than what may wait goes through whole, is kept whole, and is not held', async () => {
  const BYTES = 96 * 1024 * 1024;
  const BACKLOG = 4 * 1024 * 1024;
  const SAMPLE = 4 * 1024 * 1024;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const piece = Buffer.alloc(256 * 1024, 'spinebox');
  const sum = createHash('sha256');
  for (let at = 0; at < BYTES; at += piece.length) sum.update(piece);
  const whole = sum.digest('hex');
  const arrived = createHash('sha256');
  await using stage = await openTapStage({
    tap: { backlogBytes: BACKLOG },
    serve(socket) {
      let got = 0;
      let past = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        if (got === 0) {
          past = Buffer.concat([past, chunk]);
          const end = past.indexOf('\r\n\r\n');
          if (end < 0) return;
          const rest = past.subarray(end + 4);
          got += rest.length;
          arrived.update(rest);
          return;
        }
        got += chunk.length;
        arrived.update(chunk);
        if (got === BYTES) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      });
    },
  });
  const caller = await stage.call();
  let peak = 0;
  const before = process.memoryUsage().arrayBuffers;
  caller.write(
    `PUT /large HTTP/1.1\r\nContent-Type: application/pdf\r\nContent-Length: ${BYTES}\r\n\r\nspinebox`,
  );
  for (let sent = 8; sent < BYTES; ) {
    const next = sent === 8 ? piece.subarray(8) : piece;
    sent += next.length;
    if (!caller.write(next))
      await new Promise<void>((resolve) => void caller.once('drain', resolve));
    if (sent % SAMPLE !== 0) continue;
    // What nobody holds any more, and is not collected yet, is not held.
    collect();
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  }
  await received(caller, 10);
  assert.equal(arrived.digest('hex'), whole);
  const entry = await stage.entry('received');
  assert.equal(entry.request?.body?.length, BYTES);
  assert.equal(
    entry.facts?.examined,
    false,
    'what is that large is kept, and told as not examined',
  );
  const kept = createHash('sha256');
  if (entry.request?.body)
    for await (const chunk of stage.tap.journal.streamBody(entry.request.body)) kept.update(chunk);
  assert.equal(kept.digest('hex'), whole);
  assert.ok(peak < BYTES / 2, `${Math.round(peak / 1e6)} MB were held at once`);
});
