import { seededIds } from '../platform/ids.ts';
import { seededRandom } from '../platform/random.ts';
import { type WritableElement, writeXml } from '../wire/xml/write-xml.ts';
import { hl7Time } from './hl7-time.ts';
import {
  type AttachmentPlan,
  inventAttachments,
  type RecordAttachment,
} from './synthetic/attachments.ts';
import {
  clinicalComposition,
  documentComposition,
  registrationComposition,
} from './synthetic/compositions.ts';
import { anchorNode, folderNode } from './synthetic/folder.ts';
import type { RecordContext } from './synthetic/record-context.ts';
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
}

/** An extract of an invented patient. */
export interface SyntheticRecord {
  /** Valid RCMR_IN030000UK06 in UTF-8. */
  readonly payload: Buffer;
  readonly attachments: readonly RecordAttachment[];
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
  const random = seededRandom(options.seed);
  const ids = seededIds(random);
  const agents: RecordContext['agents'] = [ids.uuid(), ids.uuid(), ids.uuid()];
  const context: RecordContext = { random, ids, agents, linkable: [] };
  const facts: ExtractFacts = { ...transfer, limitationId: ids.uuid() };
  const folderFacts = {
    id: ids.uuid(),
    odsCode: facts.authorOds,
    time: hl7Time(facts.time),
  };
  const plan = options.attachments ?? { count: 0 };
  const attachments = inventAttachments(plan, options.seed, ids);

  const opening = [
    writeXml(registrationComposition(context)),
    ...attachments.map((attachment) =>
      writeXml(documentComposition(context, 'Attached document', anchorNode(attachment))),
    ),
  ];
  // The clinicians' names are drawn once more while the folder is written: both times the same.
  const frame = (compositions: string) =>
    writeEhrExtract(facts, [
      folderNode({ ...context, random: seededRandom(options.seed) }, folderFacts, compositions),
    ]);
  const clinical =
    options.payloadBytes === undefined
      ? takeCompositions(context, options.entries ?? 8)
      : fillTo(context, options.payloadBytes, Buffer.byteLength(frame(opening.join(''))), options);
  return { payload: Buffer.from(frame([...opening, ...clinical].join(''))), attachments };
}

function takeCompositions(context: RecordContext, count: number): string[] {
  return Array.from({ length: count }, (_, index) => writeXml(clinicalComposition(context, index)));
}

/** Compositions until the next would not fit, then one narrative that takes up the rest exactly. */
function fillTo(
  context: RecordContext,
  wanted: number,
  framed: number,
  { entries = Number.POSITIVE_INFINITY }: SyntheticOptions,
): string[] {
  const texts: string[] = [];
  const closing = documentComposition(context, 'x');
  let left = wanted - framed - Buffer.byteLength(writeXml(closing)) + 1;
  for (let index = 0; index < entries; index++) {
    const text = writeXml(clinicalComposition(context, index));
    const bytes = Buffer.byteLength(text);
    if (bytes >= left) break;
    texts.push(text);
    left -= bytes;
  }
  if (left > 0) texts.push(writeXml(withText(closing, filler(left))));
  return texts;
}

/** The same composition with its only narrative text replaced. */
function withText(node: WritableElement, text: string): WritableElement {
  return {
    ...node,
    children: node.children.map((child) => {
      if (typeof child === 'string') return child === 'x' ? text : child;
      return 'verbatim' in child ? child : withText(child, text);
    }),
  };
}

/** Words of ASCII, `length` bytes long. */
function filler(length: number): string {
  const words = 'Further correspondence was summarised for this synthetic patient. ';
  return words
    .repeat(Math.ceil(length / words.length))
    .slice(0, length - 1)
    .padEnd(length, '.');
}
