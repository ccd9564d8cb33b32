import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { BodyRef, Entry } from '../../journal/entry.ts';
import type { JournalReader } from '../../journal/journal.ts';
import { sha256 } from '../chain.ts';
import { Fakes } from './fakes.ts';
import { filler } from './filler.ts';
import { JoinedPieces } from './joined-pieces.ts';
import { latin } from './latin.ts';
import { Learned } from './learned.ts';
import { redactBody, typeOf } from './redact-body.ts';
import { redactDocument } from './redact-document.ts';
import { redactEntry } from './redact-entry.ts';
import { redactJson } from './redact-json.ts';
import { redactScript } from './redact-script.ts';
import { learning, type Redacting, replacing } from './redacting.ts';
import type { RedactedBody, Redactor } from './redactor.ts';

/** Larger bodies are filled as they are: they are not held in memory to be looked into. */
const MOST_BYTES = 128 * 1024 * 1024;
const SIDES = ['request', 'response'] as const;

/** A redactor with a key of its own, which nobody knows and which goes with it. */
export function openRedactor(): Redactor {
  const learned = new Learned();
  const fakes = new Fakes(randomBytes(32), learned.numbers);
  const learns = learning(learned, redactDocument);
  const replaces = replacing(learned, fakes, { document: redactDocument, fill: filler });
  let folder: Promise<string> | undefined;
  let files = 0;
  const kept = async (bytes: Buffer): Promise<RedactedBody> => {
    folder ??= mkdtemp(join(tmpdir(), 'spinebox-redact-'));
    const path = join(await folder, String(files++));
    await writeFile(path, bytes);
    const facts = { sha256: sha256(bytes), bytes: bytes.length, crc: crc32(bytes) };
    return {
      ...facts,
      open: () => (bytes.length === 0 ? Readable.from([]) : createReadStream(path)),
    };
  };
  const pieces = new JoinedPieces();
  const seen = new Map<string, () => Promise<Buffer>>();
  const bodyOf = async (key: string) => (await seen.get(key)?.()) ?? Buffer.alloc(0);
  let patches: ReturnType<JoinedPieces['patches']> | undefined;
  const filled: string[] = [];
  return {
    filled,
    async learn(journal, entries) {
      for (const entry of entries) {
        redactEntry(entry, learns);
        for (const side of SIDES) {
          const ref = entry[side]?.body;
          if (!ref || ref.length > MOST_BYTES) continue;
          const bytes = await journal.readBody(ref);
          redactBody(bytes, entry, side, learns);
          const key = sha256(bytes);
          if (seen.has(key)) continue;
          seen.set(key, () => journal.readBody(ref));
          pieces.take(key, bytes, typeOf(entry[side]));
        }
      }
      await pieces.patches(bodyOf, learns);
    },
    learnJson: (value) => void jsonOf(value, learns),
    learnText: (text) => void latin(text, (plain) => redactScript(plain, learns)),
    async body(journal: JournalReader, ref: BodyRef, entry: Entry, side) {
      if (ref.length > MOST_BYTES) {
        filled.push(
          `what the ${side} of #${entry.sequence} said: its ${ref.length} bytes were filled`,
        );
        return kept(filler(Buffer.alloc(ref.length), ''));
      }
      const bytes = await journal.readBody(ref);
      const done = redactBody(bytes, entry, side, replaces);
      // Only now everything is learnt.
      patches ??= pieces.patches(bodyOf, replaces);
      for (const patch of (await patches).get(sha256(bytes)) ?? [])
        patch.bytes.copy(done, patch.offset);
      return kept(done);
    },
    entry: (entry) => redactEntry(entry, replaces),
    json: (value) => jsonOf(value, replaces),
    text: (text) => latin(text, (plain) => redactScript(plain, replaces)),
    async [Symbol.asyncDispose]() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

function jsonOf(value: unknown, redacting: Redacting): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(latin(JSON.stringify(value), (plain) => redactJson(plain, redacting)));
}
