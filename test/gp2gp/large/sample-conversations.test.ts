import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { joinParts, type PartStream } from '../../../src/gp2gp/large/join-parts.ts';
import { placePart } from '../../../src/gp2gp/large/place-part.ts';
import {
  type AwaitedDocument,
  beginReassembly,
  isComplete,
  markJoining,
  NOTHING_YET,
  pendingMessages,
  type Reassembly,
  unjoinedDocuments,
} from '../../../src/gp2gp/large/reassembly.ts';
import { readArrival } from '../../../src/gp2gp/read-arrival.ts';
import { type GpMessage, readMessage } from '../../../src/gp2gp/read-message.ts';

const ROOT = join(import.meta.dirname, '../../../../shared/samples/gp2gp');
const missing = existsSync(ROOT) ? false : 'the samples are not on this machine';

interface Sample {
  readonly message: GpMessage;
  /** The content of a part as it travelled. */
  content(part: number): Buffer;
}

/** A captured request: header lines, an empty line, the body. */
function captured(bytes: Buffer): Sample {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  assert.ok(end);
  const head = bytes.toString('latin1', 0, end.index);
  const contentType = /^Content-Type:\s*(.*)$/im.exec(head)?.[1]?.trim();
  const body = bytes.subarray(end.index + end[0].length);
  const read = readMessage(contentType, body);
  assert.ok(read.ok, read.ok ? '' : read.failure.message);
  const spans = new Map(read.value.attachments.map(({ part, span }) => [part, span]));
  return {
    message: read.value,
    content(part) {
      const { offset, length } = spans.get(part) ?? { offset: 0, length: 0 };
      return body.subarray(offset, offset + length);
    },
  };
}

interface AdaptorJson {
  readonly ebXML: string;
  readonly payload: string;
  readonly attachments?: readonly {
    readonly payload: string;
    readonly is_base64: string | boolean;
    readonly content_type: string;
  }[];
}

/** The form of the MHS adaptor as the multipart body that it stands for (gp2gp 2.8). */
function fromAdaptor(text: string): Sample {
  const { ebXML, payload, attachments = [] } = JSON.parse(text) as AdaptorJson;
  // One sample has quotes where its lines were put together.
  const clean = (content: string) => content.replaceAll('"', '');
  const cids = [...ebXML.matchAll(/xlink:href="cid:([^"]+)"/g)].map(([, id]) => id ?? '');
  const part = (id: string, type: string, encoding: string, content: string) =>
    `--edge\r\nContent-Id: <${id}>\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n`;
  const body = [
    part('envelope', 'text/xml', '8bit', ebXML),
    part(cids[0] ?? 'payload', 'application/xml', '8bit', payload),
    ...attachments.map(({ payload: content, is_base64, content_type }, n) => {
      const encoding = String(is_base64) === 'true' ? 'base64' : '8bit';
      const sent = encoding === 'base64' ? clean(content) : content;
      return part(cids[n + 1] ?? `part-${n}`, content_type, encoding, sent);
    }),
    '--edge--\r\n',
  ].join('');
  const head =
    'Content-Type: multipart/related; boundary="edge"; type="text/xml"; start="<envelope>"';
  return captured(Buffer.from(`${head}\r\n\r\n${body}`));
}

interface Whole {
  readonly reassembly: Reassembly;
  readonly documents: ReadonlyMap<number, Buffer>;
}

/** Puts a conversation together out of its messages, in the order in which they are given. */
async function putTogether(core: Sample, others: readonly Sample[]): Promise<Whole> {
  let { reassembly } = beginReassembly(NOTHING_YET, core.message.documents);
  for (const { message } of others) {
    const { messageId } = message.envelope;
    const placed = placePart(reassembly, { messageId, documents: message.documents });
    assert.notEqual(placed.placement.kind, 'refused', messageId);
    reassembly = placed.reassembly;
    for (let moved = true; moved; ) {
      const next = reassembly.early.find(({ messageId: id }) =>
        pendingMessages(reassembly).includes(id.toUpperCase()),
      );
      moved = next !== undefined;
      if (next) {
        const early = reassembly.early.filter((one) => one !== next);
        reassembly = placePart({ ...reassembly, early }, next).reassembly;
      }
    }
  }
  const documents = new Map<number, Buffer>();
  for (const document of unjoinedDocuments(reassembly)) {
    documents.set(document.position, await joined(document, others));
    reassembly = markJoining(reassembly, document.position, 'done');
  }
  return { reassembly, documents };
}

async function joined(document: AwaitedDocument, from: readonly Sample[]): Promise<Buffer> {
  const parts = document.slots.map(({ piece }): PartStream => {
    const sample = from.find(({ message }) => message.envelope.messageId === piece?.messageId);
    assert.ok(piece && sample);
    return { encoding: piece.encoding, bytes: [sample.content(piece.part)] };
  });
  const out: Uint8Array[] = [];
  const options = { compressed: document.compressed, atMost: 100_000_000 };
  const result = await joinParts(parts, options, (bytes) => void out.push(bytes));
  assert.ok(result.ok, result.ok ? '' : result.failure.because);
  return Buffer.concat(out);
}

const EXAMPLE = join(ROOT, 'conversations', 'large-message-example-1');

test('the national example is put together from its messages, in any order', {
  skip: missing,
}, async () => {
  const files = readdirSync(EXAMPLE);
  const samples = files.map((name) => captured(readFileSync(join(EXAMPLE, name))));
  const core = samples.find(({ message }) => message.envelope.action === 'RCMR_IN030000UK06');
  const others = samples.filter(
    ({ message }) => message.documents.length > 0 && message !== core?.message,
  );
  assert.ok(core);
  assert.equal(others.length, 5);
  const digest = (whole: Whole) =>
    [...whole.documents].map(([position, bytes]) => [
      position,
      bytes.length,
      createHash('sha256').update(bytes).digest('hex'),
    ]);
  const first = await putTogether(core, others);
  assert.ok(isComplete(first.reassembly));
  const names = first.reassembly.documents.map(({ fileName, way }) => [fileName.slice(37), way]);
  assert.deepEqual(names, [
    ['image.tif', 'whole'],
    ['LICENSE.txt', 'inline'],
    ['book.txt', 'index'],
    ['sample_mpeg4.mp4', 'whole'],
  ]);
  // A TIFF, an MPEG and a text, each with the mark of its kind.
  const [image, book, video] = [...first.documents.values()];
  assert.match(image?.toString('latin1', 0, 2) ?? '', /^(?:II|MM)$/);
  assert.equal(video?.toString('latin1', 4, 8), 'ftyp');
  const letters = [...(book ?? [])].every((byte) => byte >= 32 || [9, 10, 13].includes(byte));
  assert.ok(letters && (book?.length ?? 0) > 1_000_000);
  const second = await putTogether(core, others.toReversed());
  assert.deepEqual(digest(second), digest(first));
});

test('the extract of Vision announces a document in full', { skip: missing }, () => {
  const file = join(ROOT, 'conversations', 'large-message-example-3', 'RCMR_IN030000UK06.mime');
  const head = 'Content-Type: multipart/related; boundary="--=_MIME-Boundary"\r\n\r\n';
  const { message } = captured(Buffer.concat([Buffer.from(head), readFileSync(file)]));
  const [reference, ...others] = message.external;
  assert.deepEqual(others, []);
  assert.equal(reference?.documentId, '477B7133-6CED-4040-8D6F-3872A3CE2192');
  assert.equal(reference?.description?.largeAttachment, true);
  const arrival = readArrival(message);
  assert.ok(arrival.kind === 'extract' && arrival.extract && arrival.fault === undefined);
});

const SCENARIOS = join(ROOT, 'mhs-json', 'LargeMessage');

function scenario(name: string, ...files: readonly string[]): Sample[] {
  return files.map((file) => fromAdaptor(readFileSync(join(SCENARIOS, name, file), 'utf8')));
}

test('the conversations of the requesting adaptor are put together', {
  skip: missing,
}, async () => {
  for (const [name, files] of [
    ['Scenario_3', ['copc.json']],
    ['Scenario_4', ['copc1.json', 'copc_index.json', 'copc0.json']],
  ] as const) {
    const [core] = scenario(name, 'uk06.json');
    assert.ok(core);
    const { reassembly } = await putTogether(core, scenario(name, ...files));
    assert.ok(isComplete(reassembly), name);
  }
});

test('inline attachments of the adaptor are opened, compressed or described by a bare name', {
  skip: missing,
}, () => {
  for (const name of ['Scenario_1', 'Scenario_2', 'Scenario_12']) {
    const [core] = scenario(name, 'uk06.json');
    assert.ok(core);
    const arrival = readArrival(core.message);
    assert.ok(arrival.kind === 'extract' && arrival.documents.length > 0, name);
    assert.equal(
      arrival.documents.some(({ kind }) => kind === 'external'),
      false,
      name,
    );
    for (const { open } of core.message.attachments) assert.ok(open().ok, name);
  }
});

test('an index in the form of Vision holds the first chunk, and the core is found again in it', {
  skip: missing,
}, () => {
  const [core, index, ...chunks] = scenario(
    'Scenario_6',
    'uk06.json',
    'copc_index.json',
    'copc0.json',
    'copc1.json',
  );
  assert.ok(core && index);
  const [reference] = core.message.external;
  const { documents, envelope } = index.message;
  assert.equal(reference?.messageId, envelope.messageId);
  assert.deepEqual(
    documents.map(({ kind }) => kind),
    ['inline', 'external', 'external'],
  );
  const ids = chunks.map(({ message }) => message.envelope.messageId);
  assert.deepEqual(
    documents.flatMap((one) => (one.kind === 'external' ? [one.messageId] : [])).toSorted(),
    ids.toSorted(),
  );
});

test('a message whose binary is missing says so', { skip: missing }, () => {
  const [lacking] = scenario('missing-attachment', 'copc_error_missing_attachment.json');
  assert.ok(lacking);
  const [core] = scenario('missing-attachment', 'uk06.json');
  assert.ok(core);
  const { reassembly } = beginReassembly(NOTHING_YET, core.message.documents);
  const { messageId } = lacking.message.envelope;
  const { placement } = placePart(reassembly, { messageId, documents: lacking.message.documents });
  assert.ok(placement.kind === 'refused');
  assert.equal(placement.code, '30');
});

test('gzip in the national example is what the core says it is', { skip: missing }, () => {
  const file = readdirSync(EXAMPLE).find((name) => name.includes('compressed'));
  const { content, message } = captured(readFileSync(join(EXAMPLE, file ?? '')));
  const [attachment] = message.attachments;
  const text = content(attachment?.part ?? 0).toString('latin1');
  assert.match(text, /^H4sI/);
  assert.ok(gunzipSync(Buffer.from(text, 'base64')).length > 0);
});
