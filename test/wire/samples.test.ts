import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { acknowledgementOf } from '../../src/wire/hl7/application-acknowledgement.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import { subjectAround, writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import { headerOf } from '../../src/wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../../src/wire/http-capture/read-http-capture.ts';
import { decodePart } from '../../src/wire/mime/decode-part.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';
import type { Deviation, Reading } from '../../src/wire/reading.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'gp2gp');
const FOLDERS = [
  'conversations',
  'ebxml',
  'requests',
  'acks',
  'copc',
  'extracts',
  'mhs-json',
  'sending-adaptor',
  'ehr-transfer-service',
];
const skip = existsSync(ROOT) ? false : 'the shared samples are not here';

/** What truly cannot be read, and why: a regression and an improvement both show here. */
const UNREADABLE: readonly string[] = [];

/** One thing that was found in a file and read. */
interface Row {
  readonly name: string;
  readonly deviations: readonly Deviation[];
  readonly verdict: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function rowOf<T>(name: string, reading: Reading<T>, describe: (value: T) => string): Row {
  if (reading.ok) {
    return { name, deviations: reading.deviations, verdict: describe(reading.value) };
  }
  const { code, message, at } = reading.failure;
  const verdict = `unreadable, line ${at.line}: ${code} (${message})`;
  return { name, deviations: reading.deviations, verdict };
}

function examineEbxml(name: string, bytes: Uint8Array): Row {
  return rowOf(name, readEbxml(bytes), (message) => {
    const again = readEbxml(writeEbxml(message));
    assert.deepEqual(again.ok && again.value, message, `${name}: rewritten envelope`);
    return `${message.action || 'no action'}, ${message.manifest?.references.length ?? 0} references`;
  });
}

function examinePayload(name: string, bytes: Uint8Array): Row {
  return rowOf(name, readWrapper(bytes), (wrapper) => {
    const content = wrapper.controlAct === undefined ? undefined : subjectAround('<x/>');
    const again = readWrapper(Buffer.from(writeWrapper(wrapper, content)));
    assert.deepEqual(again.ok && again.value, wrapper, `${name}: rewritten wrapper`);
    if (wrapper.acknowledgement === undefined) return wrapper.rootName;
    const acknowledgement = acknowledgementOf(wrapper);
    if (!acknowledgement.ok) return `${wrapper.rootName}, ${acknowledgement.failure.code}`;
    const { type, responseCode } = acknowledgement.value;
    return `${wrapper.rootName} ${type} ${responseCode ?? ''}`.trimEnd();
  });
}

/** A whole HTTP message or MIME body: it is rewritten, read again and compared part by part. */
function examineMime(name: string, bytes: Buffer): Row[] {
  const capture = readHttpCapture(bytes);
  if (!capture.ok) return [rowOf(name, capture, () => '')];
  const { headers, body: span } = capture.value;
  const body = bytes.subarray(span.offset, span.offset + span.length);
  const mime = readMime(body, headerOf(headers, 'content-type'));
  if (!mime.ok) return [rowOf(name, mime, () => '')];
  const { parts, type } = mime.value;
  const contents = parts.map((part) =>
    body.subarray(part.body.offset, part.body.offset + part.body.length),
  );
  const written = writeMime(
    parts.map((part, index) => ({
      contentId: undefined,
      contentType: undefined,
      transferEncoding: undefined,
      furtherHeaders: part.headers,
      content: contents[index] ?? Buffer.alloc(0),
      encoded: true,
    })),
    { boundary: type.boundary },
  );
  const again = readMime(written.body, written.contentType);
  assert.ok(again.ok, `${name}: rewritten package`);
  assert.equal(again.value.parts.length, parts.length, `${name}: number of parts`);
  for (const [index, part] of again.value.parts.entries()) {
    const { body: newSpan, ...rest } = part;
    const { body: _, ...before } = parts[index] ?? { body: undefined };
    assert.deepEqual(rest, before, `${name}: headers of part ${index + 1}`);
    const content = written.body.subarray(newSpan.offset, newSpan.offset + newSpan.length);
    assert.ok(content.equals(contents[index] ?? Buffer.alloc(0)), `${name}: part ${index + 1}`);
  }
  const [envelope, payload] = parts;
  assert.ok(envelope !== undefined && payload !== undefined, `${name}: fewer than two parts`);
  const decoded = [envelope, payload].map((part) => {
    const reading = decodePart(body, part);
    assert.ok(reading.ok);
    return reading.value;
  });
  const deviations = [...capture.deviations, ...mime.deviations];
  return [
    { name, deviations, verdict: `${parts.length} parts` },
    examineEbxml(`${name} part 1`, decoded[0] ?? Buffer.alloc(0)),
    examinePayload(`${name} part 2`, decoded[1] ?? Buffer.alloc(0)),
  ];
}

function examineJson(name: string, bytes: Buffer): Row[] {
  const { ebXML, payload } = JSON.parse(bytes.toString('utf8')) as {
    readonly ebXML?: unknown;
    readonly payload?: unknown;
  };
  const rows: Row[] = [];
  if (typeof ebXML === 'string') rows.push(examineEbxml(`${name} ebXML`, Buffer.from(ebXML)));
  if (typeof payload === 'string') {
    rows.push(examinePayload(`${name} payload`, Buffer.from(payload)));
  }
  assert.ok(rows.length > 0, `${name} has neither ebXML nor payload`);
  return rows;
}

function examine(name: string, bytes: Buffer): Row[] {
  if (/\.(?:mime|ebxml)$/.test(name)) return examineMime(name, bytes);
  if (name.endsWith('.json')) return examineJson(name, bytes);
  const isEnvelope = /<[\w-]*:?Envelope[\s>]/.test(bytes.toString('latin1', 0, 400));
  return [isEnvelope ? examineEbxml(name, bytes) : examinePayload(name, bytes)];
}

function tally(deviations: readonly Deviation[]): string {
  const counts = new Map<string, number>();
  for (const { code } of deviations) counts.set(code, (counts.get(code) ?? 0) + 1);
  const told = [...counts].map(([code, count]) => (count === 1 ? code : `${code} x${count}`));
  return told.join(', ') || '-';
}

test('reads every public sample message and writes it again to an equal value', { skip }, (t) => {
  const rows: Row[] = [];
  for (const file of FOLDERS.flatMap((folder) => filesBelow(join(ROOT, folder)))) {
    const name = relative(ROOT, file).split(sep).join('/');
    rows.push(...examine(name, readFileSync(file)));
  }
  for (const { name, deviations, verdict } of rows) {
    t.diagnostic(`${name} | ${tally(deviations)} | ${verdict}`);
  }
  assert.ok(rows.length >= 50, `only ${rows.length} messages were found`);
  const unreadable = rows.filter(({ verdict }) => verdict.startsWith('unreadable'));
  assert.deepEqual(
    unreadable.map(({ name, verdict }) => `${name}: ${verdict}`),
    UNREADABLE,
  );
});
