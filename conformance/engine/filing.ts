import type { CounterpartDocument } from '../../simulator/counterpart/situation-view.ts';
import type { FilingDecision, HeldRecord, TransferStatus } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { makeSure } from './silence.ts';
import { describeStatus, expectShown, type StatusSubject, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

/** What becomes of the record when it comes, or now that the user is asked. */
export async function decideFiling(
  trial: Trial,
  decision: FilingDecision,
  { patient, in: name }: StatusSubject = {},
): Promise<void> {
  await trial.hook('decideFiling', { nhsNumber: trial.nhsNumber(patient, name), decision });
}

/** The record is filed, and the system can say what it holds. */
export function expectFiled(trial: Trial, subject: StatusSubject = {}): Promise<TransferStatus> {
  return expectShown(trial, [{ states: ['filed'] }], subject);
}

/** Whatever came is not in the patient's record, also once the system has had every occasion to file it. */
export async function expectNotFiled(trial: Trial, subject: StatusSubject = {}): Promise<void> {
  await makeSure(trial, subject.in);
  const status = await transferStatus(trial, subject);
  trial.observed(`the transfer is shown as ${describeStatus(status)}`);
  if (status.state !== 'filed') return;
  throw new SystemDeviation({
    expected: 'the record is not filed',
    observed: 'it is shown as filed',
    weight: 'unsafe',
  });
}

/** Every document of the counterpart's record is held as it was sent, and none besides. */
export async function expectDocuments(trial: Trial, subject: StatusSubject = {}): Promise<void> {
  const held = await heldRecord(trial, subject);
  const sent = trial.situation(subject.in).record()?.documents ?? [];
  const problems = compareDocuments(sent, held.documents);
  trial.observed(`${held.documents.length} documents are held`);
  if (problems.length === 0) return;
  throw new SystemDeviation({
    expected: `the ${sent.length} documents that were sent, byte for byte`,
    observed: problems.slice(0, 8).join('; '),
    weight: 'unsafe',
  });
}

/** The payload that is filed is the one that the counterpart holds, skeletons replaced (gp2gp 3.6). */
export async function expectPayload(trial: Trial, subject: StatusSubject = {}): Promise<void> {
  const held = await heldRecord(trial, subject);
  const sent = trial.situation(subject.in).record();
  if (sent === undefined || held.payloadSha256 === sent.payloadSha256) return;
  throw new SystemDeviation({
    expected: `the payload with SHA-256 ${sent.payloadSha256}`,
    observed: `a payload with SHA-256 ${held.payloadSha256} is held`,
    weight: 'unsafe',
  });
}

/** The record as the system holds it, once it is filed. */
export async function heldRecord(trial: Trial, subject: StatusSubject = {}): Promise<HeldRecord> {
  const { record } = await expectFiled(trial, subject);
  if (record) return record;
  throw new SystemDeviation({
    expected: 'the filed record is told with its documents',
    observed: 'the status has no record',
  });
}

type Held = HeldRecord['documents'][number];

/** What is wrong with the documents that are held, a line each. Equal names are told apart by their content. */
export function compareDocuments(
  sent: readonly CounterpartDocument[],
  held: readonly Held[],
): readonly string[] {
  const left = held.map((each) => ({ ...each, fileName: withoutId(each.fileName) }));
  const take = (fits: (each: Held) => boolean): Held | undefined => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const problems: string[] = [];
  const unmatched = sent.filter(
    ({ fileName, contentType, sha256, absent }) =>
      !take(
        (each) =>
          each.fileName === fileName &&
          each.absent === absent &&
          sameType(each.contentType, contentType) &&
          (absent || each.sha256 === sha256),
      ),
  );
  for (const document of unmatched) {
    const { fileName, contentType, bytes, sha256, absent } = document;
    const near =
      take((each) => each.fileName === fileName) ?? take((each) => each.sha256 === sha256);
    if (!near) problems.push(`"${fileName}" is not there`);
    else if (near.fileName !== fileName)
      problems.push(`"${fileName}" is called "${near.fileName}"`);
    else if (near.absent !== absent) {
      problems.push(`"${fileName}" is shown as ${near.absent ? 'missing' : 'a document'}`);
    } else if (!sameType(near.contentType, contentType)) {
      problems.push(`"${fileName}" is ${near.contentType}, not ${contentType}`);
    } else
      problems.push(`"${fileName}" has ${near.bytes} bytes with another digest, not the ${bytes}`);
  }
  for (const { fileName } of left) problems.push(`"${fileName}" was not sent`);
  return problems;
}

/** A document travels as `<id>_<name>` (gp2gp 3.3): a system may show either. */
export function withoutId(fileName: string): string {
  return fileName.replace(/^_?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}_/i, '');
}

/** Media types without their parameters; case does not matter. */
function sameType(a: string, b: string): boolean {
  const bare = (type: string) => type.split(';')[0]?.trim().toLowerCase();
  return bare(a) === bare(b);
}
