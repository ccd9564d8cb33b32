import type {
  DocumentFacts,
  ExternalFacts,
  InlineFacts,
} from '../../src/gp2gp/large/document-facts.ts';
import { NO_DESCRIPTION } from '../../src/wire/ebxml/description.ts';

function facts(position: number, rest: Partial<DocumentFacts>): DocumentFacts {
  return {
    position,
    documentId: undefined,
    fileName: `file-${position}.txt`,
    contentType: 'text/plain',
    compressed: false,
    large: false,
    skeleton: false,
    length: undefined,
    description: NO_DESCRIPTION,
    fault: undefined,
    ...rest,
  };
}

/** A reference to a document that message `messageId` brings. */
export function external(
  position: number,
  messageId: string,
  rest: Partial<ExternalFacts> = {},
): ExternalFacts {
  return { ...facts(position, rest), ...rest, kind: 'external', messageId };
}

/** A document, or a piece, in the message itself. */
export function inline(position: number, rest: Partial<InlineFacts> = {}): InlineFacts {
  return {
    ...facts(position, rest),
    part: position + 1,
    encoding: 'base64',
    bytes: 100,
    ...rest,
    kind: 'inline',
  };
}
