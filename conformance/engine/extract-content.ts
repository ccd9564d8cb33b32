import { parseDuration } from '../../src/domain/duration.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type { SeededRecord } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { expectExtractOrRefusal } from './sender-answers.ts';
import { collectSentDocuments, joinSent } from './sent-documents.ts';
import { type Anchor, type ExtractContent, LARGE, openSentExtract } from './sent-extract.ts';
import type { Trial } from './trial.ts';

type Wanted = readonly (readonly [what: string, expected: string, observed: string])[];

function compare(wanted: Wanted, sequence: number, weight: 'plain' | 'unsafe' = 'plain'): void {
  const wrong = wanted.filter(([, a, b]) => a.toUpperCase() !== b.toUpperCase());
  if (wrong.length === 0) return;
  throw new SystemDeviation({
    expected: wrong.map(([what, expected]) => `${what} is ${expected}`).join(', '),
    observed: wrong.map(([what, , observed]) => `${what} is ${observed || 'empty'}`).join(', '),
    evidence: [sequence],
    weight,
  });
}

/** `priorEhrRequest/id` is the id of the request that is answered (gp2gp 1.4, 2.7). */
export async function expectNamesRequest(trial: Trial): Promise<void> {
  const { sent, content } = await openSentExtract(trial);
  const request = trial
    .transcript()
    .messages.find(
      ({ role, conversationId }) => role === 'request' && conversationId === sent.conversationId,
    );
  compare(
    [['priorEhrRequest/id', request?.requestId ?? '', content.frame.priorRequestId]],
    sent.sequence,
  );
}

/** Author and destination of the record are the two practices (gp2gp 2.7). */
export async function expectNamesPractices(trial: Trial): Promise<void> {
  const { sent, content } = await openSentExtract(trial);
  const { authorOds, destinationOds } = content.frame;
  const { counterpart } = trial.situation();
  compare(
    [
      ['the author', trial.system.odsCode, authorOds],
      ['the destination', counterpart.odsCode, destinationOds],
    ],
    sent.sequence,
  );
}

export async function expectNamesPatient(trial: Trial): Promise<void> {
  const { sent, content } = await openSentExtract(trial);
  compare([['the patient', trial.nhsNumber(), content.frame.nhsNumber]], sent.sequence, 'unsafe');
}

/** What the checks of the content say, and the wrapper; the schemas are heard at the end of the scenario. */
export async function expectValidContent(trial: Trial): Promise<void> {
  const { sent, opened } = await openSentExtract(trial);
  const wrapper = readWrapper(opened.message.payload ?? new Uint8Array());
  if (wrapper.ok) {
    const { rootName, acceptAckCode } = wrapper.value;
    compare(
      [
        ['the root element', sent.interaction, rootName],
        ['acceptAckCode', 'NE', acceptAckCode ?? ''],
      ],
      sent.sequence,
    );
  }
  const ENVELOPE = /^(?:HTTP|MIME|EBXML|DIRECTORY)-/;
  const broken = sent.findings.filter(
    ({ check, severity }) => severity === 'must' && !ENVELOPE.test(check),
  );
  if (broken.length === 0) {
    trial.observed('every rule of its content holds');
    return;
  }
  throw new SystemDeviation({
    expected: 'the content keeps to every rule',
    observed: broken
      .slice(0, 5)
      .map(({ check, message }) => `${check}: ${message}`)
      .join('; '),
    evidence: [sent.sequence],
  });
}

/** The extract came within so long of the request, by the clock of Spine (gp2gp 1.3 step 8). */
export async function expectWithin(trial: Trial, duration: string): Promise<void> {
  const { sent } = await openSentExtract(trial);
  const request = trial.transcript().messages.find(({ role }) => role === 'request');
  const ms = Date.parse(sent.at) - Date.parse(request?.at ?? sent.at);
  const most = parseDuration(duration);
  if (most === undefined) throw new Error(`${duration} is no duration`);
  trial.observed(`after ${ms} ms`);
  if (request && ms <= most) return;
  throw new SystemDeviation({
    expected: `the extract within ${duration} of the request`,
    observed: `it came after ${ms} ms`,
    evidence: [sent.sequence],
  });
}

/** The content that counts: of a skeleton, what takes its place. */
async function wholeContent(trial: Trial): Promise<{
  readonly content: Pick<ExtractContent, 'frame' | 'bytes'>;
  readonly sequence: number;
}> {
  const { sent, content } = await openSentExtract(trial);
  if (!sent.references.some(({ description }) => /skeleton/i.test(description))) {
    return { content, sequence: sent.sequence };
  }
  const skeleton = (await collectSentDocuments(trial)).find((each) => each.skeleton);
  if (!skeleton) return { content, sequence: sent.sequence };
  const joined = await joinSent(trial, skeleton, { keep: true });
  // Tens of megabytes are read through once, no more.
  const read = joined.ok ? readEhrExtract(joined.content, LARGE) : undefined;
  if (!joined.ok || !read?.ok) {
    throw new SystemDeviation({
      expected: 'what takes the place of the skeleton is the record',
      observed: joined.ok ? (read && !read.ok ? read.failure.message : '') : joined.because,
      evidence: [skeleton.sequence],
      weight: 'unsafe',
    });
  }
  return {
    content: { frame: read.value, bytes: joined.bytes },
    sequence: skeleton.sequence,
  };
}

/** Every announced document is anchored in the record, and every anchor has its document (gp2gp 3.10 L8). */
export async function expectEveryDocumentAnchored(
  trial: Trial,
  { documents }: SeededRecord,
): Promise<void> {
  const { sent, opened } = await openSentExtract(trial);
  const skeleton = opened.message.documents.some((each) => each.skeleton);
  if (skeleton) await partsAreHere(trial);
  const { content } = await wholeContent(trial);
  const announced = opened.message.documents.filter((each) => !each.skeleton);
  const ids = new Set(announced.map(({ documentId }) => documentId?.toUpperCase() ?? ''));
  const anchored = new Set(
    content.frame.anchors.map(({ id }) => id.replace(/^_/, '').toUpperCase()),
  );
  const problems = [
    ...[...ids]
      .filter((id) => !anchored.has(id))
      .map((id) => `${id || 'a document without id'} has no place`),
    ...[...anchored]
      .filter((id) => !ids.has(id))
      .map((id) => `${id} is mentioned and not announced`),
    ...(announced.length < documents.length
      ? [`${announced.length} documents are announced, the record has ${documents.length}`]
      : []),
  ];
  trial.observed(`${announced.length} documents announced, ${anchored.size} mentioned`);
  if (problems.length === 0) return;
  throw new SystemDeviation({
    expected: 'every document has its place, and every place its document',
    observed: problems.slice(0, 8).join('; '),
    evidence: [sent.sequence],
    weight: 'unsafe',
  });
}

/** Resolves when the system has sent everything that it announced. */
async function partsAreHere(trial: Trial): Promise<void> {
  await trial.lookUntil('everything that was announced', async () => {
    await trial.settled();
    try {
      return await collectSentDocuments(trial);
    } catch (error) {
      if (error instanceof SystemDeviation) return undefined;
      throw error;
    }
  });
}

/** The code at the place of a document says what kind it is (gp2gp 2.7). Codes by the name of the document. */
export async function expectKinds(
  trial: Trial,
  wanted: readonly { readonly name: string; readonly codes: readonly string[] }[],
): Promise<void> {
  const { sent, content, opened } = await openSentExtract(trial);
  const wrong: string[] = [];
  for (const { name, codes } of wanted) {
    const document = opened.message.documents.find(({ fileName }) => fileName.endsWith(name));
    const anchor = content.anchors.find((each) => isAnchorOf(each, document?.documentId, name));
    if (!anchor) wrong.push(`"${name}" has no place`);
    else if (!codes.includes(anchor.code))
      wrong.push(`"${name}" is ${anchor.code || 'without a code'}`);
    else trial.observed(`"${name}" is ${anchor.code}`);
  }
  if (wrong.length === 0) return;
  throw new SystemDeviation({
    expected: wanted.map(({ name, codes }) => `"${name}" is ${codes.join(' or ')}`).join('; '),
    observed: wrong.join('; '),
    evidence: [sent.sequence],
  });
}

function isAnchorOf(
  { id, reference }: Anchor,
  documentId: string | undefined,
  name: string,
): boolean {
  if (documentId !== undefined)
    return id.replace(/^_/, '').toUpperCase() === documentId.toUpperCase();
  return reference.endsWith(name);
}

/** The interaction, and how many entries are marked as not to be disclosed (gp2gp 2.7). */
export async function expectRedacted(trial: Trial, form: string, marked: number): Promise<void> {
  const { sent, content } = await openSentExtract(trial);
  const weight = content.redacted < marked ? 'unsafe' : 'plain';
  compare(
    [
      ['the form', form, content.frame.interaction],
      ['the number of marked entries', String(marked), String(content.redacted)],
    ],
    sent.sequence,
    weight,
  );
}

/** A folder for this practice and one for the earlier practice (gp2gp 2.7). */
export async function expectFolders(trial: Trial, earlier: string): Promise<void> {
  const { sent, content } = await openSentExtract(trial);
  const authors = content.folderAuthors.map((each) => each.toUpperCase());
  const missing = [trial.system.odsCode, earlier].filter(
    (ods) => !authors.includes(ods.toUpperCase()),
  );
  trial.observed(`folders of ${authors.join(', ')}`);
  if (missing.length === 0) return;
  throw new SystemDeviation({
    expected: `a folder of ${missing.join(' and one of ')}`,
    observed: `there are folders of ${authors.join(', ') || 'nobody'}`,
    evidence: [sent.sequence],
  });
}

/** What takes the place of the skeleton is the whole record of the right patient (gp2gp 3.6). */
export async function expectSkeleton(trial: Trial, record: SeededRecord): Promise<void> {
  const { sent, opened, content: core } = await openSentExtract(trial);
  if (!opened.message.documents.some((each) => each.skeleton)) {
    throw new SystemDeviation({
      expected: 'a skeleton, and the record as a document of its own',
      observed: `an extract of ${core.bytes} bytes without one`,
      evidence: [sent.sequence],
    });
  }
  const { content, sequence } = await wholeContent(trial);
  compare(
    [
      ['the patient', trial.nhsNumber(), content.frame.nhsNumber],
      ['priorEhrRequest/id', core.frame.priorRequestId, content.frame.priorRequestId],
      ['the author', core.frame.authorOds, content.frame.authorOds],
    ],
    sequence,
    'unsafe',
  );
  const least = (record.payloadBytes ?? 0) * 0.8;
  trial.observed(`a skeleton of ${core.bytes} bytes for a record of ${content.bytes}`);
  if (content.bytes >= least && content.bytes > core.bytes) return;
  throw new SystemDeviation({
    expected: `a record of about ${record.payloadBytes} bytes`,
    observed: `it has ${content.bytes}`,
    evidence: [sequence],
    weight: 'unsafe',
  });
}

/** An extract that says that there is nothing, or the request refused with one of the codes. Which is put on record. */
export async function expectEmptyOrRefused(trial: Trial, codes: readonly string[]): Promise<void> {
  const found = await expectExtractOrRefusal(trial, codes);
  if (found.role !== 'extract') return;
  const { content, sent } = await openSentExtract(trial);
  trial.chose(content.empty ? 'the extract has an EhrEmpty' : 'the extract has no EhrEmpty');
  if (content.empty) return;
  throw new SystemDeviation({
    expected: 'an extract with an EhrEmpty',
    observed: `an extract of ${content.frame.compositions} compositions without one`,
    evidence: [sent.sequence],
  });
}
