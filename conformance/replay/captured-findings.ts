import { conversationExaminer } from '../../src/checks/conversation-examiner.ts';
import { examineMessage } from '../../src/checks/examine-message.ts';
import { forwardReliable, readForExamination } from '../../src/checks/read-message.ts';
import type { Finding } from '../../src/domain/finding.ts';
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
  const add = (role: string, findings: readonly Pick<Finding, 'check' | 'severity'>[]) => {
    for (const { check, severity } of findings)
      if (severity !== 'note') found.add(`${role} ${check}`);
  };
  const whole = conversationExaminer();
  const own = new Map<string, string>();
  for (const { sequence, role, from, duplicate } of messages) {
    const entry = await journal.get(sequence);
    if (duplicate || !entry?.request?.body) continue;
    const message = readOf(entry, await journal.readBody(entry.request.body));
    whole.take(String(sequence), message);
    if (from !== 'system') continue;
    own.set(String(sequence), role);
    add(role, examineMessage(message));
    add(role, entry.findings ?? []);
  }
  for (const finding of whole.findings())
    add(own.get(finding.about) ?? '', own.has(finding.about) ? [finding] : []);
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
