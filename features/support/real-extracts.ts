import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type ExtractFrame, readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import { headerOf } from '../../src/wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../../src/wire/http-capture/read-http-capture.ts';

/** An extract of a real system, as it is in its file. */
export interface RealExtract {
  readonly payload: Uint8Array;
  readonly attachments: readonly RecordAttachment[];
  /** `undefined` when it lacks what a transfer needs to know. */
  readonly frame: ExtractFrame | undefined;
}

// Beside the repository, never in it: real systems' files are not ours to publish.
const UP = extname(import.meta.filename) === '.ts' ? 3 : 4;
const SAMPLES = join(
  import.meta.dirname,
  ...Array.from({ length: UP }, () => '..'),
  'shared',
  'samples',
  'gp2gp',
);

/** Reads a sample, or tells why it cannot be had. */
export async function readRealExtract(file: string): Promise<RealExtract | string> {
  const path = join(SAMPLES, ...file.split('/'));
  if (!existsSync(path)) return `the sample ${file} is not beside this repository`;
  const bytes = await readFile(path);
  const { payload, attachments } = file.endsWith('.xml')
    ? { payload: bytes, attachments: [] }
    : fromCapture(bytes, file);
  const frame = readEhrExtract(payload);
  return { payload, attachments, frame: frame.ok ? frame.value : undefined };
}

/** The payload and the attachments inside a captured message. */
function fromCapture(bytes: Buffer, file: string): Omit<RealExtract, 'frame'> {
  const capture = readHttpCapture(bytes);
  if (!capture.ok) throw new Error(`${file}: ${capture.failure.message}`);
  const { headers, body } = capture.value;
  const message = readMessage(
    headerOf(headers, 'Content-Type'),
    bytes.subarray(body.offset, body.offset + body.length),
  );
  if (!message.ok || !message.value.payload) throw new Error(`${file} holds no message`);
  const attachments = message.value.attachments.map(
    ({ id, fileName, contentType, open }): RecordAttachment => {
      const opened = open();
      if (!opened.ok) throw new Error(`${file}: ${opened.because}`);
      return { id: id ?? '', fileName, contentType, bytes: opened.bytes };
    },
  );
  return { payload: message.value.payload, attachments };
}
