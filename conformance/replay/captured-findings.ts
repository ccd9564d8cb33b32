import { examineMessage } from '../../src/checks/examine-message.ts';
import { forwardReliable, readForExamination } from '../../src/checks/read-message.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { JournalReader } from '../../src/journal/journal.ts';
import type { CapturedConversation } from '../../src/scenario/from-capture/captured-conversation.ts';

/**
 * The rules that the system's messages of a conversation break, by role of the message, sorted: `final-acknowledgement
 * HL7-ACK-02`. Both sides of a comparison are examined in this way, without a directory, for the directory of then is
 * not here.
 */
export async function capturedFindings(
  journal: JournalReader,
  { messages }: CapturedConversation,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { sequence, role, from, duplicate } of messages) {
    if (from !== 'system' || duplicate) continue;
    const entry = await journal.get(sequence);
    if (!entry?.request?.body) continue;
    const body = await journal.readBody(entry.request.body);
    for (const { check, severity } of examineMessage(readOf(entry, body)))
      if (severity !== 'note') found.add(`${role} ${check}`);
    for (const { check, severity } of entry.findings ?? [])
      if (severity !== 'note') found.add(`${role} ${check}`);
  }
  return [...found].toSorted();
}

function readOf({ request, at }: Entry, body: Buffer) {
  const header = (wanted: string) =>
    request?.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const length = header('content-length');
  return readForExamination({
    contentType: header('content-type'),
    body,
    http: {
      method: request?.method ?? '',
      path: request?.path ?? '',
      soapAction: header('soapaction'),
      contentType: header('content-type'),
      contentLength: length === undefined ? undefined : Number(length),
      chunked: header('transfer-encoding') !== undefined,
    },
    directory: forwardReliable,
    now: new Date(at),
  });
}
