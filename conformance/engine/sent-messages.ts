import { ATTACHMENT_TYPES } from '../../src/domain/attachment-types.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { readDescription } from '../../src/wire/ebxml/description.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { openMessage } from './opened-message.ts';
import { ownOf } from './sender-answers.ts';
import { collectSentDocuments, joinSent } from './sent-documents.ts';
import { keepQuiet } from './silence.ts';
import type { Trial } from './trial.ts';

const UPPER_UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
/** What no message may exceed (gp2gp 3.1, mhs 4.6), and what Spine is said to take at most. */
const LARGEST_MESSAGE = 5_242_880;
const USUAL_LARGEST = 5_000_000;
const LARGEST_PART = 5_000_000;
const MOST_PARTS = 100;

function own(trial: Trial, name?: string): readonly TranscriptMessage[] {
  return trial
    .transcript(name)
    .messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
}

function fail(
  expected: string,
  observed: string,
  messages: readonly Pick<TranscriptMessage, 'sequence'>[],
): never {
  throw new SystemDeviation({
    expected,
    observed,
    evidence: messages.slice(0, 12).map(({ sequence }) => sequence),
  });
}

/** One ConversationId in everything that the system sent of this transfer (gp2gp 1.4). */
export async function expectOneConversation(trial: Trial): Promise<void> {
  await trial.settled();
  const { messages } = trial.transcript();
  const request = messages.find(({ role }) => role === 'request');
  const sent = own(trial);
  const wrong = sent.filter(({ conversationId }) => conversationId !== request?.conversationId);
  trial.observed(`${sent.length} messages in conversation ${request?.conversationId}`);
  if (wrong.length === 0 && sent.length > 0) return;
  fail(
    `everything in conversation ${request?.conversationId}`,
    wrong.map((each) => `${describeMessage(each)} in ${each.conversationId}`).join(', ') ||
      'nothing was sent',
    wrong,
  );
}

/** MessageIds and HL7 ids are UUIDs in upper case, and no two messages share one (gp2gp 1.4, 3.10 L11). */
export async function expectOwnNumbers(trial: Trial): Promise<void> {
  await trial.settled();
  const sent = [...trial.situations().keys()].flatMap((name) => own(trial, name));
  const odd = sent.filter(
    ({ messageId, hl7Id }) =>
      !UPPER_UUID.test(messageId) || (hl7Id !== undefined && !UPPER_UUID.test(hl7Id)),
  );
  if (odd.length > 0) {
    fail(
      'a UUID in upper case for every message',
      odd.map(({ messageId }) => messageId).join(', '),
      odd,
    );
  }
  for (const of of [
    (each: TranscriptMessage) => each.messageId,
    (each: TranscriptMessage) => each.hl7Id,
  ]) {
    const seen = new Map<string, TranscriptMessage>();
    for (const each of sent) {
      const id = of(each);
      const before = id === undefined ? undefined : seen.get(id);
      if (before)
        fail('a number of its own for every message', `${id} is used twice`, [before, each]);
      if (id !== undefined) seen.set(id, each);
    }
  }
  trial.observed(`${sent.length} messages, each with numbers of its own`);
}

/** No message beyond what Spine takes (gp2gp 3.10 L1). */
export async function expectSizes(trial: Trial): Promise<void> {
  await trial.settled();
  const sent = own(trial);
  const large = sent.filter(({ bytes }) => bytes > LARGEST_MESSAGE);
  const largest = Math.max(0, ...sent.map(({ bytes }) => bytes));
  trial.observed(`the largest of ${sent.length} messages has ${largest} bytes`);
  if (large.length > 0) fail(`at most ${LARGEST_MESSAGE} bytes`, `${largest} bytes`, large);
  if (largest > USUAL_LARGEST) trial.warned(`a message has ${largest} bytes, more than 5,000,000`);
}

/** Nothing that Spine acknowledged at once is sent again: who does so acts twice on one thing (mhs 4.2, gp2gp 4.5). */
export async function expectSentOnce(trial: Trial): Promise<void> {
  await keepQuiet(trial);
  const again = trial
    .transcript()
    .messages.filter(({ from, duplicate }) => from === 'system' && duplicate);
  trial.observed(`${own(trial).length} messages, none of them twice`);
  if (again.length === 0) return;
  fail('nothing sent a second time', again.map(describeMessage).slice(0, 8).join(', '), again);
}

interface SentPart {
  readonly message: TranscriptMessage;
  readonly mediaType: string;
  readonly length: number;
}

async function attachmentParts(trial: Trial): Promise<readonly SentPart[]> {
  const found: SentPart[] = [];
  for (const message of ownOf(trial.transcript().messages, 'extract', 'fragment', 'index')) {
    const { header } = await openMessage(trial, message);
    const mime = readMime(await trial.bytesOf(message.sequence), header('content-type'));
    if (!mime.ok) fail('a message in parts', mime.failure.message, [message]);
    if (mime.value.parts.length > MOST_PARTS) {
      fail(`at most ${MOST_PARTS} parts`, `${mime.value.parts.length} parts`, [message]);
    }
    for (const { mediaType, body } of mime.value.parts.slice(2)) {
      found.push({ message, mediaType, length: body.length });
    }
  }
  return found;
}

/** Every attachment travels under one of the types that Spine carries (gp2gp 3.8, 3.10 L12). */
export async function expectPartTypes(trial: Trial): Promise<void> {
  await trial.settled();
  const parts = await attachmentParts(trial);
  const wrong = parts.filter(({ mediaType }) => !ATTACHMENT_TYPES.includes(mediaType));
  trial.observed(`parts of ${[...new Set(parts.map(({ mediaType }) => mediaType))].join(', ')}`);
  if (parts.length === 0) fail('documents', 'there are none', []);
  if (wrong.length === 0) return;
  fail(
    'types that Spine carries',
    [...new Set(wrong.map(({ mediaType }) => mediaType))].join(', '),
    wrong.map(({ message }) => message),
  );
}

/** The rules L1, L2, L5 to L7, L9, L11 and L12 of gp2gp 3.10 over everything of the transfer; L3 and L10 come with the fragments. */
export async function expectLargeMessageRules(trial: Trial): Promise<void> {
  await expectSizes(trial);
  await expectPartTypes(trial);
  await expectOwnNumbers(trial);
  await expectOneConversation(trial);
  const parts = await attachmentParts(trial);
  const long = parts.filter(({ length }) => length > LARGEST_PART);
  if (long.length > 0) {
    fail(
      `at most ${LARGEST_PART} characters in a part`,
      `${long[0]?.length}`,
      long.map(({ message }) => message),
    );
  }
  for (const message of ownOf(trial.transcript().messages, 'extract', 'fragment', 'index')) {
    await expectReferences(trial, message);
  }
  for (const document of await collectSentDocuments(trial)) {
    await expectPieces(trial, document);
  }
}

type SentDocument = Awaited<ReturnType<typeof collectSentDocuments>>[number];

/** L2 and L9: every reference leads somewhere, every part is named, every description keeps to the grammar. */
async function expectReferences(trial: Trial, message: TranscriptMessage): Promise<void> {
  const { message: opened, header } = await openMessage(trial, message);
  if (opened.missing.length > 0) {
    fail('every cid: reference leads to a part', `${opened.missing.join(', ')} does not`, [
      message,
    ]);
  }
  const mime = readMime(await trial.bytesOf(message.sequence), header('content-type'));
  const parts = mime.ok ? mime.value.parts.length : 0;
  if (parts > opened.attachments.length + 2) {
    fail(
      'every part is named by the manifest',
      `${parts - opened.attachments.length - 2} are not`,
      [message],
    );
  }
  for (const { href, description } of message.references.slice(1)) {
    const read = readDescription(description);
    const bare = read.ok && read.value.bareName !== undefined;
    // A fragment's own part may be described by a word alone (gp2gp 2.6).
    if (bare && message.role === 'fragment') continue;
    if (bare) {
      trial.tolerated('D8', `${href} is described as "${description}"`, message.sequence);
      continue;
    }
    if (!read.ok) fail('a description by the grammar', description, [message]);
    const [odd] = read.deviations;
    if (odd) fail('a description by the grammar', odd.message, [message]);
    if (!read.value.filename) fail('a description with a file name', description, [message]);
  }
}

/** L5 to L7: pieces join, compression is what it is said to be, lengths are true. */
async function expectPieces(trial: Trial, document: SentDocument): Promise<void> {
  const at = document.pieces.map(({ sequence }) => ({ sequence }));
  const ragged = document.pieces
    .slice(0, -1)
    .filter(({ encoding, characters }) => encoding === 'base64' && characters % 4 !== 0);
  if (ragged.length > 0) {
    fail('every chunk but the last a multiple of 4 characters', `${ragged[0]?.characters}`, at);
  }
  const joined = await joinSent(trial, document, { keep: false });
  if (!joined.ok) fail(`"${document.name}" can be put together`, joined.because, at);
  for (const { declaredLength, characters, fileName } of document.pieces) {
    if (declaredLength !== undefined && declaredLength !== characters) {
      fail(`Length of "${fileName}" is what travels`, `${declaredLength}, not ${characters}`, at);
    }
  }
}
