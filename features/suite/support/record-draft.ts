import { makeDocument } from '../../../conformance/engine/make-document.ts';
import type { Trial } from '../../../conformance/engine/trial.ts';
import type { SeededDocument, SeededRecord } from '../../../conformance/sut/hook-calls.ts';

type Row = Readonly<Record<string, string>>;

const KNOWN = [
  'entries',
  'payloadBytes',
  'redactedEntries',
  'earlierPractice',
  'confidential',
  'problem',
  'registered',
];

/** A record as a table of properties says; 8 entries and no documents where it says nothing. */
export function draftRecord(row: Row): SeededRecord {
  const unknown = Object.keys(row).find((key) => !KNOWN.includes(key));
  if (unknown) throw new Error(`a record has no "${unknown}"; it has ${KNOWN.join(', ')}`);
  const { payloadBytes, earlierPractice, problem } = row;
  return {
    registered: row.registered === 'left' ? 'left' : 'current',
    entries: Number(row.entries ?? 8),
    redactedEntries: Number(row.redactedEntries ?? 0),
    confidential: row.confidential === 'yes',
    documents: [],
    ...(payloadBytes && { payloadBytes: parseBytes(payloadBytes) }),
    ...(earlierPractice && { earlierPractice }),
    ...(problem && { problem: problem as NonNullable<SeededRecord['problem']> }),
  };
}

/** Documents as a table lists them, with their contents made as files. */
export async function draftDocuments(
  trial: Trial,
  rows: readonly Row[],
): Promise<readonly SeededDocument[]> {
  const documents: SeededDocument[] = [];
  for (const row of rows) {
    const { name = 'document.tif', type = 'image/tiff', kind = 'scan', bytes = '1000' } = row;
    const count = Number(row.count ?? 1);
    for (let number = 1; number <= count; number++) {
      const fileName = count === 1 ? name : numbered(name, number);
      documents.push({
        ...(await makeDocument(trial, parseBytes(bytes))),
        fileName,
        contentType: type,
        kind: kind as SeededDocument['kind'],
        absent: row.absent === 'yes',
      });
    }
  }
  return documents;
}

function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? `${name}-${number}` : `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, kB: 1000, MB: 1_000_000 };

/** `400 kB`, `3 MB`, `4,499,999`. */
export function parseBytes(text: string): number {
  const [, digits = '', unit = ''] = /^([\d,. ]*\d) ?(kB|MB)?$/.exec(text.trim()) ?? [];
  const factor = UNITS[unit];
  const value = Number(digits.replace(/[, ]/g, ''));
  if (digits === '' || factor === undefined || !Number.isFinite(value)) {
    throw new Error(`"${text}" is no number of bytes`);
  }
  return Math.round(value * factor);
}
