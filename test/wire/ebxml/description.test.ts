import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NO_DESCRIPTION,
  readDescription,
  writeDescription,
} from '../../../src/wire/ebxml/description.ts';

const SCAN = {
  ...NO_DESCRIPTION,
  filename: 'a letter=b.tif',
  contentType: 'image/tiff',
  compressed: true,
  largeAttachment: false,
  originalBase64: true,
  length: 3145728,
  domainData: 'X-GP2GP-Skeleton: Yes',
};

test('writes the pairs in the order of every writer', () => {
  assert.equal(
    writeDescription(SCAN),
    'Filename="a letter=b.tif" ContentType=image/tiff Compressed=Yes LargeAttachment=No OriginalBase64=Yes Length=3145728 DomainData="X-GP2GP-Skeleton: Yes"',
  );
});

test('reads the pairs in any order and with any white space', () => {
  const text =
    '\n\t\tLength=3145728\r\n  Compressed=Yes\tLargeAttachment=No OriginalBase64=Yes\n DomainData="X-GP2GP-Skeleton: Yes" ContentType=image/tiff Filename="a letter=b.tif"\n';
  assert.deepEqual(readDescription(text), { ok: true, value: SCAN, deviations: [] });
});

test('takes a text without Filename for the name of the file', () => {
  for (const name of ['Attachment', 'letter 1.pdf', '', 'Compressed=Yes']) {
    const reading = readDescription(` ${name}\n`);
    assert.deepEqual(reading.ok && reading.value, { ...NO_DESCRIPTION, bareName: name });
  }
});

test('tells odd pairs and still reads the rest', () => {
  const reading = readDescription(
    'Filename="x" Compressed=yes Compressed=No Colour=red Length=big stray',
  );
  assert.ok(reading.ok);
  assert.equal(reading.value.compressed, true);
  assert.equal(reading.value.length, undefined);
  assert.deepEqual(
    reading.deviations.map(({ code }) => code),
    [
      'description.repeated-key',
      'description.unknown-key',
      'description.stray-text',
      'description.length',
      'description.yes-no',
    ],
  );
});
