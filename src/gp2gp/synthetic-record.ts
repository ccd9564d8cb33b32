import { EHR_EXTRACT_WITH_REDACTIONS } from '../domain/interaction.ts';
import { seededIds } from '../platform/ids.ts';
import { seededRandom } from '../platform/random.ts';
import { writeXml } from '../wire/xml/write-xml.ts';
import { hl7Time } from './hl7-time.ts';
import {
  type AttachmentPlan,
  inventAttachments,
  type RecordAttachment,
} from './synthetic/attachments.ts';
import {
  clinicalComposition,
  compositionOf,
  documentComposition,
  emptyComposition,
  nestedComposition,
  registrationComposition,
} from './synthetic/compositions.ts';
import {
  type DocumentOptions,
  type RecordDocument,
  recordDocument,
} from './synthetic/documents.ts';
import { earlierFolders } from './synthetic/earlier-folders.ts';
import { fillTo, type Writer } from './synthetic/fill-record.ts';
import { anchorNode, folderNode } from './synthetic/folder.ts';
import { inReadCodes } from './synthetic/read-codes.ts';
import type { RecordContext } from './synthetic/record-context.ts';
import { redact } from './synthetic/redact.ts';
import { cutStatement, skeletonStatement } from './synthetic/skeleton.ts';
import { type ExtractFacts, writeEhrExtract } from './write-ehr-extract.ts';

export interface SyntheticOptions {
  /** Everything of the record follows from it, on every machine. */
  readonly seed: number;
  /** Clinical compositions beside registration and documents; 8 unless `payloadBytes` is given. */
  readonly entries?: number;
  /**
   * Bytes of the whole payload, met exactly by a closing narrative that is as long as it must be.
   * A record cannot be smaller than its frame and documents: then the payload is as small as it gets.
   */
  readonly payloadBytes?: number;
  readonly attachments?: AttachmentPlan;
  /** Documents that are given; after the invented ones. */
  readonly documents?: readonly DocumentOptions[];
  /** ODS codes of practices that held the record before: a folder of each follows (gp2gp 2.7). */
  readonly earlierPractices?: readonly string[];
  /** Nothing but EhrEmpty, and the documents if there are any. */
  readonly empty?: boolean;
  /** Headings within each other in one further composition. */
  readonly nesting?: number;
  /** Entries that are not to be disclosed; the mark has its place in UK07 alone. Adds entries if there are fewer. */
  readonly redacted?: number;
  /** Statements are coded in Read V2 and not in SNOMED CT. */
  readonly readCodes?: boolean;
  /** Text of one further composition. */
  readonly narrative?: string;
}

/** An extract of an invented patient. */
export interface SyntheticRecord {
  /** Valid RCMR_IN030000UK06, or UK07, in UTF-8. */
  readonly payload: Buffer;
  readonly attachments: readonly RecordAttachment[];
}

/** A record of which a part is to travel as a document (gp2gp 3.6). */
export interface SkeletonRecord extends SyntheticRecord {
  /** What goes in the extract: the skeleton. */
  readonly core: Buffer;
  /** What goes as a document, before it is compressed: the whole payload, or the statement that was cut out. */
  readonly replaced: Buffer;
}

/** The limitation's id is drawn from the seed like all other ids of the record. */
export type SyntheticFacts = Omit<ExtractFacts, 'limitationId'>;

/**
 * Invents a record and writes its extract (gp2gp 2.7). The same options and facts give the same bytes.
 * The time it takes grows with the size in a straight line.
 */
export function synthesizeRecord(
  options: SyntheticOptions,
  transfer: SyntheticFacts,
): SyntheticRecord {
  const { attachments, compositions, frame } = invent(options, transfer);
  return { payload: Buffer.from(frame(compositions.join(''))), attachments };
}

/**
 * The same record with a skeleton in it. `whole`: an extract of one statement stands for all of it. `subtree`: the
 * last composition's first statement is cut out, which holds what fills a record up to `payloadBytes`.
 *
 * @param documentId of the document that brings what was taken out
 */
export function synthesizeSkeleton(
  options: SyntheticOptions,
  transfer: SyntheticFacts,
  documentId: string,
  form: 'whole' | 'subtree' = 'whole',
): SkeletonRecord {
  const { attachments, compositions, frame, context, facts } = invent(options, transfer);
  const payload = Buffer.from(frame(compositions.join('')));
  const time = hl7Time(facts.time);
  if (form === 'whole') {
    const alone = compositionOf(context, () => skeletonStatement(documentId, time));
    const core = Buffer.from(frame(writeXml(alone), false));
    return { payload, attachments, core, replaced: payload };
  }
  const last = compositions.at(-1) ?? '';
  const cut = cutStatement(last);
  if (!cut) throw new RangeError('the record has no statement that could be cut out');
  const stand = writeXml(skeletonStatement(documentId, time));
  const rest = [...compositions.slice(0, -1), cut.before, stand, cut.after];
  const core = Buffer.from(frame(rest.join('')));
  return { payload, attachments, core, replaced: Buffer.from(cut.statement) };
}

/** The folders' beginning and end around the compositions of the first one. */
type Frame = (compositions: string, withEarlier?: boolean) => string;

interface Invention {
  readonly context: RecordContext;
  readonly facts: ExtractFacts;
  readonly attachments: readonly RecordAttachment[];
  readonly compositions: readonly string[];
  readonly frame: Frame;
}

function invent(options: SyntheticOptions, transfer: SyntheticFacts): Invention {
  const random = seededRandom(options.seed);
  const ids = seededIds(random);
  const agents: RecordContext['agents'] = [ids.uuid(), ids.uuid(), ids.uuid()];
  const context: RecordContext = { random, ids, agents, linkable: [] };
  const facts: ExtractFacts = { ...transfer, limitationId: ids.uuid() };
  const time = hl7Time(facts.time);
  const folderFacts = { id: ids.uuid(), odsCode: facts.authorOds, time };
  const plan = options.attachments ?? { count: 0 };
  const documents: readonly RecordDocument[] = [
    ...inventAttachments(plan, options.seed, ids).map((attachment) => ({
      attachment,
      anchored: true,
      kind: undefined,
      text: 'Attached document',
    })),
    ...(options.documents ?? []).map((one) => recordDocument(one, ids)),
  ];
  const write = writer(options, facts);
  const opening = openingOf(options, context, documents);
  const earlier = earlierFolders(options.earlierPractices ?? [], options.seed, time);
  const frame: Frame = (compositions, withEarlier = true) => {
    // The clinicians' names are drawn once more while the folder is written: each time the same.
    const again = { ...context, random: seededRandom(options.seed) };
    const folder = folderNode(again, folderFacts, compositions);
    return writeEhrExtract(facts, [folder, ...(withEarlier ? earlier : [])]);
  };
  const clinical =
    options.payloadBytes === undefined
      ? takeCompositions(context, entriesOf(options), write)
      : fillTo(
          context,
          options.payloadBytes - Buffer.byteLength(frame(opening.join(''))),
          options.empty ? 0 : (options.entries ?? Number.POSITIVE_INFINITY),
          write,
        );
  const attachments = documents.map(({ attachment }) => attachment);
  return { context, facts, attachments, compositions: [...opening, ...clinical], frame };
}

function entriesOf({ entries = 8, empty, redacted = 0 }: SyntheticOptions): number {
  return empty ? 0 : Math.max(entries, redacted);
}

function openingOf(
  options: SyntheticOptions,
  context: RecordContext,
  documents: readonly RecordDocument[],
): string[] {
  const { empty, nesting, narrative } = options;
  const first = empty ? emptyComposition(context) : registrationComposition(context);
  return [
    writeXml(first),
    ...documents.flatMap(({ attachment, anchored, kind, text }) =>
      anchored ? [writeXml(documentComposition(context, text, anchorNode(attachment, kind)))] : [],
    ),
    ...(nesting ? [nestedComposition(context, nesting)] : []),
    ...(narrative === undefined ? [] : [writeXml(documentComposition(context, narrative))]),
  ];
}

function writer(options: SyntheticOptions, facts: ExtractFacts): Writer {
  const { redacted = 0, readCodes } = options;
  const marks = facts.interaction === EHR_EXTRACT_WITH_REDACTIONS ? redacted : 0;
  return (composition, index) => {
    const coded = readCodes ? inReadCodes(composition) : composition;
    return writeXml(index < marks ? redact(coded, index % 4 === 3) : coded);
  };
}

function takeCompositions(context: RecordContext, count: number, write: Writer): string[] {
  return Array.from({ length: count }, (_, n) => write(clinicalComposition(context, n), n));
}
