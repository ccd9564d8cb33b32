import type { SendRequest } from './send-request.ts';

/** Writes the body of `POST /` (mhs 7.1). Members that have no value are left out: the schema knows no null. */
export function writeSendRequest({
  payload,
  attachments,
  externalAttachments,
}: SendRequest): Buffer {
  return Buffer.from(
    JSON.stringify({
      payload,
      attachments: attachments.map((each) => ({
        is_base64: each.isBase64,
        content_type: each.contentType,
        payload: each.payload,
        description: each.description,
        document_id: each.documentId,
      })),
      external_attachments: externalAttachments.map((each) => ({
        document_id: each.documentId,
        message_id: each.messageId,
        description: each.description,
      })),
    }),
  );
}
