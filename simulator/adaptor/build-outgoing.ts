import { type BuiltMessage, buildMessage } from '../../src/gp2gp/build-message.ts';
import type { DocumentToWrite } from '../../src/gp2gp/document-to-write.ts';
import type { SendRequest } from '../../src/wire/adaptor/send-request.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import type { Route } from './route-finder.ts';

/** The ebXML message for what a system handed over: payload and attachments as they are (mhs 3.4, 7.1). */
export function buildOutgoing(
  { party, clock, ids }: Pick<AdaptorRoom, 'party' | 'clock' | 'ids'>,
  request: SendRequest,
  route: Route,
  { messageId, correlationId }: { readonly messageId: string; readonly correlationId: string },
): BuiltMessage {
  const documents: DocumentToWrite[] = [
    ...request.attachments.map(
      (each): DocumentToWrite => ({
        kind: 'inline',
        referenceId: each.documentId,
        description: each.description,
        contentId: `${ids.uuid()}@spine.nhs.uk`,
        partType: each.contentType,
        content: Buffer.from(each.payload),
        transferEncoding: each.isBase64 ? 'base64' : '8bit',
        anyType: true,
      }),
    ),
    ...request.externalAttachments.map(
      (each): DocumentToWrite => ({
        kind: 'external',
        referenceId: each.documentId,
        messageId: each.messageId,
        description: each.description,
      }),
    ),
  ];
  return buildMessage({
    contract: route.contract,
    fromPartyKey: party.partyKey,
    conversationId: correlationId,
    messageId,
    time: clock.now(),
    payload: Buffer.from(request.payload),
    documents,
  });
}
