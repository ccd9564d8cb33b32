import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { Fakes } from '../../src/bundle/redact/fakes.ts';
import { filler } from '../../src/bundle/redact/filler.ts';
import { Learned } from '../../src/bundle/redact/learned.ts';
import { openRedactor } from '../../src/bundle/redact/open-redactor.ts';
import { redactDocument } from '../../src/bundle/redact/redact-document.ts';
import { learning, replacing } from '../../src/bundle/redact/redacting.ts';
import { verifyBundle } from '../../src/bundle/verify-bundle.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';
import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { bundleGround, plainOptions } from './bundle-of.ts';
import { FHIR, PACKAGE, PLANTED, PLANTED_ENTRIES, WORLD } from './planted.ts';

/** A text as whoever looks for something would take it apart, layer by layer. */
function* layers(bytes: Buffer, depth = 0): Iterable<string> {
  const text = bytes.toString('utf8');
  yield text;
  if (depth > 3) return;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) yield* layers(gunzipSync(bytes), depth + 1);
  const latin = bytes.toString('latin1');
  const again = (changed: string) =>
    changed === latin ? [] : layers(Buffer.from(changed, 'latin1'), depth + 1);
  yield* again(
    latin.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
  yield* again(
    latin
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
  );
  yield* again(
    latin
      .replace(/&#(\d+);/g, (_, point: string) => String.fromCharCode(Number(point)))
      .replace(/&#x([0-9a-f]+);/gi, (_, point: string) =>
        String.fromCharCode(Number.parseInt(point, 16)),
      ),
  );
  yield* again(
    latin
      .replace(/\\u00([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replaceAll('\\r\\n', '\r\n')
      .replaceAll('\\"', '"'),
  );
  for (const [run] of latin.matchAll(/(?:[A-Za-z0-9+/_-]{12,}={0,2}(?:\r?\n)?)+/g))
    yield* layers(Buffer.from(run, /[_-]/.test(run) ? 'base64url' : 'base64'), depth + 1);
}

const folded = (text: string) => text.toLowerCase().replace(/[\s’'-]+/g, '');

/** Which of what was planted can be found in bytes. */
function foundIn(bytes: Buffer): readonly string[] {
  const texts = [...layers(bytes)].map(folded);
  return PLANTED.filter((each) => texts.some((text) => text.includes(folded(each))));
}

test('fifty things are planted, and can be found in a bundle that is not redacted', async () => {
  assert.equal(PLANTED.length, 50);
  assert.equal(new Set(PLANTED).size, 50);
  await using ground = await bundleGround();
  assert.deepEqual(await foundInBundle(ground, false), [...PLANTED].toSorted());
});

test('none of the fifty can be found in a bundle that is redacted, however it is taken apart', async () => {
  await using ground = await bundleGround();
  assert.deepEqual(await foundInBundle(ground, true), []);
});

async function foundInBundle(
  { journal, folder }: Awaited<ReturnType<typeof bundleGround>>,
  redact: boolean,
): Promise<readonly string[]> {
  for (const each of PLANTED_ENTRIES) await journal.append(each);
  const out = join(folder, 'bundle.zip');
  await writeBundle({
    ...plainOptions(journal, out),
    ...{ world: WORLD, title: 'Transfer of Marigolda Quillfeather' },
    ...(redact && { redactor: openRedactor() }),
  });
  assert.deepEqual((await verifyBundle(out)).faults, []);
  await using bundle = await openBundle(out);
  assert.equal(bundle.manifest.redacted, redact);
  const found = new Set<string>(foundIn(Buffer.from(JSON.stringify(bundle.manifest))));
  for (const { name } of bundle.manifest.files) {
    const bytes = Buffer.concat((await (await bundle.stream(name)).toArray()) as Buffer[]);
    for (const each of foundIn(bytes)) found.add(each);
  }
  const before = await journal.find({});
  const after = await bundle.journal.find({});
  const lengths = (entries: typeof before) =>
    entries.map(({ request, response }) => [request?.body?.length, response?.body?.length]);
  assert.deepEqual(lengths(after), lengths(before), 'bodies are as long as they were');
  return [...found].toSorted();
}

test('the same person is the same person everywhere, with a number of the test range that is right', async () => {
  await using ground = await bundleGround();
  const { journal, folder } = ground;
  for (const each of PLANTED_ENTRIES) await journal.append(each);
  const out = join(folder, 'bundle.zip');
  await writeBundle({ ...plainOptions(journal, out), redactor: openRedactor() });
  await using bundle = await openBundle(out);
  const [first, fhir, query] = await bundle.journal.find({});
  assert.ok(first?.request?.body && fhir?.request?.body);
  const text = (await bundle.journal.readBody(first.request.body)).toString();
  const number = /root="2.16.840.1.113883.2.1.4.1" extension="(\d{10})"/.exec(text)?.[1] ?? '';
  const family = /<family>(\w+)<\/family><\/name>/.exec(text)?.[1] ?? '';
  assert.match(number, /^999/);
  assert.ok(parseNhsNumber(number));
  assert.equal(family.length, 'Quillfeather'.length);
  assert.match(query?.findings?.[0]?.message ?? '', new RegExp(family.toUpperCase()));
  const patient = JSON.parse((await bundle.journal.readBody(fhir.request.body)).toString());
  assert.match(
    query?.summary ?? '',
    new RegExp(`Patient ${patient.identifier[0].value} \\(${patient.name[0].family}\\)`),
  );
  assert.equal(patient.name[0].text, `${patient.name[0].given[0]} ${patient.name[0].family}`);
  assert.match(patient.birthDate, /^\d{4}-\d{2}-\d{2}$/);
  assert.notEqual(patient.birthDate, '1957-04-01');
  // Codes and structure are what they were.
  assert.match(
    text,
    /code="37231000000106" codeSystem="2.16.840.1.113883.2.1.3.2.4.15" displayName="Letter"/,
  );
});

test('two bundles of the same are redacted differently: nobody can look it up', async () => {
  const learned = new Learned();
  const names = [1, 2].map((key) => {
    const fakes = new Fakes(Buffer.alloc(32, key));
    return replacing(learned, fakes, { document: redactDocument, fill: filler }).value(
      'name',
      'Quillfeather',
    );
  });
  assert.notEqual(names[0], names[1]);
});

test('whatever comes, as many bytes go, and nothing throws', () => {
  const pieces = [
    PACKAGE,
    FHIR,
    '<a b="c">',
    '&#x41;',
    '=41=\r\n',
    '%41',
    '"\\u0041',
    '\x1f\x8b\x08',
    '--b\r\n',
    '9990000018',
  ];
  const document = fc
    .array(
      fc.oneof(
        fc.constantFrom(...pieces),
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      ),
      { maxLength: 6 },
    )
    .map((all) => Buffer.from(all.join(''), 'latin1'));
  const cut = fc
    .tuple(document, fc.nat())
    .map(([bytes, at]) => bytes.subarray(at % (bytes.length + 1)));
  const type = fc.constantFrom(
    '',
    'text/xml',
    'multipart/related; boundary="b"',
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain',
  );
  fc.assert(
    fc.property(fc.oneof(document, cut), type, (bytes, media) => {
      const learned = new Learned();
      redactDocument(bytes, media, learning(learned, redactDocument));
      const fakes = new Fakes(Buffer.alloc(32, 3));
      const done = redactDocument(
        bytes,
        media,
        replacing(learned, fakes, { document: redactDocument, fill: filler }),
      );
      assert.equal(done.length, bytes.length);
    }),
    { numRuns: 300 },
  );
});
