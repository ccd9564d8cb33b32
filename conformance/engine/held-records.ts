import type { CounterpartRecord } from '../../simulator/counterpart/situation-view.ts';
import { SystemDeviation } from './departures.ts';
import { heldRecord, withoutId } from './filing.ts';
import { finalAnswer } from './final-answer.ts';
import type { Trial } from './trial.ts';

/** Contents alone: what the documents are called is the system's affair here. */
export async function expectContents(trial: Trial, name?: string): Promise<void> {
  const { documents } = await heldRecord(trial, { in: name });
  const wanted = sentRecord(trial, name).documents.map(({ sha256 }) => sha256);
  const held = documents.map(({ sha256 }) => sha256);
  if (sameMembers(wanted, held)) return trial.observed(`${held.length} documents are held`);
  depart(
    `the contents of the ${wanted.length} documents that were sent`,
    `${held.length} documents are held, ${held.filter((each) => wanted.includes(each)).length} of them as sent`,
  );
}

/** A document is told under its true type, whatever its part travelled as (gp2gp 3.8). */
export async function expectHeldAs(trial: Trial, fileName: string, type: string): Promise<void> {
  const { documents } = await heldRecord(trial);
  const found = documents.find((each) => withoutId(each.fileName) === fileName);
  if (!found) depart(`"${fileName}" is held`, `it is not; ${named(documents)}`);
  if (found.contentType.toLowerCase() === type) return trial.observed(`"${fileName}" is ${type}`);
  depart(`"${fileName}" is held as ${type}`, `it is held as ${found.contentType}`);
}

/** A placeholder is not mistaken for the document that it stands for (gp2gp 3.9). */
export async function expectShownMissing(trial: Trial): Promise<void> {
  const { documents } = await heldRecord(trial);
  const missing = documents.filter(({ absent }) => absent);
  const wanted = sentRecord(trial).documents.filter(({ absent }) => absent);
  if (missing.length === wanted.length) {
    return trial.observed(`${missing.length} shown as missing`);
  }
  depart(`${wanted.length} document is shown as missing`, named(documents));
}

/** Entries with NOPAT are still marked after filing (gp2gp 2.7). */
export async function expectRedactionsHeld(trial: Trial): Promise<void> {
  const { redactedEntries } = await heldRecord(trial);
  const wanted = sentRecord(trial).redactedEntries;
  if (redactedEntries === wanted) {
    return trial.observed(`${redactedEntries} confidential entries`);
  }
  depart(`${wanted} entries are held as confidential`, `${redactedEntries} are`);
}

/** Folders of every practice that held the record (gp2gp 2.7). */
export async function expectFoldersHeld(trial: Trial, name?: string): Promise<void> {
  const held = await heldRecord(trial, { in: name });
  const sent = sentRecord(trial, name);
  if (held.folders === sent.folders && held.compositions === sent.compositions) {
    return trial.observed(`${held.folders} folders with ${held.compositions} compositions`);
  }
  depart(
    `${sent.folders} folders with ${sent.compositions} compositions`,
    `${held.folders} with ${held.compositions} are held`,
  );
}

/**
 * All entries are there: byte for byte, or, where a part of the payload was put back in its place and only the
 * layout differs, by their number.
 */
export async function expectEveryEntry(trial: Trial): Promise<void> {
  const held = await heldRecord(trial);
  const sent = sentRecord(trial);
  if (held.payloadSha256 === sent.payloadSha256) return trial.chose('held byte for byte');
  const same = held.folders === sent.folders && held.compositions === sent.compositions;
  if (same) return trial.chose('held with all its entries, in another layout');
  depart(
    `${sent.folders} folders with ${sent.compositions} compositions`,
    `${held.folders} with ${held.compositions} are held`,
  );
}

/** Final acknowledgement and status belong together: missing or refused, but not silently incomplete. */
export async function expectMissingShownOrRefused(
  trial: Trial,
  codes: readonly string[],
): Promise<void> {
  const answer = await finalAnswer(trial);
  const { typeCode, code } = answer.acknowledgement ?? {};
  if (typeCode === 'AA') {
    const { documents } = await heldRecord(trial);
    const shown = documents.some(({ absent }) => absent);
    if (!shown) depart('the document that is not there is shown as missing', named(documents));
    return trial.chose('taken in, the document shown as missing');
  }
  if (code === undefined || !codes.includes(code)) {
    depart(`a refusal with ${codes.join(' or ')}`, `it was refused with ${code ?? 'no code'}`);
  }
  trial.chose(`refused with ${code}`);
}

/** `../../x.txt`: kept under a name that stays where documents are kept, or not taken in (gp2gp 6.1). */
export async function expectSafeName(trial: Trial): Promise<void> {
  const answer = await finalAnswer(trial);
  if (answer.acknowledgement?.typeCode !== 'AA') {
    return trial.chose(`refused with ${answer.acknowledgement?.code ?? 'no code'}`);
  }
  await expectContents(trial);
  const { documents } = await heldRecord(trial);
  const unsafe = documents.filter(({ fileName }) =>
    /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]/.test(fileName),
  );
  if (unsafe.length > 0) depart('a name that leads nowhere else', named(unsafe));
  trial.chose(`taken in as ${named(documents)}`);
}

/** What the counterpart holds. Ours to know: where it cannot tell, the scenario is wrong. */
export function sentRecord(trial: Trial, name?: string): CounterpartRecord {
  const record = trial.situation(name).record();
  if (!record) throw new Error(`${trial.situation(name).file} holds no record to compare with`);
  return record;
}

function named(documents: readonly { readonly fileName: string }[]): string {
  const names = documents.slice(0, 8).map(({ fileName }) => `"${fileName}"`);
  return names.length > 0 ? names.join(', ') : 'no document';
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}

function depart(expected: string, observed: string): never {
  throw new SystemDeviation({ expected, observed, weight: 'unsafe' });
}
