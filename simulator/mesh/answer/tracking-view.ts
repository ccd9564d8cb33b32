import type { MeshSettings } from '../../world/world.ts';
import { compactTime } from '../message/compact-time.ts';
import { failureOf, type MeshMessage, statusOf, timeOf } from '../message/mesh-message.ts';
import type { ApiVersion } from '../request/api-version.ts';

/** What the sender is told of a message (mesh-nhais 1.9). */
export function trackingView(message: MeshMessage, version: ApiVersion, settings: MeshSettings) {
  return version === 1 ? first(message, settings) : second(message, settings);
}

function first(message: MeshMessage, { mailboxes, collectWithinMs }: MeshSettings) {
  const { id, from = '', to } = message;
  const [sender, recipient] = [mailboxes[from], mailboxes[to]];
  const failure = failureOf(message);
  const status = statusOf(message);
  const done = timeOf(message, 'acknowledged');
  const flag = (set: boolean | undefined) => (set ? 'Y' : '');
  return {
    addressType: 'ALL',
    checksum: message.checksum ?? '',
    chunkCount: message.chunkCount,
    compressFlag: flag(message.compressed),
    contentEncoding: message.contentEncoding ?? '',
    downloadTimestamp: done ? compactTime(done) : '',
    dtsId: id,
    encryptedFlag: flag(message.encrypted),
    expiryTime: compactTime(expiryOf(message, collectWithinMs)),
    failureDate: failure ? compactTime(new Date(failure.at)) : '',
    failureDiagnostic: failure?.description ?? '',
    fileName: message.fileName ?? `${id}.dat`,
    fileSize: message.bytes,
    isCompressed: flag(message.compressed),
    linkedMsgId: failure?.linkedMessageId ?? '',
    localId: message.localId ?? '',
    meshRecipientOdsCode: recipient?.ods ?? '',
    messageId: id,
    messageType: message.type,
    partnerId: message.partnerId ?? '',
    recipient: to,
    recipientName: recipient?.name ?? to,
    recipientOrgCode: recipient?.org ?? recipient?.ods ?? '',
    recipientOrgName: recipient?.orgName ?? '',
    recipientSmtp: '',
    sender: from,
    senderName: sender?.name ?? from,
    senderOdsCode: sender?.ods ?? '',
    senderOrgCode: sender?.org ?? sender?.ods ?? '',
    senderOrgName: sender?.orgName ?? '',
    senderSmtp: '',
    status: `${status.slice(0, 1).toUpperCase()}${status.slice(1)}`,
    statusCode: failure?.code ?? '',
    statusDescription: failure?.description ?? '',
    statusEvent: failure?.event ?? '',
    statusSuccess: failure ? 'ERROR' : 'SUCCESS',
    statusTimestamp: compactTime(new Date(message.events[0]?.at ?? message.createdAt)),
    subject: message.subject ?? '',
    uploadTimestamp: compactTime(message.createdAt),
    version: '1.0',
    workflowId: message.workflowId,
  };
}

function second(message: MeshMessage, { mailboxes, collectWithinMs }: MeshSettings) {
  const recipient = mailboxes[message.to];
  const failure = failureOf(message);
  const view = {
    message_id: message.id,
    local_id: message.localId,
    workflow_id: message.workflowId,
    filename: message.fileName ?? `${message.id}.dat`,
    expiry_time: expiryOf(message, collectWithinMs).toISOString(),
    upload_timestamp: message.createdAt.toISOString(),
    recipient: message.to,
    recipient_name: recipient?.name ?? message.to,
    recipient_ods_code: recipient?.ods,
    recipient_org_code: recipient?.org ?? recipient?.ods,
    recipient_org_name: recipient?.orgName,
    status_success: failure === undefined,
    status: statusOf(message),
    status_event: failure?.event,
    status_timestamp: message.events[0]?.at,
    status_description: failure?.description,
    status_code: failure?.code,
  };
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}

function expiryOf(message: MeshMessage, collectWithinMs: number): Date {
  const accepted = timeOf(message, 'accepted') ?? message.createdAt;
  return new Date(accepted.getTime() + collectWithinMs);
}
