import type { LargeMessage } from '../../src/gp2gp/large/large-message.ts';
import { readCopc } from '../../src/gp2gp/large/read-copc.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import { expectContinue } from './large-messages.ts';
import { openMessage } from './opened-message.ts';
import type { Trial } from './trial.ts';

const SUBJECT = 'Continue Acknowledgement';

/** Wrapper, payload and manifest keep to every rule, and the subject says what it is (gp2gp 2.6). */
export async function expectContinueContent(trial: Trial): Promise<void> {
  const { sent, content } = await openContinue(trial);
  const found = sent.findings.filter(({ severity }) => severity === 'must');
  if (found.length > 0) {
    const told = found.slice(0, 5).map(({ check, message }) => `${check}: ${message}`);
    fail(sent, 'the continue keeps to every rule', told.join('; '));
  }
  if (content.subject !== SUBJECT) {
    fail(sent, `the subject "${SUBJECT}"`, `the subject is "${content.subject}"`);
  }
  trial.observed(`valid, subject "${content.subject}"`);
}

/**
 * `messageRef` and `acknowledgedMessage` name the extract (gp2gp 1.4, 2.6) by its ebXML MessageId; by its HL7 id is
 * tolerated (gp2gp 8 Q2, 1.5 D3). In the conversation of the extract.
 */
export async function expectContinueNamesExtract(trial: Trial): Promise<void> {
  const { sent, content } = await openContinue(trial);
  const extract = trial
    .transcript()
    .messages.find(({ from, role }) => from !== 'system' && role === 'extract');
  if (!extract) throw new Error('the counterpart sent no extract');
  const places = {
    messageRef: content.messageRef,
    acknowledgedMessage: content.acknowledgedMessage,
  };
  for (const [place, id] of Object.entries(places)) {
    const named = namedBy(id, extract);
    if (named === undefined) {
      fail(sent, `${place} names the extract, ${extract.messageId}`, `it names ${id ?? 'nothing'}`);
    }
    if (named === 'hl7-id') {
      trial.tolerated('D3', `${place} names the HL7 id of the extract`, sent.sequence);
    }
  }
  if (sent.conversationId.toUpperCase() !== extract.conversationId.toUpperCase()) {
    fail(sent, `conversation ${extract.conversationId}`, `it is in ${sent.conversationId}`);
  }
  trial.observed('both places name the extract');
}

/** From and Recipient are the ODS codes of the two practices (gp2gp 2.6). */
export async function expectContinueNamesPractices(trial: Trial): Promise<void> {
  const { sent, content } = await openContinue(trial);
  const { odsCode } = trial.situation().counterpart;
  const own = trial.system.odsCode;
  if (content.from !== own) fail(sent, `From ${own}`, `From is ${content.from ?? 'empty'}`);
  if (!content.recipients.includes(odsCode)) {
    fail(sent, `Recipient ${odsCode}`, `it is ${content.recipients.join(' ') || 'empty'}`);
  }
  trial.observed(`from ${own} to ${odsCode}`);
}

async function openContinue(
  trial: Trial,
): Promise<{ readonly sent: TranscriptMessage; readonly content: LargeMessage }> {
  const sent = await expectContinue(trial);
  const read = readCopc((await openMessage(trial, sent)).message);
  if (!read.ok) fail(sent, 'a continue that can be read', read.failure.message);
  if (read.value.kind !== 'continue') fail(sent, 'a continue', `it is a ${read.value.kind}`);
  return { sent, content: read.value };
}

function namedBy(id: string | undefined, extract: TranscriptMessage): string | undefined {
  const wanted = id?.toUpperCase();
  if (wanted === undefined) return undefined;
  if (wanted === extract.messageId.toUpperCase()) return 'message-id';
  return wanted === extract.hl7Id?.toUpperCase() ? 'hl7-id' : undefined;
}

function fail({ sequence }: TranscriptMessage, expected: string, observed: string): never {
  throw new SystemDeviation({ expected, observed, evidence: [sequence] });
}
