import type { QueueMessage } from '../wire/adaptor/queue-message.ts';
import { queueMessageOf } from '../wire/adaptor/read-queue-message.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../wire/ebxml/read-ebxml.ts';
import type { PartToWrite } from '../wire/mime/mime-style.ts';
import { writeMime } from '../wire/mime/write-mime.ts';
import { type CapturedExchange, type CaptureReading, captureNote } from './captured-exchange.ts';

/** Whether a value is meant to be a message as the MHS adaptor queues it. */
export function looksLikeAdaptorMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'ebXML' in value || ('payload' in value && typeof value.payload === 'string');
}

/**
 * Reads the JSON form of the MHS adaptor (mhs 7.1, 7.3) and rebuilds the package: envelope, payload and attachments as
 * they were handed on, under the content ids that the manifest names. What the adaptor did not keep (boundary, part
 * headers, HTTP) is not that of the wire, and the exchange says so.
 */
export function readAdaptorMessage(value: unknown): CaptureReading {
  const parsed = queueMessageOf(value);
  if (!parsed.ok) return { ok: false, because: parsed.failure.message };
  const message = parsed.value;
  if (message.ebXml === undefined) return { ok: true, exchanges: [payloadAlone(message)] };
  const envelope = Buffer.from(message.ebXml);
  const read = readEbxml(envelope);
  const ids = contentIds(read.ok ? read.value : undefined, message);
  const parts: PartToWrite[] = [
    {
      contentId: 'ebXMLHeader@spine.nhs.uk',
      contentType: 'text/xml; charset=UTF-8',
      transferEncoding: '8bit',
      content: envelope,
    },
  ];
  if (typeof message.payload === 'string')
    parts.push({
      contentId: ids.payload,
      contentType: 'application/xml; charset=UTF-8',
      transferEncoding: '8bit',
      content: Buffer.from(message.payload),
    });
  for (const [index, each] of message.attachments.entries())
    parts.push({
      contentId: ids.attachments[index],
      contentType: each.contentType ?? 'application/octet-stream',
      // The adaptor leaves base64 as it came, and nothing else (mhs 7.3).
      transferEncoding: each.isBase64 ? 'base64' : '8bit',
      content: Buffer.from(each.payload),
      encoded: true,
    });
  const { contentType, body } = writeMime(parts, { boundary: boundaryFor(parts) });
  const findings = [
    captureNote(
      'CAPTURE-01',
      'the package was rebuilt from what an adaptor kept: boundary, part headers and HTTP head are not those of the wire',
      'body',
    ),
    ...ids.invented.map((at) =>
      captureNote('CAPTURE-02', 'the manifest names no part for it: its content id is ours', at),
    ),
    ...unannounced(read.ok ? read.value : undefined, message),
  ];
  return {
    ok: true,
    exchanges: [
      {
        at: undefined,
        request: { headers: [['Content-Type', contentType]], body },
        findings,
        facts: { form: 'mhs-adaptor', rebuilt: true },
      },
    ],
  };
}

/** What a system gives to the adaptor has no envelope yet (mhs 7.1). */
function payloadAlone({ payload, attachments }: QueueMessage): CapturedExchange {
  const left = attachments.length;
  return {
    at: undefined,
    request: {
      headers: [['Content-Type', 'application/xml; charset=UTF-8']],
      body: Buffer.from(payload ?? ''),
    },
    findings: [
      captureNote(
        'CAPTURE-01',
        `only the payload stands here: there is no envelope yet, and ${left} attachments without one are left out`,
        'body',
      ),
    ],
    facts: { form: 'mhs-adaptor', rebuilt: true },
  };
}

/** Content ids in the order of the manifest: the payload's reference first, as every source has it (mhs 3.3). */
function contentIds(envelope: EbxmlMessage | undefined, { attachments, payload }: QueueMessage) {
  const references = envelope?.manifest?.references ?? [];
  const named = references.flatMap(({ href }) => (/^cid:/i.test(href) ? [href.slice(4)] : []));
  const ofPayload = typeof payload === 'string' ? named.shift() : undefined;
  const taken = new Set(attachments.map(({ contentId }) => contentId ?? ''));
  const free = named.filter((id) => !taken.has(id));
  const invented: string[] = [];
  const idOf = (known: string | undefined, at: string, number: number): string => {
    const id = known || free.shift();
    if (id) return id;
    invented.push(at);
    return `part${number}@spinebox.test`;
  };
  if (typeof payload === 'string' && ofPayload === undefined) invented.push('payload');
  return {
    payload: ofPayload ?? 'payload@spinebox.test',
    attachments: attachments.map(({ contentId }, index) =>
      idOf(contentId, `attachments[${index}]`, index + 3),
    ),
    invented,
  };
}

/** External attachments of the JSON that the envelope does not announce. */
function unannounced(envelope: EbxmlMessage | undefined, message: QueueMessage) {
  const announced = new Set(
    (envelope?.manifest?.references ?? []).flatMap(({ href }) =>
      /^mid:/i.test(href) ? [href.slice(4).split('/')[0]?.toUpperCase() ?? ''] : [],
    ),
  );
  return message.externalAttachments.flatMap(({ messageId: id }, index) =>
    id && envelope && !announced.has(id.toUpperCase())
      ? [
          captureNote(
            'CAPTURE-02',
            `the JSON names message ${id.slice(0, 60)}, which the manifest does not announce`,
            `external_attachments[${index}]`,
          ),
        ]
      : [],
  );
}

/** The usual boundary, lengthened until no part holds it. */
function boundaryFor(parts: readonly PartToWrite[]): string {
  let boundary = '--=_MIME-Boundary';
  const held = (text: string) => parts.some(({ content }) => Buffer.from(content).includes(text));
  for (let turn = 1; held(`--${boundary}`); turn++) boundary = `--=_MIME-Boundary-${turn}`;
  return boundary;
}
