import { SystemDeviation } from './departures.ts';
import { collectSentDocuments, joinSent, type SentDocument } from './sent-documents.ts';
import type { Trial } from './trial.ts';

async function find(trial: Trial, name: string): Promise<SentDocument> {
  const documents = await collectSentDocuments(trial);
  const found = documents.find((each) => each.name === name) ?? onlyOne(documents);
  if (found) return found;
  throw new SystemDeviation({
    expected: `a document "${name}"`,
    observed: `there are ${documents.map((each) => `"${each.name}"`).join(', ') || 'none'}`,
  });
}

/** A system may name a document in its own way: where there is only one it is meant. */
function onlyOne(documents: readonly SentDocument[]): SentDocument | undefined {
  const plain = documents.filter(({ skeleton }) => !skeleton);
  return plain.length === 1 ? plain[0] : undefined;
}

function told({ way, announcedLarge, pieces }: SentDocument): string {
  const large = announcedLarge ? 'announced as large' : 'announced as not large';
  return way === 'index' ? `an index and ${pieces.length} chunks, ${large}` : `${way}, ${large}`;
}

function evidence({ sequence, pieces }: SentDocument): readonly number[] {
  return [...new Set([sequence, ...pieces.map((each) => each.sequence)])].slice(0, 12);
}

/**
 * In one piece, and announced so. The size at which systems begin to cut is that of one implementation (gp2gp 3.1): who
 * cuts earlier is noted.
 */
export async function expectOnePiece(trial: Trial, name: string): Promise<void> {
  const document = await find(trial, name);
  trial.observed(told(document));
  if (document.way === 'index') {
    trial.warned(`"${name}" comes in ${document.pieces.length} chunks where one message would do`);
    return expectAnnouncedAsDelivered(trial, name);
  }
  if (!document.announcedLarge) return;
  throw new SystemDeviation({
    expected: `"${name}" announced with LargeAttachment=No`,
    observed: told(document),
    evidence: evidence(document),
  });
}

/**
 * As an index and its chunks, whose names end with their place, from 0 (gp2gp 3.3). Who sends it whole although it is
 * just beyond the size of that implementation is noted; the limits of a message are another scenario's.
 */
export async function expectChunks(
  trial: Trial,
  name: string,
  { count, named = false }: { readonly count?: number; readonly named?: boolean } = {},
): Promise<void> {
  const document = await find(trial, name);
  const { way, pieces } = document;
  trial.observed(told(document));
  const expected = `"${name}" as an index and ${count ?? 'its'} chunks`;
  if (way !== 'index') {
    if (count === undefined) {
      throw new SystemDeviation({
        expected,
        observed: told(document),
        evidence: evidence(document),
      });
    }
    trial.warned(`"${name}" comes ${way}, not in ${count} chunks`);
    return;
  }
  if (count !== undefined && pieces.length !== count) {
    trial.warned(`"${name}" comes in ${pieces.length} chunks, not ${count}`);
  }
  if (!named) return;
  const wrong = pieces.filter(
    ({ fileName }, place) => !new RegExp(`_${place}\\.[^.]+$`).test(fileName),
  );
  if (wrong.length === 0) return;
  throw new SystemDeviation({
    expected: 'chunks whose names end with _0, _1 and so on',
    observed: pieces.map(({ fileName }) => fileName).join(', '),
    evidence: evidence(document),
  });
}

/** `LargeAttachment` says how the document comes; a difference is known of a real system and noted (gp2gp 3.3). */
export async function expectAnnouncedAsDelivered(trial: Trial, name: string): Promise<void> {
  const document = await find(trial, name);
  trial.chose(`"${name}" comes as ${told(document)}`);
  if (document.announcedLarge === (document.way === 'index')) return;
  trial.warned(`LargeAttachment of "${name}" does not say how it comes: ${told(document)}`);
}

/** The replacement of a skeleton is compressed and comes as an index and chunks (gp2gp 3.6). */
export async function expectCompressedChunks(trial: Trial): Promise<void> {
  const skeleton = (await collectSentDocuments(trial)).find((each) => each.skeleton);
  const expected = 'the record compressed, as an index and its chunks';
  if (!skeleton) throw new SystemDeviation({ expected, observed: 'there is no skeleton' });
  const joined = await joinSent(trial, skeleton);
  const size = joined.ok ? `${joined.bytes} bytes` : joined.because;
  trial.observed(`${told(skeleton)}, ${skeleton.compressed ? '' : 'not '}compressed, ${size}`);
  const characters = skeleton.pieces.reduce((sum, each) => sum + each.characters, 0);
  // What compresses so well that one message carries it needs no chunks.
  const fits = characters <= 4_500_000;
  if (skeleton.compressed && (skeleton.way === 'index' || fits)) {
    if (fits)
      trial.chose(`the record compresses to ${characters} characters, which one message carries`);
    return;
  }
  throw new SystemDeviation({
    expected,
    observed: `${told(skeleton)}, ${skeleton.compressed ? '' : 'not '}compressed`,
    evidence: evidence(skeleton),
  });
}
