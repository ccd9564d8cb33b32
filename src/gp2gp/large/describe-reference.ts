import { readDescription } from '../../wire/ebxml/description.ts';
import type { ManifestReference } from '../../wire/ebxml/ebxml-message.ts';
import type { Deviation } from '../../wire/reading.ts';
import type { DocumentFacts } from './document-facts.ts';

/** Deviations of a description that leave open how the bytes are to be treated. */
const FAULTS: ReadonlySet<string> = new Set(['description.yes-no']);

/** What marks a document as the payload's replacement, without its spaces and in small letters (gp2gp 3.6). */
const SKELETON = 'x-gp2gp-skeleton:yes';

/**
 * What a reference says of its document (gp2gp 3.3). A description in no form that is known is told in
 * `deviations`; it is a fault only where it leaves open what to do.
 *
 * @param partType the type that the MIME part declares, where there is one
 */
export function describeReference(
  reference: ManifestReference,
  position: number,
  partType?: string,
): { readonly facts: DocumentFacts; readonly deviations: readonly Deviation[] } {
  const read = readDescription(reference.description ?? '');
  const description = read.ok && read.value.bareName === undefined ? read.value : undefined;
  const bareName = read.ok ? read.value.bareName : undefined;
  const fault = read.deviations.find(({ code }) => FAULTS.has(code));
  const declared = description?.contentType;
  return {
    facts: {
      position,
      documentId: reference.id?.trim().replace(/^_/, '') || undefined,
      fileName: description?.filename ?? bareName ?? '',
      contentType: declared || partType || 'application/octet-stream',
      compressed: description?.compressed === true,
      large: description?.largeAttachment === true,
      skeleton: isSkeletonMark(description?.domainData),
      length: description?.length,
      description,
      fault: fault?.message,
    },
    deviations: read.deviations,
  };
}

/** Whether `DomainData` marks a skeleton, in whatever case and with whatever spaces (gp2gp 3.3). */
export function isSkeletonMark(domainData: string | undefined): boolean {
  return domainData?.replace(/\s+/g, '').toLowerCase() === SKELETON;
}
