import { EHR_EXTRACT_WITH_REDACTIONS } from '../../domain/interaction.ts';
import { writeYaml } from '../../platform/yaml.ts';
import type { CapturedConversation } from './captured-conversation.ts';
import type { CapturedDocument, CapturedDocuments } from './captured-documents.ts';
import type { CapturedFaults } from './captured-faults.ts';
import type { CapturedSteps } from './captured-steps.ts';

export interface ScenarioParts {
  readonly title: string;
  /** Where it comes from, a line each; nothing of the patient. */
  readonly about: readonly string[];
  readonly conversation: CapturedConversation;
  readonly documents: CapturedDocuments;
  readonly steps: CapturedSteps;
  readonly faults: CapturedFaults;
}

/** The text of a scenario file: what the counterpart did as steps, what the capture does not tell as comments. */
export function writeScenario(parts: ScenarioParts): string {
  const { title, about, conversation, documents, steps, faults } = parts;
  const sends = conversation.plays === 'sender';
  const record = sends ? recordOf(conversation, documents.documents) : {};
  const file = {
    title,
    plays: conversation.plays,
    ...(Object.keys(record).length > 0 && { record }),
    ...(steps.steps.length > 0 && { steps: steps.steps }),
    ...(faults.faults.length > 0 && { faults: faults.faults }),
  };
  const todo = [
    ...conversation.doubts,
    ...(sends
      ? ['The entries of the record are made up: put here what of its content matters.']
      : []),
    ...steps.todo,
    ...faults.todo,
  ];
  const comments = [...about, ...todo.map((text) => `TODO: ${text}`)];
  return `${comments.map((line) => `# ${line.replace(/\s+/g, ' ')}\n`).join('')}${writeYaml(file)}`;
}

function recordOf(
  { messages }: CapturedConversation,
  documents: readonly CapturedDocument[],
): Readonly<Record<string, unknown>> {
  const extract = messages.find(({ role }) => role === 'extract');
  return {
    ...(extract?.interaction === EHR_EXTRACT_WITH_REDACTIONS && { interaction: 'UK07' }),
    ...(documents.length > 0 && { attachments: documents.map(documentOf) }),
  };
}

function documentOf(document: CapturedDocument): Readonly<Record<string, unknown>> {
  const { name, contentType, bytes, travels, compressed, labels } = document;
  const pieces = labels.length - 1;
  const encoded = bytes === undefined ? undefined : Math.ceil((bytes * 4) / 3);
  const chunk =
    travels === 'in-chunks' && encoded !== undefined && pieces > 0
      ? Math.max(1, Math.ceil(encoded / pieces))
      : undefined;
  return {
    name: name.replace(/#\d+$/, ''),
    ...(contentType !== undefined && { contentType }),
    ...(bytes !== undefined && { bytes }),
    ...(travels !== 'external' && { travels }),
    ...(chunk !== undefined && { chunk }),
    ...(compressed && { compressed }),
  };
}
