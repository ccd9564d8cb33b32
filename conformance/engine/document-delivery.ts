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

/** Those that travel in messages of their own. A deviation when there are none: nothing would be shown. */
async function external(trial: Trial): Promise<readonly SentDocument[]> {
  const documents = await collectSentDocuments(trial);
  const found = documents.filter(({ way, skeleton }) => way !== 'inline' && !skeleton);
  if (found.length > 0) return found;
  throw new SystemDeviation({
    expected: 'a document in a message of its own',
    observed: `all ${documents.length} travel in the extract`,
  });
}

/**
 * Every document outside the extract comes in one piece and is announced so. The size at which systems begin to cut is
 * that of one implementation (gp2gp 3.1): who cuts earlier is noted.
 */
export async function expectOnePiece(trial: Trial): Promise<void> {
  for (const document of await external(trial)) {
    trial.observed(told(document));
    if (document.way === 'index') {
      trial.warned(`"${document.name}" comes in ${document.pieces.length} chunks, not whole`);
    }
    if (document.announcedLarge === (document.way === 'index')) continue;
    throw new SystemDeviation({
      expected: `"${document.name}" announced as it comes`,
      observed: told(document),
      evidence: evidence(document),
    });
  }
}

/**
 * Every document outside the extract comes as an index and so many chunks, whose names end with their place, from 0
 * (gp2gp 3.3). Who sends it whole although it is just beyond the size of that implementation is noted; the limits of a
 * message are another scenario's.
 */
export async function expectCut(trial: Trial, count: number): Promise<void> {
  for (const document of await external(trial)) {
    trial.observed(told(document));
    if (document.way !== 'index') trial.warned(`"${document.name}" comes whole, not in chunks`);
    else if (document.pieces.length !== count) {
      trial.warned(`"${document.name}" comes in ${document.pieces.length} chunks, not ${count}`);
    }
    refuseOtherNames(document);
  }
}

function refuseOtherNames(document: SentDocument): void {
  const { way, pieces } = document;
  if (way !== 'index') return;
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

/** As an index and its chunks: it is too large for any message. */
export async function expectChunks(trial: Trial, name: string): Promise<void> {
  const document = await find(trial, name);
  trial.observed(told(document));
  if (document.way === 'index') return;
  throw new SystemDeviation({
    expected: `"${name}" as an index and its chunks`,
    observed: told(document),
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
