import { nearest } from '../../platform/nearest.ts';
import type { EbxmlMessage, ManifestReference } from '../../wire/ebxml/ebxml-message.ts';
import { writeEbxml } from '../../wire/ebxml/write-ebxml.ts';
import type { MimePart } from '../../wire/mime/mime-package.ts';
import type { SideView } from '../place/side-view.ts';
import type { Missed } from './missed.ts';

/** What would have passed a rule about the manifest: the reference that is to be written, by our writer. */
export function nearestReference({ finding, view, located }: Missed): string | undefined {
  const { mime, message } = view;
  switch (finding.check) {
    case 'EBXML-MANIFEST-01': {
      const href = referenceAt(message, finding.at)?.href ?? '';
      const free = nearest(href.slice(4), idsWithoutReference(view));
      return free === undefined ? undefined : `xlink:href="cid:${free}"`;
    }
    case 'EBXML-MANIFEST-02': {
      const [free] = idsWithoutReference(view);
      return `xlink:href="cid:${free ?? mime?.parts[1]?.contentId ?? 'Content-Id of the part'}"`;
    }
    case 'EBXML-MANIFEST-03': {
      const part = mime?.parts[(located.place.part ?? 0) - 1];
      return part && message && written(message, [referenceTo(part)]);
    }
    case 'EBXML-MANIFEST-04':
      return '<eb:Manifest SOAP:mustUnderstand="1" eb:version="2.0">';
    case 'EBXML-MANIFEST-05': {
      const [first] = message?.manifest?.references ?? [];
      return first && message && written(message, [first]);
    }
    case 'EBXML-MANIFEST-06':
      return message && written(message, (mime?.parts.slice(1) ?? []).slice(0, 1).map(payloadTo));
    case 'EBXML-MANIFEST-07': {
      const second = mime?.parts[1];
      return message && second && written(message, [payloadTo(second)]);
    }
    case 'EBXML-MANIFEST-08': {
      const id = referenceAt(message, finding.at)?.href.slice(4).toUpperCase() ?? '';
      return /^[0-9A-F-]{36}$/.test(id) ? `xlink:href="mid:${id}"` : undefined;
    }
    default:
      return undefined;
  }
}

function referenceAt(message: EbxmlMessage | undefined, at: string): ManifestReference | undefined {
  const number = Number(/Reference\[(\d+)\]/.exec(at)?.[1]);
  return message?.manifest?.references[number - 1];
}

function idsWithoutReference({ mime, message }: SideView): readonly string[] {
  const named = new Set(
    message?.manifest?.references.map(({ href }) => href.slice(4).toLowerCase()),
  );
  return (mime?.parts.slice(1) ?? [])
    .flatMap(({ contentId }) => (contentId === undefined ? [] : [contentId]))
    .filter((id) => !named.has(id.toLowerCase()));
}

const PAYLOAD = { style: 'HL7', encoding: 'XML', version: '3.0' } as const;

function referenceTo({ contentId = '' }: MimePart): ManifestReference {
  return {
    href: `cid:${contentId}`,
    id: undefined,
    ...{ schema: undefined, description: undefined, descriptionLanguage: undefined },
    payload: undefined,
  };
}

function payloadTo(part: MimePart): ManifestReference {
  return { ...referenceTo(part), payload: PAYLOAD };
}

function written(
  message: EbxmlMessage,
  references: readonly ManifestReference[],
): string | undefined {
  const manifest = { version: '2.0', references };
  const text = writeEbxml({ ...message, manifest }).toString('utf8');
  return /<(\w+:)?Reference\b[^>]*?(?:\/>|>.*?<\/\1?Reference>)/s
    .exec(text)?.[0]
    .replace(/\s+/g, ' ');
}
