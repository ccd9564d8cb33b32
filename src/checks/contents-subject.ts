import { GP2GP_SERVICE } from '../domain/interaction.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { MessageContents, ReferenceFacts } from './message-contents.ts';

/** The manifest and the parts of a message, with the message around them. */
export interface ContentsSubject extends MessageContents {
  readonly transport: InboundMessage;
}

/** References of a GP2GP message to attachments, wherever those travel. */
export function attachmentsOf(subject: ContentsSubject): readonly ReferenceFacts[] {
  if (subject.transport.envelope.service !== GP2GP_SERVICE) return [];
  return subject.references.filter(({ kind }) => kind === 'inline' || kind === 'external');
}

export function referencePlace({ number }: ReferenceFacts): string {
  return `Manifest/Reference[${number}]/Description`;
}
