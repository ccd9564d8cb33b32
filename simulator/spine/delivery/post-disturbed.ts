import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpClient, HttpOutcome, HttpRequest } from '../../../src/platform/http-client.ts';
import type { DeliveryFault } from '../../doors/message-disturber.ts';

/** Stretches in which a slow body goes out. */
const STRETCHES = 20;

/** One attempt to deliver with what goes wrong about it. A copy is an attempt of its own: the caller makes it. */
export async function postDisturbed(
  client: HttpClient,
  url: string,
  request: HttpRequest,
  fault: DeliveryFault,
): Promise<HttpOutcome> {
  switch (fault.kind) {
    case 'unreachable':
      if ('stream' in request.body) request.body.stream.destroy();
      return { failed: 'refused', message: `not reachable: ${fault.by}` };
    case 'duplicate':
      return client.post(url, request);
    case 'reset': {
      const body = await wholeOf(request.body);
      const half = Readable.from(brokenOff(body.subarray(0, Math.floor(body.length / 2))));
      return client.post(url, { ...request, body: { stream: half, length: body.length } });
    }
    case 'slow-body': {
      const body = await wholeOf(request.body);
      const slow = Readable.from(slowly(body, fault.ms));
      return client.post(url, { ...request, body: { stream: slow, length: body.length } });
    }
  }
}

async function wholeOf(body: HttpRequest['body']): Promise<Buffer> {
  if (!('stream' in body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  for await (const chunk of body.stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* brokenOff(part: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part;
  // What was written must leave before the connection ends.
  await wait(20);
  throw new Error('the connection is to end here');
}

async function* slowly(body: Uint8Array, ms: number): AsyncGenerator<Uint8Array> {
  const size = Math.max(1, Math.ceil(body.length / STRETCHES));
  for (let at = 0; at < body.length; at += size) {
    yield body.subarray(at, at + size);
    await wait(ms / STRETCHES);
  }
}
