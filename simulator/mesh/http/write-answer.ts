import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip, gunzip, gzip } from 'node:zlib';
import type { Journal } from '../../../src/journal/journal.ts';
import { type HeaderList, writeReply } from '../../../src/platform/http-message.ts';
import type { Answer, StoredContent } from '../answer/answer.ts';

/** Chunks up to this size are packed and unpacked whole, so that their length can be told before. */
const WHOLE = 1024 * 1024;

/** Sends an answer; large ones as they are read. What a peer does that goes away is no error. */
export async function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  journal: Pick<Journal, 'passBody' | 'streamBody' | 'readBody'>,
): Promise<void> {
  const { status, headers, body } = answer;
  if (body instanceof Uint8Array) {
    await writeReply(response, { status, headers, body });
    return;
  }
  const { ref, how } = body;
  if (how !== 'as stored' && ref.length <= WHOLE) {
    const turned = await turnedWhole(await journal.readBody(ref), how);
    if (turned) await writeReply(response, { status, headers, body: turned });
    else await sendStored(response, { ...answer, headers: asGzip(headers) }, body, journal);
    return;
  }
  if (how === 'as stored') {
    await sendStored(response, answer, body, journal);
    return;
  }
  const source = journal.streamBody(ref);
  if (how === 'expanded' && !(await beginsAsGzip(source))) {
    source.destroy();
    await sendStored(response, { ...answer, headers: asGzip(headers) }, body, journal);
    return;
  }
  // Its length is only known at the end: the transfer itself is chunked.
  const turned = how === 'expanded' ? createGunzip() : createGzip();
  await stream(response, status, headers, [source, turned]);
}

/** Looks at the first two bytes (RFC 1952 section 2.3.1) and puts them back. */
async function beginsAsGzip(source: Readable): Promise<boolean> {
  await once(source, 'readable');
  const first: Buffer | null = source.read();
  if (!first) return false;
  source.unshift(first);
  return first[0] === 0x1f && first[1] === 0x8b;
}

async function sendStored(
  response: ServerResponse,
  { status, headers }: Answer,
  { ref }: StoredContent,
  journal: Pick<Journal, 'passBody'>,
): Promise<void> {
  const lengthened: HeaderList = [...headers, ['Content-Length', String(ref.length)]];
  response.writeHead(status, lengthened.flat());
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  const leave = () => gone.reject(new Error('the peer went away'));
  response.once('close', leave);
  const written = (piece: Buffer) =>
    new Promise<void>((resolve, reject) => {
      response.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  try {
    await journal.passBody(ref, (piece) => Promise.race([written(piece), gone.promise]));
    response.off('close', leave);
    response.end();
    await finished(response);
  } catch (error) {
    // Part of the length that was announced is missing: nobody may take it for the whole.
    response.destroy();
    throw error;
  }
}

async function stream(
  response: ServerResponse,
  status: number,
  headers: HeaderList,
  parts: readonly [Readable, ...NodeJS.ReadWriteStream[]],
): Promise<void> {
  response.writeHead(status, headers.flat());
  await pipeline([...parts, response]);
}

/** `undefined`: what its sender called gzip is not. It goes out as it is, and still says what it claims to be. */
async function turnedWhole(
  bytes: Buffer,
  how: 'expanded' | 'compressed',
): Promise<Buffer | undefined> {
  if (how === 'compressed') return promisify(gzip)(bytes);
  const most = { maxOutputLength: 64 * WHOLE };
  return promisify(
    gunzip as (b: Buffer, o: object, d: (e: Error | null, r: Buffer) => void) => void,
  )(bytes, most).catch(() => undefined) as Promise<Buffer | undefined>;
}

function asGzip(headers: HeaderList): HeaderList {
  return [...headers, ['Content-Encoding', 'gzip']];
}
