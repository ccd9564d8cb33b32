import type { JournalReader } from '../../journal/journal.ts';
import { type CapturedConversation, capturedConversation } from './captured-conversation.ts';
import { capturedDocuments } from './captured-documents.ts';
import { capturedFaults } from './captured-faults.ts';
import { capturedSteps } from './captured-steps.ts';
import { writeFeature } from './write-feature.ts';
import { writeScenario } from './write-scenario.ts';

export interface ScenarioDraft {
  /** Of the scenario file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly scenario: string;
  readonly feature: string;
  readonly conversation: CapturedConversation;
}

export interface FromCapture {
  readonly conversationId: string;
  /** Party key of the system that is to be judged. */
  readonly system?: string | undefined;
  /** Where it comes from, for the first line of both files. */
  readonly source: string;
}

/**
 * A scenario file and a Gherkin skeleton out of a conversation on record: what the counterpart did becomes its steps,
 * what the system did what is expected. The same capture gives the same text. `undefined` when no message of
 * the conversation is on record.
 */
export async function scenarioFromCapture(
  journal: JournalReader,
  { conversationId, system, source }: FromCapture,
): Promise<ScenarioDraft | undefined> {
  const conversation = await capturedConversation(journal, conversationId, system);
  if (!conversation) return undefined;
  const documents = capturedDocuments(conversation);
  const title = titleOf(conversation, documents.documents.length);
  const name = `captured-${
    conversationId
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
      .slice(0, 8) || 'conversation'
  }`;
  const parts = {
    ...{ title, name, conversation, documents },
    about: [`Written by spinebox out of ${source}, conversation ${conversationId}.`],
  };
  return {
    ...{ name, title, conversation },
    scenario: writeScenario({
      ...parts,
      steps: capturedSteps(conversation, documents),
      faults: capturedFaults(conversation, documents),
    }),
    feature: writeFeature(parts),
  };
}

function titleOf({ plays, messages }: CapturedConversation, documents: number): string {
  const sent = messages.some(({ role }) => role === 'extract');
  const what =
    documents === 0
      ? 'A record'
      : `A record with ${documents === 1 ? 'a document' : `${documents} documents`}`;
  const done = sent
    ? `is sent ${plays === 'sender' ? 'to' : 'by'}`
    : `is asked ${plays === 'sender' ? 'for by' : 'of'}`;
  const last = messages.findLast(
    ({ acknowledgement }) => acknowledgement !== undefined && acknowledgement.typeCode !== 'AA',
  );
  const who = last?.from === 'system' ? 'the system' : 'the other practice';
  const end = last ? `, and ${who} refuses with ${last.acknowledgement?.code ?? 'no code'}` : '';
  return `${what} ${done} the system, as it was captured${end}`;
}
