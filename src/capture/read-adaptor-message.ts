import { z } from '../platform/zod.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../wire/ebxml/read-ebxml.ts';
import type { PartToWrite } from '../wire/mime/mime-style.ts';
import { writeMime } from '../wire/mime/write-mime.ts';
import { type CapturedExchange, type CaptureReading, captureNote } from './captured-exchange.ts';

/** Samples write the flag as a text, too. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const orNothing = z.string().nullish();

const attachment = z.object({
  payload: z.string().default(''),
  is_base64: flag.default(false),
  content_id: orNothing,
  content_type: orNothing,
});

const external = z.object({ message_id: orNothing });

const adaptorMessage = z.object({
  ebXML: z.string().optional(),
  payload: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
  external_attachments: z.array(external).nullish(),
});

type AdaptorMessage = z.output<typeof adaptorMessage>;

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
  const parsed = adaptorMessage.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, because: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  }
  const message = parsed.data;
  if (message.ebXML === undefined) return { ok: true, exchanges: [payloadAlone(message)] };
  const envelope = Buffer.from(message.ebXML);
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
  for (const [index, each] of (message.attachments ?? []).entries())
    parts.push({
      contentId: ids.attachments[index],
      contentType: each.content_type ?? 'application/octet-stream',
      // The adaptor leaves base64 as it came, and nothing else (mhs 7.3).
      transferEncoding: each.is_base64 ? 'base64' : '8bit',
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
function payloadAlone({ payload, attachments }: AdaptorMessage): CapturedExchange {
  const left = attachments?.length ?? 0;
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
function contentIds(envelope: EbxmlMessage | undefined, { attachments, payload }: AdaptorMessage) {
  const references = envelope?.manifest?.references ?? [];
  const named = references.flatMap(({ href }) => (/^cid:/i.test(href) ? [href.slice(4)] : []));
  const ofPayload = typeof payload === 'string' ? named.shift() : undefined;
  const taken = new Set((attachments ?? []).map(({ content_id: id }) => id ?? ''));
  const free = named.filter((id) => !taken.has(id));
  const invented: string[] = [];
  const idOf = (known: string | null | undefined, at: string, number: number): string => {
    const id = known || free.shift();
    if (id) return id;
    invented.push(at);
    return `part${number}@spinebox.test`;
  };
  if (typeof payload === 'string' && ofPayload === undefined) invented.push('payload');
  return {
    payload: ofPayload ?? 'payload@spinebox.test',
    attachments: (attachments ?? []).map(({ content_id: id }, index) =>
      idOf(id, `attachments[${index}]`, index + 3),
    ),
    invented,
  };
}

/** External attachments of the JSON that the envelope does not announce. */
function unannounced(envelope: EbxmlMessage | undefined, message: AdaptorMessage) {
  const announced = new Set(
    (envelope?.manifest?.references ?? []).flatMap(({ href }) =>
      /^mid:/i.test(href) ? [href.slice(4).split('/')[0]?.toUpperCase() ?? ''] : [],
    ),
  );
  return (message.external_attachments ?? []).flatMap(({ message_id: id }, index) =>
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
