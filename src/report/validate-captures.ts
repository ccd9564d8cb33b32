import { type ReadCapture, readCapture } from '../capture/read-capture.ts';
import { conversationExaminer } from '../checks/conversation-examiner.ts';
import { examineMessage } from '../checks/examine-message.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import { parseTimestamp } from '../wire/ebxml/timestamp.ts';
import { type PlaceInFile, placeInFile } from './place-in-file.ts';
import { type NotRun, type SchemaJudge, WITHOUT_SCHEMAS } from './schema-judge.ts';

/** A file with one captured message. */
export interface CaptureFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A finding, and where it lies in its file. */
export type PlacedFinding = Finding & {
  readonly file: string;
  readonly place: PlaceInFile;
  /** Found in what several messages say together. */
  readonly conversation: boolean;
};

export interface ValidatedFile {
  readonly file: string;
  /** Interaction of the payload, else Action of the envelope. */
  readonly interaction: string | undefined;
  readonly messageId: string | undefined;
  readonly bytes: number;
  readonly findings: readonly PlacedFinding[];
}

/** What the checks say of captured messages. */
export interface Validation {
  /** In the order of their Timestamps where they are a conversation, else as they were given. */
  readonly files: readonly ValidatedFile[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** Rules that were not run, and why: they are not to be taken for passed. */
  readonly notRun: readonly NotRun[];
}

export interface ValidationOptions {
  /** Judge the files as messages of one conversation, too. */
  readonly conversation?: boolean;
  readonly schemas?: SchemaJudge | undefined;
  readonly now: Date;
}

/** What no captured message can be judged by: it needs more than the message. */
const NEEDS_MORE: readonly NotRun[] = [
  {
    check: 'DIRECTORY-01 to DIRECTORY-06, HL7-WRAPPER-11',
    because: 'they need a directory, which a captured message does not bring',
  },
  { check: 'IDENTITY-01', because: 'it needs the certificate of the connection' },
];

/** Applies every check to captured messages. */
export async function validateCaptures(
  given: readonly CaptureFile[],
  { conversation = false, schemas, now }: ValidationOptions,
): Promise<Validation> {
  const read = given.map((file) => ({ ...file, read: readCapture(file.bytes, now) }));
  if (conversation) read.sort((one, other) => timeOf(one.read) - timeOf(other.read));
  const together = conversation ? findTogether(read) : [];
  const files: ValidatedFile[] = [];
  const counts = { must: 0, should: 0, note: 0 };
  for (const { file, bytes, read: capture } of read) {
    const { message } = capture;
    const place = (finding: Finding, ofConversation: boolean): PlacedFinding => {
      counts[finding.severity]++;
      const where = placeInFile(bytes, capture, finding);
      return { ...finding, file, place: where, conversation: ofConversation };
    };
    const own = [...examineMessage(message), ...((await schemas?.judge(message)) ?? [])];
    files.push({
      file,
      interaction: message.payload?.facts.root.name ?? message.transport?.envelope.action,
      messageId: message.transport?.envelope.messageId ?? message.payload?.wrapper.id,
      bytes: bytes.length,
      findings: [
        ...own.map((finding) => place(finding, false)),
        ...together
          .filter(({ about }) => about === file)
          .map(({ about: _, ...finding }) => place(finding, true)),
      ],
    });
  }
  const alone = conversation
    ? []
    : [
        {
          check: 'CONVERSATION-01 to CONVERSATION-27',
          because: 'the files were judged one by one (--conversation)',
        },
      ];
  const notRun = [...(schemas ? schemas.notRun : WITHOUT_SCHEMAS), ...alone, ...NEEDS_MORE];
  return { files, counts, notRun };
}

function findTogether(read: readonly (CaptureFile & { readonly read: ReadCapture })[]) {
  const examiner = conversationExaminer();
  const byName = new Map(read.map((each) => [each.file, each.read]));
  for (const each of read) examiner.take(each.file, each.read.message);
  const again = (file: string, number: number) => {
    const capture = byName.get(file);
    const part = capture?.message.mime?.parts[number - 1];
    return part && capture.body.subarray(part.body.offset, part.body.offset + part.body.length);
  };
  return examiner.findings({ again, ended: true });
}

/** What came without a time keeps its place at the end. */
function timeOf({ message }: ReadCapture): number {
  const read = message.transport && parseTimestamp(message.transport.envelope.timestamp);
  return read?.ok ? read.value : Number.MAX_SAFE_INTEGER;
}
