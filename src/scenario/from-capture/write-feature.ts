import type { CapturedConversation, CapturedMessage } from './captured-conversation.ts';
import type { CapturedDocument, CapturedDocuments } from './captured-documents.ts';

export interface FeatureParts {
  /** Name of the scenario file. */
  readonly name: string;
  readonly title: string;
  readonly about: readonly string[];
  readonly conversation: CapturedConversation;
  readonly documents: CapturedDocuments;
}

/** An id that no scenario of the catalogue has: enough to play the skeleton. */
const ID = 'GP2GP-REQ-999';
const ID_OF_SENDER = 'GP2GP-SND-999';

/**
 * A Gherkin skeleton of what the capture shows, in the phrases of the suite. It says what the system did, for the
 * author to change to what it should have done.
 */
export function writeFeature(parts: FeatureParts): string {
  const { name, title, about, conversation, documents } = parts;
  const requests = conversation.plays === 'sender';
  const steps = requests ? requesterSteps(conversation) : senderSteps(conversation);
  const given = [
    `Given the situation "${name}"`,
    ...(requests ? [] : recordSteps(documents.documents)),
  ];
  return [
    ...about.map((line) => `# ${line.replace(/\s+/g, ' ')}`),
    `@${requests ? 'requester' : 'sender'}`,
    `Feature: ${title}`,
    '',
    '  # TODO: the id of the catalogue, the basis (N, P, A, I) and the requirements that it is about.',
    `  @${requests ? ID : ID_OF_SENDER} @basis-I`,
    `  Scenario: ${title}`,
    ...given.map((step) => `    ${step}`),
    '    # TODO: what follows is what the system did. Change it to what it should have done.',
    ...steps.map((step) => `    ${step}`),
    '',
  ].join('\n');
}

function requesterSteps({ messages, byUser }: CapturedConversation): readonly string[] {
  const own = messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
  const has = (role: CapturedMessage['role']) => own.some((message) => message.role === role);
  const final = own.find(({ role }) => role === 'final-acknowledgement');
  const refusal = codeOf(
    messages.find(({ from, role }) => from !== 'system' && role === 'request-acknowledgement'),
  );
  const parts = own.filter(({ role }) => role === 'fragment-acknowledgement');
  const refused = parts.filter((message) => codeOf(message) !== undefined);
  return [
    byUser ? 'When the patient registers with a user at the desk' : 'When the patient registers',
    has('request')
      ? 'Then the system asks for the record'
      : 'Then the system does not ask for the record',
    ...(refusal === undefined
      ? []
      : [`And the transfer is shown as refused with ${refusal} or failed`]),
    ...(has('continue') ? ['And the system sends one continue'] : []),
    ...(parts.length > 0 && refused.length === 0 ? ['And the system accepts every fragment'] : []),
    ...refused.map(
      (message) => `# TODO: it refused a fragment with ${codeOf(message)} (#${message.sequence}).`,
    ),
    ...finalSteps(final, messages),
  ];
}

function finalSteps(
  final: CapturedMessage | undefined,
  messages: readonly CapturedMessage[],
): readonly string[] {
  if (!messages.some(({ role }) => role === 'extract')) return ['And the record is not filed'];
  if (!final) return ['# TODO: it left the extract unanswered.', 'And the record is not filed'];
  const code = codeOf(final);
  if (code !== undefined) {
    const told = code === '' ? 'any code' : code;
    return [`And the system refuses the extract with ${told}`, 'And the record is not filed'];
  }
  return [
    'And the system accepts the extract',
    'And the record is filed',
    'And the documents are held byte for byte',
  ];
}

function senderSteps({ messages }: CapturedConversation): readonly string[] {
  const own = messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
  const answer = own.find(({ role }) => role === 'request-acknowledgement');
  const code = codeOf(answer);
  const extracts = own.filter(({ role }) => role === 'extract').length;
  const fragments = own.some(({ role }) => role === 'fragment' || role === 'index');
  const asked = messages.some(({ role }) => role === 'continue');
  const final = messages.find(
    ({ from, role }) => from !== 'system' && role === 'final-acknowledgement',
  );
  return [
    'When the counterpart asks for the record',
    ...(answer === undefined
      ? ['# TODO: it left the request unanswered.']
      : [
          code === undefined
            ? 'Then the system accepts the request'
            : `Then the system refuses the request with ${code || 'any code'}`,
        ]),
    ...(extracts > 1 ? [`# TODO: it sent ${extracts} extracts.`] : []),
    `${answer === undefined ? 'Then' : 'And'} the system sends ${extracts > 0 ? 'one' : 'no'} extract`,
    ...(fragments
      ? [
          'And the system sends every announced fragment once',
          'And the documents arrive byte for byte',
        ]
      : asked
        ? ['And the system sends no fragment']
        : []),
    ...(final === undefined
      ? []
      : [
          codeOf(final) === undefined
            ? 'And the transfer is shown as transferred'
            : 'And the transfer is shown as failed',
        ]),
  ];
}

/** What the system must hold so that it can send what it sent. */
function recordSteps(documents: readonly CapturedDocument[]): readonly string[] {
  if (documents.length === 0) return ['And the system holds a record'];
  const rows = documents.map(({ name, contentType, bytes }) => [
    name.replace(/#\d+$/, '').replace(/[|\\]/g, '-'),
    contentType ?? 'application/octet-stream',
    String(bytes ?? 1000),
  ]);
  const table = [['name', 'type', 'bytes'], ...rows];
  return [
    'And the system holds a record',
    'And the record has these documents:',
    ...table.map((row) => `  | ${row.join(' | ')} |`),
  ];
}

/** Two digits; an empty text when it refuses without a code; `undefined` when it accepts or is not there. */
function codeOf(message: CapturedMessage | undefined): string | undefined {
  const { acknowledgement } = message ?? {};
  if (!acknowledgement || acknowledgement.typeCode === 'AA') return undefined;
  return acknowledgement.code ?? '';
}
