import type { QueueMessage } from './queue-message.ts';

/** Writes the body of a queued message in the order of mhs 7.3. */
export function writeQueueMessage(message: QueueMessage): Buffer {
  return Buffer.from(
    JSON.stringify({
      ebXML: message.ebXml,
      payload: message.payload,
      attachments: message.attachments.map((each) => ({
        payload: each.payload,
        is_base64: each.isBase64,
        content_id: each.contentId,
        content_type: each.contentType,
        description: each.description,
      })),
      external_attachments: message.externalAttachments.map((each) => ({
        document_id: each.documentId,
        message_id: each.messageId,
        description: each.description,
        title: each.title,
      })),
    }),
  );
}
