import type { TranscriptMessage } from '../../src/scenario/transcript.ts';

/** Registrations that the system accepted, by NHS number. */
export type Registrations = ReadonlyMap<string, number>;

/**
 * Messages of the system that nothing called for. Called for are, once each: the answer to a request, an extract, a
 * fragment or an index (gp2gp 1.3 steps 7, 11, 13), the extract that a request asks for, a continue for an extract that
 * announces parts, what was announced once the continue is there, and a request for each registration.
 */
export function unprovoked(
  messages: readonly TranscriptMessage[],
  registrations: Registrations,
): readonly TranscriptMessage[] {
  const spent = new Set<string>();
  const requests = new Map(registrations);
  const once = (key: string): boolean => !spent.has(key) && spent.add(key) !== undefined;
  return messages.filter((message) => {
    if (message.from !== 'system' || !message.taken || message.duplicate) return false;
    return !isCalledFor(message, messages, once, requests);
  });
}

function isCalledFor(
  message: TranscriptMessage,
  all: readonly TranscriptMessage[],
  once: (key: string) => boolean,
  requests: Map<string, number>,
): boolean {
  const { role, acknowledgement, conversationId, messageId, nhsNumber = '', sequence } = message;
  const before = (wanted: TranscriptMessage['role']) =>
    all.filter(
      (each) =>
        each.from !== 'system' &&
        each.role === wanted &&
        each.conversationId === conversationId &&
        each.sequence < sequence,
    );
  switch (role) {
    case 'request-acknowledgement':
    case 'final-acknowledgement':
    case 'fragment-acknowledgement':
      return once(`answer ${acknowledgement?.about}`);
    case 'request': {
      const left = requests.get(nhsNumber) ?? 0;
      requests.set(nhsNumber, left - 1);
      return left > 0;
    }
    case 'extract':
      return before('request').length > 0 && once(`extract ${conversationId}`);
    case 'continue':
      return before('extract').some(announces) && once(`continue ${conversationId}`);
    case 'fragment':
    case 'index':
      return (
        before('continue').length > 0 &&
        isAnnounced(message, all) &&
        once(`fragment ${messageId.toUpperCase()}`)
      );
    default:
      return false;
  }
}

function announces({ references }: TranscriptMessage): boolean {
  return references.some(({ href }) => /^mid:/i.test(href));
}

function isAnnounced({ messageId }: TranscriptMessage, all: readonly TranscriptMessage[]): boolean {
  const wanted = `MID:${messageId.toUpperCase()}`;
  return all.some(
    ({ from, references }) =>
      from === 'system' && references.some(({ href }) => href.toUpperCase() === wanted),
  );
}
