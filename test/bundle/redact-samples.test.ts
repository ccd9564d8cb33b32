import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Fakes } from '../../src/bundle/redact/fakes.ts';
import { filler } from '../../src/bundle/redact/filler.ts';
import { Learned } from '../../src/bundle/redact/learned.ts';
import { redactDocument } from '../../src/bundle/redact/redact-document.ts';
import { learning, replacing } from '../../src/bundle/redact/redacting.ts';
import { readCapture } from '../../src/capture/read-capture.ts';
import { examineMessage } from '../../src/checks/examine-message.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples');
const skip = existsSync(SAMPLES) ? false : 'the samples are not on this machine';
const NOW = new Date('2026-03-01T09:15:00Z');
/** Larger ones take long and are made as the small ones are. */
const MOST_BYTES = 1_000_000;

/** A sample as a bundle would hold it. */
function redacted(bytes: Buffer): Buffer {
  const learned = new Learned();
  redactDocument(bytes, '', learning(learned, redactDocument));
  const fakes = new Fakes(Buffer.alloc(32, 5), learned.numbers);
  return redactDocument(
    bytes,
    '',
    replacing(learned, fakes, { document: redactDocument, fill: filler }),
  );
}

const files = (folder: string) =>
  readdirSync(join(SAMPLES, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:xml|json|txt|mime|hl7|ldif|http)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

test('public samples keep their length and what the checks find, at the same places', {
  skip,
}, () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const file of files('gp2gp')) {
    const bytes = readFileSync(file);
    if (bytes.length > MOST_BYTES) continue;
    const now = redacted(bytes);
    assert.equal(now.length, bytes.length, file);
    const found = (given: Buffer) => {
      try {
        return examineMessage(readCapture(given, NOW).message).map(({ check, at, line, column }) =>
          [check, at, line, column].join(' '),
        );
      } catch (error) {
        return [String(error)];
      }
    };
    const [before, after] = [found(bytes), found(now)];
    if (before.join('\n') !== after.join('\n'))
      wrong.push(
        `${file}: ${before.filter((each) => !after.includes(each))} / ${after.filter((each) => !before.includes(each))}`,
      );
    judged++;
  }
  assert.deepEqual(wrong, []);
  assert.ok(judged > 50);
});

test('no name, number or address of the samples is left in its place', { skip }, () => {
  const FIELDS = [
    /<(?:\w+:)?(?:family|given|streetAddressLine|postalCode)>([^<]{3,})</g,
    /"(?:family|postalCode|birthDate)":\s*"([^"]{3,})"/g,
    /<(?:\w+:)?(?:telecom|birthTime)\b[^>]*\bvalue="([^"]{6,})"/g,
    /root="2\.16\.840\.1\.113883\.2\.1\.4\.1" extension="(\d{10})"/g,
  ];
  const left: string[] = [];
  let seen = 0;
  for (const folder of ['gp2gp', 'pds']) {
    for (const file of files(folder)) {
      const bytes = readFileSync(file);
      if (bytes.length > MOST_BYTES) continue;
      const [before, after] = [bytes.toString('latin1'), redacted(bytes).toString('latin1')];
      for (const pattern of FIELDS) {
        const then = [...before.matchAll(pattern)].map(([, value = '']) => value);
        const now = [...after.matchAll(pattern)].map(([, value = '']) => value);
        assert.equal(now.length, then.length, file);
        for (const [index, value] of then.entries()) {
          seen++;
          if (value === now[index] && /[A-Za-z]{3}|\d{6}/.test(value))
            left.push(`${file}: ${value}`);
        }
      }
    }
  }
  assert.deepEqual(left, []);
  assert.ok(seen > 300, `${seen}`);
});
