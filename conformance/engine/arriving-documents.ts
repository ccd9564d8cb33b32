import type { SeededDocument, SeededRecord } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { collectSentDocuments, joinSent, type SentDocument } from './sent-documents.ts';
import { openSentExtract } from './sent-extract.ts';
import type { Trial } from './trial.ts';

/** The note that stands for a document that could not be sent (gp2gp 3.9). */
const PLACEHOLDER = /^AbsentAttachment.*\.txt$/i;

function isPlaceholder({ name }: SentDocument): boolean {
  return PLACEHOLDER.test(name);
}

interface ArrivedDocument extends SentDocument {
  readonly sha256: string;
  readonly bytes: number;
}

/** All documents joined and digested; skeletons and placeholders are left out. */
async function arrived(trial: Trial, name?: string): Promise<readonly ArrivedDocument[]> {
  const found: ArrivedDocument[] = [];
  for (const document of await collectSentDocuments(trial, name)) {
    if (document.skeleton || isPlaceholder(document)) continue;
    const joined = await joinSent(trial, document);
    if (!joined.ok) {
      throw new SystemDeviation({
        expected: `"${document.name}" can be put together`,
        observed: joined.because,
        evidence: [document.sequence],
        weight: 'unsafe',
      });
    }
    found.push({ ...document, sha256: joined.sha256, bytes: joined.bytes });
  }
  return found;
}

/**
 * Every document of the record arrives, byte for byte, and none besides. Those that the source does not have are not
 * expected, nor are those that are named.
 */
export async function expectDocumentsArrive(
  trial: Trial,
  { documents }: SeededRecord,
  { but = [], in: name }: { readonly but?: readonly string[]; readonly in?: string } = {},
): Promise<void> {
  await trial.settled();
  const wanted = documents.filter(({ fileName, absent }) => !absent && !but.includes(fileName));
  const left = [...(await arrived(trial, name))];
  const problems: string[] = [];
  for (const { fileName, sha256, bytes } of wanted) {
    const exact = left.findIndex((each) => each.sha256 === sha256 && each.name === fileName);
    const at = exact >= 0 ? exact : left.findIndex((each) => each.sha256 === sha256);
    if (at < 0) problems.push(`no document with the ${bytes} bytes of "${fileName}"`);
    else left.splice(at, 1);
  }
  problems.push(
    ...left.map((each) => `"${each.name}" with ${each.bytes} bytes is not in the record`),
  );
  trial.observed(`${wanted.length - problems.length} documents arrive as they are`);
  if (problems.length === 0) return;
  throw new SystemDeviation({
    expected: `the ${wanted.length} documents of the record, byte for byte`,
    observed: problems.slice(0, 8).join('; '),
    weight: 'unsafe',
  });
}

/** Each document is described under the name that it has in the record, and its place names it alike (gp2gp 2.7, 3.3). */
export async function expectNames(trial: Trial, { documents }: SeededRecord): Promise<void> {
  const names = (await collectSentDocuments(trial)).map(({ name }) => name);
  const lost = documents.filter(({ fileName }) => !names.includes(fileName));
  if (lost.length > 0) {
    throw new SystemDeviation({
      expected: lost.map(({ fileName }) => `a document called "${fileName}"`).join(', '),
      observed: `they are called ${names.map((each) => `"${each}"`).join(', ')}`,
    });
  }
  const { content, sent, opened } = await openSentExtract(trial);
  refuseMangled(documents, opened.message.payload ?? Buffer.alloc(0), sent.sequence);
  const places = content.anchors.map(({ reference }) => inPlain(decoded(reference)));
  const unnamed = documents.filter(
    ({ fileName }) => !places.some((place) => place.endsWith(inPlain(fileName))),
  );
  if (unnamed.length === 0) return;
  throw new SystemDeviation({
    expected: unnamed.map(({ fileName }) => `a place that names "${fileName}"`).join(', '),
    observed: content.anchors.map(({ reference }) => reference).join(', '),
    evidence: [sent.sequence],
  });
}

/** No name whose UTF-8 was read as if each byte were a letter, wherever the record has it. */
function refuseMangled(
  documents: SeededRecord['documents'],
  payload: Buffer,
  sequence: number,
): void {
  const mangled = documents.filter(({ fileName }) => {
    const twice = Buffer.from(Buffer.from(fileName, 'utf8').toString('latin1'), 'utf8');
    return twice.length > Buffer.byteLength(fileName) && payload.includes(twice);
  });
  if (mangled.length === 0) return;
  throw new SystemDeviation({
    expected: 'letters with accents as they are',
    observed: `the name "${mangled[0]?.fileName}" is mangled in the record`,
    evidence: [sequence],
    weight: 'unsafe',
  });
}

/** Letter for letter, but for what a system may put in the place of one that it does not like in a reference. */
function inPlain(text: string): string {
  return [...text.normalize('NFC')]
    .map((each) => (/[A-Za-z0-9.]/.test(each) ? each : '_'))
    .join('');
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

/** The manifest tells the true type of each document, whatever its part declares (gp2gp 3.8). */
export async function expectTrueTypes(trial: Trial, { documents }: SeededRecord): Promise<void> {
  const sent = await arrived(trial);
  const wrong = documents
    .map((seeded) => ({ seeded, found: findSent(sent, seeded) }))
    .filter(({ seeded, found }) => found && bare(found.contentType) !== bare(seeded.contentType));
  if (wrong.length === 0) return;
  throw new SystemDeviation({
    expected: 'the true type of every document in its description',
    observed: wrong
      .map(({ seeded, found }) => `"${seeded.fileName}" is announced as ${found?.contentType}`)
      .join('; '),
    evidence: wrong.flatMap(({ found }) => (found ? [found.sequence] : [])),
  });
}

function findSent<T extends SentDocument>(
  sent: readonly T[],
  { fileName }: SeededDocument,
): T | undefined {
  return sent.find(({ name }) => name === fileName);
}

function bare(type: string): string {
  return type.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** A note says that the document could not be sent: named, typed and worded as receivers know it (gp2gp 3.9). */
export async function expectPlaceholder(trial: Trial, fileName: string): Promise<void> {
  const expected = `a note AbsentAttachment... that names "${fileName}"`;
  await trial.until(expected, ({ messages }) =>
    messages.find(({ from, role }) => from === 'system' && role === 'extract'),
  );
  const documents = await trial.lookUntil(expected, async () => {
    await trial.settled();
    try {
      const found = (await collectSentDocuments(trial)).filter(isPlaceholder);
      return found.length > 0 ? found : undefined;
    } catch (error) {
      // Parts may still be under way.
      if (error instanceof SystemDeviation) return undefined;
      throw error;
    }
  });
  const texts: string[] = [];
  for (const document of documents) {
    const joined = await joinSent(trial, document, { keep: true });
    const text = joined.ok ? joined.content.toString('utf8') : '';
    texts.push(text);
    if (!text.includes(fileName)) continue;
    if (bare(document.contentType) !== 'text/plain') {
      trial.warned(`the note about "${fileName}" is ${document.contentType}, not text/plain`);
    }
    if (!/Reason:\s*06/.test(text)) trial.warned(`the note about "${fileName}" gives no reason 06`);
    trial.observed(`${document.name} (#${document.sequence})`);
    return;
  }
  throw new SystemDeviation({
    expected,
    observed: `${texts.length} notes, none of which names it`,
    evidence: documents.map(({ sequence }) => sequence),
    weight: 'unsafe',
  });
}
