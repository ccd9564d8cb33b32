import { createHash } from 'node:crypto';
import { piecesOf } from '../../src/gp2gp/content.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import { seededIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import type { Ends } from '../../src/scenario/draft.ts';
import { type HeldDocument, holdDocuments } from '../../src/scenario/held-document.ts';
import { playRecord, type RecordInPlay } from '../../src/scenario/play-record.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { CounterpartDocument, CounterpartRecord } from './situation-view.ts';

export interface ExtractInPlay {
  readonly messageId: string;
  readonly hl7Id: string;
  readonly extractId: string;
  /** `EhrRequest/id` that it answers. */
  readonly requestId: string;
  readonly ends: Ends;
  readonly time: Date;
}

/** What a counterpart holds of its patients, and how it goes out in each conversation. */
export interface RecordBook {
  /** The record for a conversation; the ids of its parts stay the same however often it is written. */
  write(patient: string, conversation: number, extract: ExtractInPlay): RecordInPlay;
  /** What a receiver is to end up with. */
  held(patient: string): CounterpartRecord;
}

export interface RecordBookFacts {
  readonly file: ScenarioFile;
  readonly seed: number;
  /** NHS numbers by the names of the file. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly earlier: readonly string[];
  readonly ends: Ends;
  readonly now: () => Date;
}

export function recordBook(facts: RecordBookFacts): RecordBook {
  const { file, seed, numbers, earlier } = facts;
  const names = Object.keys(file.patients);
  const documents = new Map<string, readonly HeldDocument[]>();
  const digests = new Map<HeldDocument, string>();
  const filed = new Map<string, RecordInPlay>();
  const seedOf = (patient: string) => seed + 131 * names.indexOf(patient);
  const shapeOf = (patient: string) => file.records[patient] ?? file.record;
  const documentsOf = (patient: string) => {
    const known = documents.get(patient);
    if (known) return known;
    const own = seedOf(patient);
    const made = holdDocuments(shapeOf(patient).attachments, own, seededIds(seededRandom(own + 1)));
    documents.set(patient, made);
    return made;
  };
  const write: RecordBook['write'] = (patient, conversation, extract) => {
    const shape = shapeOf(patient);
    const own = seedOf(patient);
    const { of: about = patient, skeleton } = shape;
    const { ends, messageId: _, extractId, requestId, ...rest } = extract;
    const record = playRecord(
      shape,
      {
        seed: own,
        documents: documentsOf(patient),
        earlier,
        sameHl7Id: file.ids.hl7 === 'same',
        pretty: file.forms.extract === 'pretty',
        skeletonNhsNumber: skeleton?.of && numbers.get(skeleton.of),
        extract: {
          ...rest,
          id: extractId,
          priorRequestId: requestId,
          nhsNumber: numbers.get(about) ?? '',
          senderAsid: ends.from.asid,
          receiverAsid: ends.to.asid,
          authorOds: ends.from.odsCode,
          destinationOds: ends.to.odsCode,
        },
      },
      seededIds(seededRandom(own + 7919 * (conversation + 1))),
    );
    // What comes a second time in a conversation is not what is filed.
    const key = `${patient} ${conversation}`;
    if (!filed.has(key)) filed.set(key, record);
    return record;
  };
  return {
    write,
    held(patient) {
      const latest = [...filed].findLast(([key]) => key.startsWith(`${patient} `))?.[1];
      const record =
        latest ??
        write(patient, -1, {
          ...{ messageId: '', hl7Id: '', extractId: '', requestId: '' },
          ...{ ends: facts.ends, time: facts.now() },
        });
      const { payload } = record;
      const frame = readEhrExtract(payload);
      return {
        documents: documentsOf(patient).flatMap((each) => describeHeld(each, digests)),
        payloadSha256: createHash('sha256').update(payload).digest('hex'),
        folders: frame.ok ? frame.value.folders : countOf(payload, '<ehrFolder '),
        compositions: frame.ok ? frame.value.compositions : countOf(payload, '<ehrComposition '),
        redactedEntries: countOf(payload, 'code="NOPAT"'),
      };
    },
  };
}

function describeHeld(
  document: HeldDocument,
  digests: Map<HeldDocument, string>,
): CounterpartDocument[] {
  const { name, contentType, shape, content } = document;
  if (shape.announced === 'nobody') return [];
  const absent = shape.placeholder || !shape.sent;
  if (!shape.sent || !content) {
    const bytes = shape.expands ?? content?.length ?? 0;
    return [{ fileName: name, contentType, bytes, sha256: '', absent }];
  }
  let sha256 = digests.get(document);
  if (sha256 === undefined) {
    const hash = createHash('sha256');
    for (const piece of piecesOf(content)) hash.update(piece);
    sha256 = hash.digest('hex');
    digests.set(document, sha256);
  }
  return [{ fileName: name, contentType, bytes: content.length, sha256, absent }];
}

function countOf(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) count++;
  return count;
}
